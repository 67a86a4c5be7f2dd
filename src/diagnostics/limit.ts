import { groupBy } from "../text/group-by.js";
import type { Diagnostic, Severity } from "./diagnostic.js";

const WEIGHTS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * Lists the first findings of each rule in each file, at most `limit` of them; the others become one that counts them, at
 * the place of the first and with the severity of the gravest. Keeps the order.
 */
export function limitFindings(diagnostics: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  const groups = groupBy(diagnostics, ({ rule, location }) => `${rule} ${location.file}`);
  // What is left out, by the finding in whose place it is counted; a single one is shown itself.
  const counts = new Map<Diagnostic, Diagnostic>();
  const left = new Set<Diagnostic>();
  for (const group of groups.values()) {
    const [first, ...others] = group.slice(limit);
    if (first === undefined || others.length === 0) continue;
    counts.set(first, counted(first, [first, ...others]));
    for (const one of others) left.add(one);
  }
  return diagnostics.filter((one) => !left.has(one)).map((one) => counts.get(one) ?? one);
}

function counted({ rule, location, nodes }: Diagnostic, rest: readonly Diagnostic[]): Diagnostic {
  const severity = rest.reduce<Severity>(
    (gravest, one) => (WEIGHTS[one.severity] > WEIGHTS[gravest] ? one.severity : gravest),
    "info",
  );
  const message = `${rest.length} more findings of this rule in this file are not listed`;
  return { rule, severity, message, help: "Use --max-findings 0 to list all.", location, related: [], nodes };
}
