import { compareText, type Diagnostic } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";

/** Findings of one rule at one place that are all shown; a `~SEQ` line makes thousands, and one tells enough. */
const SHOWN = 3;

/**
 * One finding for several nodes is shown once and names them all; many at one place become the first and a count. What
 * belongs together is brought together by sorting: keys in words for each of 200,000 findings took 150 MiB.
 */
export function condense(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = diagnostics.toSorted(compareSubject);
  const condensed: Diagnostic[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && isSameSubject(sorted[start], sorted[end])) end++;
    if (end === start + 1) condensed.push(...sorted.slice(start, end));
    else condensed.push(...shownOf(mergeNodes(sorted.slice(start, end))));
    start = end;
  }
  return condensed;
}

/** By rule and place. */
function compareSubject(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.start - b.location.start ||
    a.location.end - b.location.end ||
    compareText(a.rule, b.rule)
  );
}

const isSameSubject = (a: Diagnostic | undefined, b: Diagnostic | undefined): boolean =>
  a !== undefined && b !== undefined && compareSubject(a, b) === 0;

function shownOf(group: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first] = group;
  if (first === undefined || group.length <= SHOWN) return group;
  const { fix, ...shown } = first;
  return [{ ...shown, message: `${first.message} (and ${group.length - 1} more from this line)` }];
}

function mergeNodes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...groupBy(diagnostics, ({ message }) => message).values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    return { ...first, nodes: [...new Set([first, ...others].flatMap(({ nodes }) => nodes))] };
  });
}
