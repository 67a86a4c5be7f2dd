import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";

/** Findings of one rule at one place that are all shown; a `~SEQ` line makes thousands, and one tells enough. */
const SHOWN = 3;

/** One finding for several nodes is shown once and names them all; many at one place become the first and a count. */
export function condense(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = groupBy(mergeNodes(diagnostics), ({ rule, location: { file, start, end } }) =>
    JSON.stringify([rule, file, start, end]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= SHOWN) return group;
    const { fix, ...shown } = first;
    return [{ ...shown, message: `${first.message} (and ${group.length - 1} more from this line)` }];
  });
}

function mergeNodes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = groupBy(diagnostics, ({ rule, message, location: { file, start, end } }) =>
    JSON.stringify([rule, file, start, end, message]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    return { ...first, nodes: [...new Set([first, ...others].flatMap(({ nodes }) => nodes))] };
  });
}
