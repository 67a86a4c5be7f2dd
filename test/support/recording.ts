import { structuredPatch } from "diff";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Rule } from "../../src/lint/define-rule.js";
import { type FixRunResult, fixRun } from "../../src/lint/fix-run.js";
import type { RunResult } from "../../src/lint/run.js";
import { pretty } from "../../src/reporters/pretty.js";
import { printable } from "../../src/text/printable.js";
import type { SourceFile } from "../../src/text/source-file.js";
import { exampleRun, lintExample } from "./check-rules.js";
import { reportWith } from "./report.js";
import type { RuleCase } from "./rule-cases.js";

/** Lines around a change. */
const CONTEXT = 2;

/** What a rule and, above info, the others find in a case of it. */
export function findingsOf({ texts, rule }: RuleCase): RunResult {
  const result = lintExample(texts, rule, rule.exampleTarget);
  const diagnostics = result.diagnostics.filter((one) => one.severity !== "info" || one.rule === rule.name);
  return { ...result, diagnostics };
}

/** What fixes of the rule make of a case of it. */
export function fixCase({ texts, rule }: RuleCase, allowed: "safe" | "unsafe"): FixRunResult {
  const { roots, options } = exampleRun(texts, rule, rule.exampleTarget);
  const rules = options.rules.map((one) => (one.name === rule.name ? one : withoutFix(one)));
  return fixRun(roots, { ...options, rules }, allowed);
}

/** As people read it: the report, with the end of each place, and the changes that fixes make. */
export function recordingOf(one: RuleCase): string {
  const { diagnostics, sources } = findingsOf(one);
  const safe = changes(fixCase(one, "safe"));
  const unsafe = changes(fixCase(one, "unsafe"));
  const parts = [
    report(diagnostics, sources),
    ...(safe === "" ? [] : [`=== after --fix\n${safe}`]),
    ...(unsafe === safe ? [] : [`=== after --fix --unsafe-fixes\n${unsafe}`]),
  ];
  return parts.join("\n");
}

function report(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): string {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const to = ({ file, end }: { readonly file: string; readonly end: number }) => {
    const { line, column } = byPath.get(file)?.positionAt(end) ?? { line: 0, column: 0 };
    return `to ${line}:${column}`;
  };
  const shown = diagnostics.map((one) => ({
    ...one,
    rule: `${to(one.location)} ${one.rule}`,
    related: one.related.map((place) => ({ ...place, message: `${to(place)} ${place.message}` })),
  }));
  const text = pretty(reportWith(shown, sources));
  return `${text.slice(0, text.lastIndexOf("\n\n"))}\n`;
}

function changes({ changed }: FixRunResult): string {
  const files = [...changed].map(([file, { before, after }]) => {
    const { hunks } = structuredPatch(file, file, before, after, undefined, undefined, { context: CONTEXT });
    return [`${file}\n`, ...hunks.flatMap(({ lines }) => ["@@\n", ...lines.map((line) => `${shown(line)}\n`)])].join(
      "",
    );
  });
  return files.join("");
}

/** With blanks that are none, and those at the end of the line, to be seen. */
const shown = (line: string): string =>
  printable(line)
    .replace(/[^\S \t]/g, (blank) => `\\u{${blank.charCodeAt(0).toString(16)}}`)
    .replace(/(?<=.)[ \t]+$/, (blanks) => "·".repeat(blanks.length));

const withoutFix = <R extends Rule>(rule: R): R => ({
  ...rule,
  *check(...args: never) {
    const check = rule.check as (...args: never) => ReturnType<R["check"]>;
    for (const { fix: _, ...finding } of check(...args)) yield finding;
  },
});
