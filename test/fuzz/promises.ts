import { expect } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { fixRun } from "../../src/lint/fix-run.js";
import { type RunOptions, type RunResult, run } from "../../src/lint/run.js";
import { checkstyle } from "../../src/reporters/checkstyle.js";
import { compact } from "../../src/reporters/compact.js";
import { github } from "../../src/reporters/github.js";
import { gitlab } from "../../src/reporters/gitlab.js";
import { json } from "../../src/reporters/json.js";
import { junit } from "../../src/reporters/junit.js";
import { markdown } from "../../src/reporters/markdown.js";
import { pretty } from "../../src/reporters/pretty.js";
import { sarif } from "../../src/reporters/sarif.js";
import { rules } from "../../src/rules/index.js";
import { buildAst } from "../../src/syntax/build-ast.js";
import { parseFile, print } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { checkEvaluation, checkInvariants, formatted } from "../support/format.js";
import { reportWith } from "../support/report.js";

const PATH = "keepalived.conf";

/** All rules, also those that are off by default. */
const options: RunOptions = {
  rules,
  severityOf: (rule) => rule.severity,
  formatter: (text) => formatted(text),
};

/** Forms of output. */
const reporters = { pretty, compact, json, sarif, github, gitlab, junit, checkstyle, markdown };

/** What kalint promises of any text. Each fails with an exception where the promise is broken. */
export const promises: Readonly<Record<string, (text: string) => void>> = {
  "is given back by its tree": (text) => {
    const tree = parseFile(new SourceFile(PATH, text));
    expect(print(tree)).toBe(text);
    buildAst(tree.items);
  },
  "is reported by places inside it": (text) => checkPlaces(lint(text), text),
  "is reported in every form": (text) => {
    const { diagnostics, sources } = lint(text);
    for (const reporter of Object.values(reporters)) reporter(reportWith(diagnostics, sources));
  },
  "keeps all but white space when it is formatted": (text) => {
    checkInvariants(text);
    for (const order of [undefined, "canonical"] as const) checkCharacters(text, order);
  },
  "is read as before when it is formatted": checkEvaluation,
  "is fixed safely in one run": (text) => checkFixes(text, "safe"),
  "is fixed unsafely in one run": (text) => checkFixes(text, "unsafe"),
};

/** Runs all rules over a text. */
export const lint = (text: string): RunResult => run([{ path: PATH, text }], options);

function checkPlaces({ diagnostics }: RunResult, text: string): void {
  for (const one of diagnostics) {
    const { rule, message, location, related, fix } = one;
    expect(rule, message).not.toBe("internal-error");
    expect(message, `${rule} says nothing of a value that it has not got`).not.toMatch(/\b(?:undefined|NaN|null)\b/);
    const edits = fix?.edits ?? [];
    for (const { start, end } of [location, ...related, ...edits]) {
      expect(start >= 0 && start <= end && end <= text.length, `${rule} at ${start}-${end}`).toBe(true);
    }
    const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
    for (const [index, edit] of ordered.slice(1).entries())
      expect(edit.start, `${rule}: edits overlap`).toBeGreaterThanOrEqual(ordered[index]?.end ?? 0);
  }
}

/** All but keepalived's white space. Sorted: a brace passes a comment, and statements may change places. */
const letters = (text: string): string => [...text.replace(/[ \t-\r]+/g, "")].sort().join("");

function checkCharacters(text: string, order: "canonical" | undefined): void {
  const result = formatted(text, order === undefined ? {} : { order });
  if (result === undefined) return;
  expect(letters(result)).toBe(letters(text));
  expect(formatted(result, order === undefined ? {} : { order }), "formatted twice").toBe(result);
}

function checkFixes(text: string, allowed: "safe" | "unsafe"): void {
  const roots = [{ path: PATH, text }];
  const { changed, result } = fixRun(roots, options, allowed);
  const fixed = changed.get(PATH)?.after ?? text;
  const left = result.diagnostics.filter(
    ({ fix }) => fix !== undefined && (allowed === "unsafe" || fix.safety === "safe"),
  );
  expect(left.map(({ rule, message }) => `${rule}: ${message}`).join("\n"), "left to fix").toBe("");
  const again = fixRun([{ path: PATH, text: fixed }], options, allowed).changed.get(PATH)?.after ?? fixed;
  expect(again, "fixed twice").toBe(fixed);
  const before = lint(text).diagnostics;
  // Where a brace is missing, what belongs to which block is told by the indentation, which a fix may change.
  if (allowed === "unsafe" || before.some(({ rule }) => BRACES.has(rule))) return;
  expect(newRules(before, result.diagnostics).join(), "new findings").toBe("");
}

const BRACES = new Set(["unbalanced-brace", "missing-block", "unexpected-block"]);

/** Rules with more findings above info than before. */
function newRules(before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const count = (all: readonly Diagnostic[], name: string) =>
    all.filter(({ rule, severity }) => rule === name && severity !== "info").length;
  const names = new Set(after.map(({ rule }) => rule));
  return [...names].filter((name) => count(after, name) > count(before, name));
}
