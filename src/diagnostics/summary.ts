import { groupBy } from "../text/group-by.js";
import { compareText, type Diagnostic, type Severity } from "./diagnostic.js";

/** How many diagnostics there are of each severity. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Those that `--fix` would fix: with a safe fix. */
  readonly fixable: number;
  /** Those that `--fix` would fix only with `--unsafe-fixes`. */
  readonly unsafeFixable: number;
}

export function summarize(diagnostics: readonly Diagnostic[]): Summary {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  return {
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    fixable: diagnostics.filter(({ fix }) => fix?.safety === "safe").length,
    unsafeFixable: diagnostics.filter(({ fix }) => fix?.safety === "unsafe").length,
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** How often each rule reports something, by the gravest of its findings; the gravest and most frequent first. */
export function countByRule(
  diagnostics: readonly Diagnostic[],
): { rule: string; severity: Severity; count: number; fixable: number }[] {
  const counts = [...groupBy(diagnostics, ({ rule }) => rule)].map(([rule, own]) => ({
    rule,
    severity: own.reduce<Severity>((top, one) => (RANK[one.severity] < RANK[top] ? one.severity : top), "info"),
    count: own.length,
    fixable: own.filter(({ fix }) => fix !== undefined).length,
  }));
  return counts.sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.count - a.count || compareText(a.rule, b.rule));
}
