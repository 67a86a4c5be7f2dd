import type { Severity } from "../../src/diagnostics/diagnostic.js";
import { format } from "../../src/format/index.js";
import type { Example, Rule } from "../../src/lint/define-rule.js";
import type { Root } from "../../src/lint/plan.js";
import { type RunOptions, type RunResult, run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";

/** A run of all rules that are on by default, and `also`, over the files of an example. */
export function exampleRun(example: Example, also?: Rule, target?: string): { roots: Root[]; options: RunOptions } {
  const texts = typeof example === "string" ? { "example.conf": example } : example;
  const roots = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const severityOf = (rule: Rule): Severity | "off" =>
    rule.isOptIn === true && rule.name !== also?.name ? "off" : rule.severity;
  return { roots, options: { rules, severityOf, target, reader: memoryReader(texts), formatter } };
}

/** What the run of an example finds. */
export function lintExample(example: Example, also?: Rule, target?: string): RunResult {
  const { roots, options } = exampleRun(example, also, target);
  return run(roots, options);
}

const formatter = (text: string): string | undefined => {
  const result = format(text);
  return result.kind === "formatted" ? result.text : undefined;
};

/** Reads includes among the texts of the example; patterns with wildcards match by name. */
function memoryReader(texts: Readonly<Record<string, string>>) {
  return {
    glob: (pattern: string) => {
      const form = new RegExp(
        `^${pattern
          .replace(/[.+^$()|]/g, "\\$&")
          .replaceAll("*", "[^/]*")
          .replaceAll("?", "[^/]")}$`,
      );
      return Object.keys(texts)
        .filter((name) => form.test(name))
        .sort();
    },
    read: (path: string) => {
      const text = texts[path];
      return text === undefined ? ({ kind: "missing" } as const) : ({ kind: "text", text } as const);
    },
  };
}

/** `rule severity file:line` of each diagnostic above info, and of those of `rule`. */
export function summarize({ diagnostics, sources }: RunResult, rule?: string): string[] {
  return diagnostics
    .filter((one) => one.severity !== "info" || one.rule === rule)
    .map(({ rule: name, severity, location }) => {
      const line = sources.find(({ path }) => path === location.file)?.positionAt(location.start).line ?? 0;
      return `${name} ${severity} ${location.file}:${line}`;
    });
}
