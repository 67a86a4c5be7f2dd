import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A finding, and the same finding in other files. */
export interface Folded {
  readonly diagnostic: Diagnostic;
  readonly others: readonly Diagnostic[];
}

/**
 * Joins findings of different files that say the same: the first one of a file with the first one of the others, and so
 * on, so that each line of a file stays in sight. Keeps the order.
 */
export function foldFindings(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const groups = new Map<string, Diagnostic[]>();
  const counts = new Map<string, number>();
  for (const one of diagnostics) {
    const { rule, severity, message, help, fix, location } = one;
    const subject = JSON.stringify([rule, severity, message, help, fix?.title]);
    const inFile = `${location.file} ${subject}`;
    const count = counts.get(inFile) ?? 0;
    counts.set(inFile, count + 1);
    const key = `${count} ${subject}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap(([diagnostic, ...others]) =>
    diagnostic === undefined ? [] : [{ diagnostic, others }],
  );
}
