import type { Severity } from "../../src/diagnostics/diagnostic.js";
import { summarize } from "../../src/diagnostics/summary.js";
import { format } from "../../src/format/index.js";
import type { DocumentedRule, Rule } from "../../src/lint/define-rule.js";
import { run } from "../../src/lint/run.js";
import { pretty } from "../../src/reporters/pretty.js";
import { rules } from "../../src/rules/index.js";

const same = (text: string): string => text;
const colors = { bold: same, dim: same, red: same, green: same, yellow: same, blue: same, cyan: same };

/** Columns of the output on a page. */
const WIDTH = 100;

/** What kalint prints for the bad example of a rule, about this rule. */
export function exampleOutput(rule: DocumentedRule): string {
  const { bad } = rule.examples;
  const texts = typeof bad === "string" ? { "example.conf": bad } : bad;
  const roots = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const severityOf = (one: Rule): Severity | "off" =>
    one.isOptIn === true && one.name !== rule.name ? "off" : one.severity;
  const formatter = (text: string): string | undefined => {
    const result = format(text);
    return result.kind === "formatted" ? result.text : undefined;
  };
  const reader = {
    glob: (pattern: string) => Object.keys(texts).filter((name) => name === pattern),
    read: (path: string) => {
      const text = texts[path];
      return text === undefined ? ({ kind: "missing" } as const) : ({ kind: "text", text } as const);
    },
  };
  const { diagnostics, sources } = run(roots, { rules, severityOf, reader, formatter, target: rule.exampleTarget });
  const own = diagnostics.filter((one) => one.rule === rule.name);
  const text = pretty({
    diagnostics: own,
    summary: summarize(own),
    files: roots.map(({ path }) => path),
    sources: new Map(sources.map((source) => [source.path, source])),
    colors,
    width: WIDTH,
    version: "",
  });
  return text.slice(0, text.lastIndexOf("\n\n"));
}
