import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { defineFileRule, type Rule } from "../../src/lint/define-rule.js";
import { fixRun } from "../../src/lint/fix-run.js";
import { type RunOptions, run } from "../../src/lint/run.js";
import { documentedRules, rules } from "../../src/rules/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode } from "../../src/workspace/bytes.js";
import { corpusClusters, corpusFiles } from "../support/corpus.js";

type Roots = readonly { readonly path: string; readonly text: string }[];
type Safety = "safe" | "unsafe";

/** All rules, also those that are off by default. */
const options: RunOptions = { rules, severityOf: (rule) => rule.severity };

const commentsOf = (text: string): string[] => {
  const { comments } = parseFile(new SourceFile("", text));
  return comments.map(({ start, end }) => text.slice(start, end).trimEnd());
};

/** Rules with a finding above info. */
const reporting = (diagnostics: readonly Diagnostic[]): ReadonlySet<string> =>
  new Set(diagnostics.filter(({ severity }) => severity !== "info").map(({ rule }) => rule));

/** Their fixes change what keepalived reads or makes of the rest, so what else is wrong shows only afterwards. */
const UNCOVERING = new Set([
  "comment-in-definition",
  "condition-drops-block",
  "equals-assignment",
  "invisible-characters",
  "keyword-in-wrong-block",
  "smart-quotes",
  "strict-blocks-vip",
  "sync-group-member-twice",
  "unbalanced-brace",
  "undefined-variable",
  "unknown-keyword",
]);

/** What fixing breaks; nothing, if fixes keep what they promise. */
function complaints(roots: Roots, allowed: Safety): string[] {
  const before = run(roots, options).diagnostics;
  const uncovers = before.some(({ rule, fix }) => fix !== undefined && UNCOVERING.has(rule));
  const { changed, result } = fixRun(roots, options, allowed);
  const left = result.diagnostics.filter(
    ({ fix }) => fix !== undefined && (allowed === "unsafe" || fix.safety === "safe"),
  );
  const fixed = roots.map(({ path, text }) => ({ path, text: changed.get(path)?.after ?? text }));
  const lost = [...changed.values()].flatMap((change) => {
    const kept = new Set(commentsOf(change.after));
    // What a mark in a value cut off becomes part of the value again.
    const isThere = (comment: string) => kept.has(comment) || change.after.includes(comment.split(/\s/)[0] ?? "");
    return commentsOf(change.before).filter((comment) => !isThere(comment));
  });
  return [
    ...(uncovers
      ? []
      : [...reporting(result.diagnostics)]
          .filter((rule) => !reporting(before).has(rule))
          .map((rule) => `new: ${rule}`)),
    ...left.map(({ rule, message }) => `left: ${rule}: ${message}`),
    ...lost.map((comment) => `lost: ${comment}`),
    ...(changed.size > 0 && fixRun(fixed, options, allowed).changed.size > 0 ? ["a second run changes something"] : []),
  ];
}

const toRoots = (texts: string | Readonly<Record<string, string>>): Roots =>
  typeof texts === "string"
    ? [{ path: "example.conf", text: texts }]
    : Object.entries(texts).map(([path, text]) => ({ path, text }));

function fixtureCases(): [string, Roots][] {
  const folder = "fixtures/rules";
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".conf"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, [{ path, text: readFileSync(path, "utf8") }]]);
}

describe.each(["safe", "unsafe"] as const)("%s fixes", (allowed) => {
  it.each(documentedRules.map(({ name, examples }) => [name, examples] as const))(
    "of the examples of %s",
    (_, examples) => {
      expect(complaints(toRoots(examples.bad), allowed)).toEqual([]);
    },
  );

  it("of all fixtures", () => {
    const broken = fixtureCases().flatMap(([name, roots]) =>
      complaints(roots, allowed).map((one) => `${name}: ${one}`),
    );
    expect(broken).toEqual([]);
  });

  it("of real files", (context) => {
    const files = corpusFiles(context, "plain").filter(({ bytes }) => bytes.length < 200_000);
    const broken = files.flatMap(({ name, bytes }) =>
      complaints([{ path: name, text: decode(bytes) }], allowed).map((one) => `${name}: ${one}`),
    );
    expect(broken).toEqual([]);
  });

  it("of real clusters", (context) => {
    const broken = [...corpusClusters(context)].flatMap(([group, files]) => {
      const roots = files.map(({ name, bytes }) => ({ path: name, text: decode(bytes) }));
      return complaints(roots, allowed).map((one) => `${group}: ${one}`);
    });
    expect(broken).toEqual([]);
  });
});

describe("fixes that do not settle", () => {
  /** Reports each file whose text matches, and puts another text at its start. */
  const rule = (name: string, pattern: RegExp, put: string): Rule =>
    defineFileRule({
      name,
      group: "style",
      severity: "warning",
      fix: "safe",
      summary: "",
      why: "",
      source: "",
      examples: { bad: "", good: "" },
      *check({ source }) {
        const at = { source, start: 0, end: 0 };
        const fix = { title: "", safety: "safe", edits: [{ at, text: put }] } as const;
        if (pattern.test(source.text)) yield { at, message: name, fix };
      },
    });

  const fixedBy = (text: string, ...some: readonly Rule[]) =>
    fixRun([{ path: "a.conf", text }], { rules: some, severityOf: () => "warning" }, "safe").changed.get("a.conf")
      ?.after;

  it("are not applied, and those of other rules are", () => {
    const useless = rule("useless", /x/, "# again\n");
    const helpful = rule("helpful", /^(?!.*# once)/s, "# once\n");
    expect(fixedBy("x\n", useless)).toBeUndefined();
    expect(fixedBy("x\n", useless, helpful)).toBe("# once\nx\n");
  });

  it("are told from those that take some passes", () => {
    expect(fixedBy("x\n", rule("thrice", /^(?!(?:#\n){3})/, "#\n"))).toBe("#\n#\n#\nx\n");
  });
});
