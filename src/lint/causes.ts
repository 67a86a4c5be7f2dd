import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";
import type { Location } from "../text/span.js";

/** Says that a file was copied from another node without giving it an identity of its own. */
const COPIED = "cluster-node-identity-copied";

/** What such a copy makes the nodes disagree or agree about. */
const FOLLOWING: ReadonlySet<string> = new Set([COPIED, "cluster-two-masters", "cluster-equal-priority"]);

/**
 * Marks findings that have another one as their cause: in a file that was copied to other nodes, what the copies share
 * with it, and what comes of two nodes that are set up as one. The order stays.
 */
export function withCauses(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const copies = diagnostics.filter(({ rule, severity, location, related: [from] }) => {
    return rule === COPIED && severity !== "info" && from !== undefined && from.file !== location.file;
  });
  if (copies.length === 0) return diagnostics;
  const causes = new Map([...groupBy(copies, ({ location }) => location.file)].flatMap(firstOf));
  const originals = new Set(copies.flatMap(({ related }) => related[0]?.file ?? []));
  const there = new Set(diagnostics.filter(({ location }) => originals.has(location.file)).map(subjectOf));
  return diagnostics.map((one) => {
    const cause = causes.get(one.location.file);
    if (cause === undefined || one === cause) return one;
    const isShared = !originals.has(one.location.file) && there.has(subjectOf(one));
    return FOLLOWING.has(one.rule) || isShared ? { ...one, causedBy: causeOf(cause) } : one;
  });
}

const firstOf = ([file, [first]]: readonly [string, readonly Diagnostic[]]): [string, Diagnostic][] =>
  first === undefined ? [] : [[file, first]];

const causeOf = ({ rule, location }: Diagnostic): Location & { readonly rule: string } => ({ rule, ...location });

/** What a finding says, at the same place of whatever file. */
const subjectOf = ({ rule, message, location: { start, end } }: Diagnostic): string =>
  JSON.stringify([rule, message, start, end]);
