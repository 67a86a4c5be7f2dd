import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { internalError } from "../../src/diagnostics/internal-error.js";
import { noticeNames } from "../../src/diagnostics/notice-names.js";
import { run } from "../../src/lint/run.js";
import { applySuppressions, readSuppressions } from "../../src/lint/suppressions.js";
import { find } from "../../src/reference/index.js";
import { documentedRules, rules } from "../../src/rules/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

const SRC = path.resolve(import.meta.dirname, "../../src");

/** Names that the code writes into diagnostics as they stand, outside the rules. */
function writtenNames(): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^(?!rules\/).*\.ts$/.test(name),
  );
  const texts = files.map((name) => readFileSync(path.join(SRC, name), "utf8"));
  const forms = [
    /\brule: "([\w-]+)"/g,
    /"([\w-]+)" satisfies NoticeName/g,
    /: NoticeName = "([\w-]+)"/g,
    /complaint\(\s*"([\w-]+)"/g,
  ];
  return texts.flatMap((text) => forms.flatMap((form) => [...text.matchAll(form)].map(([, name = ""]) => name)));
}

describe("names in reports", () => {
  it("are the rules and the notices, and no others", () => {
    const names = new Set(writtenNames());
    for (const { name } of documentedRules) names.delete(name);
    expect([...names].sort()).toEqual(noticeNames);
  });

  it.each([...documentedRules.map(({ name }) => name), ...noticeNames])("%s is explained", (name) => {
    const found = find(name);
    expect(found).toMatchObject({ kind: "article", article: { title: name, kind: "rule" } });
    if (found.kind === "article") expect(found.article.summary).toMatch(/^\S.*\.$/);
  });

  it("are proposed when they are misspelt", () => {
    expect(find("internal-eror")).toEqual({ kind: "nothing", near: "internal-error" });
  });
});

describe("a notice has the severity that its page names", () => {
  const comments = "# kalint-ignore\n# kalint-ignore priority-missing: a\n# kalint-ignore priority-missing\n";
  const suppressions = readSuppressions(parseFile(new SourceFile("a.conf", comments)));
  const known = new Set(rules.map(({ name }) => name));
  const shown = [
    internalError("a.conf", "parsing", new Error("broken")),
    ...applySuppressions([], suppressions, () => undefined, known),
    ...run([{ path: "a.conf", text: "{{ template }}\n" }], { rules, severityOf: (rule) => rule.severity }).diagnostics,
  ];

  it.each(shown.map(({ rule, severity }) => [rule, severity]))("%s: %s", (rule, severity) => {
    const found = find(rule);
    expect(found.kind === "article" && found.article.tag).toBe(`${severity}, not a rule`);
  });

  it("covers all but the messages of keepalived", () => {
    expect(shown.map(({ rule }) => rule).sort()).toEqual(noticeNames.filter((name) => name !== "keepalived"));
  });
});
