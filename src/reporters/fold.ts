import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A finding, and the same finding in other files. */
export interface Folded {
  readonly diagnostic: Diagnostic;
  readonly others: readonly Diagnostic[];
  /** How many findings have it, or the same in another file, as their cause. */
  readonly following: number;
}

/** Findings without those that follow from another one in the report; `followers`: how many each of the rest has. */
export function foldCauses(diagnostics: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly followers: ReadonlyMap<Diagnostic, number>;
} {
  if (diagnostics.every(({ causedBy }) => causedBy === undefined)) return { shown: diagnostics, followers: new Map() };
  const byPlace = new Map(diagnostics.map((one) => [placeOf({ rule: one.rule, ...one.location }), one]));
  const followers = new Map<Diagnostic, number>();
  const shown = diagnostics.filter(({ causedBy }) => {
    const cause = causedBy && byPlace.get(placeOf(causedBy));
    if (cause === undefined) return true;
    followers.set(cause, (followers.get(cause) ?? 0) + 1);
    return false;
  });
  const causes = shown.filter((one) => followers.has(one));
  return { shown: [...causes, ...shown.filter((one) => !followers.has(one))], followers };
}

const placeOf = ({ rule, file, start, end }: NonNullable<Diagnostic["causedBy"]>): string =>
  JSON.stringify([rule, file, start, end]);

/** What is said after a cause. */
export const followingText = (count: number): string =>
  `and ${count} finding${count === 1 ? "" : "s"} that follow${count === 1 ? "s" : ""}`;

/**
 * Joins findings of different files that say the same: the first one of a file with the first one of the others, and so
 * on, so that each line of a file stays in sight. Keeps the order, but puts causes first, without what follows from them.
 */
export function foldFindings(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const { shown, followers } = foldCauses(diagnostics);
  const groups = new Map<string, Diagnostic[]>();
  const counts = new Map<string, number>();
  for (const one of shown) {
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
    diagnostic === undefined ? [] : [{ diagnostic, others, following: sum([diagnostic, ...others], followers) }],
  );
}

const sum = (group: readonly Diagnostic[], followers: ReadonlyMap<Diagnostic, number>): number =>
  group.reduce((total, one) => total + (followers.get(one) ?? 0), 0);
