import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";
import type { Location } from "../text/span.js";
import type { Rule } from "./define-rule.js";

/** Says that a file was copied from another node without giving it an identity of its own. */
const COPIED = "cluster-node-identity-copied";

/** What such a copy makes the nodes disagree or agree about. */
const FOLLOWING: ReadonlySet<string> = new Set([COPIED, "cluster-two-masters", "cluster-equal-priority"]);

/** Rules that report each use of a name that nothing defines. */
const NAMES: ReadonlySet<string> = new Set([
  "sync-group-unknown-member",
  "undefined-instance",
  "undefined-track-target",
  "undefined-variable",
  "virtual-server-unknown-group",
]);

/** Findings that have another one as their cause, with it. */
type Causes = ReadonlyMap<Diagnostic, Diagnostic>;

/**
 * Marks findings that have another one as their cause:
 *
 * - in a file that was copied to other nodes, what the copies share with it, and what comes of two nodes set up as one;
 * - keywords outside of a block that a brace closed too early, and what the block lacks without them;
 * - each further use of a name that is not defined, and uses of names that an include may define that cannot be read.
 *
 * The order stays. A cause has no cause itself.
 */
export function withCauses(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): readonly Diagnostic[] {
  const some = [copied(diagnostics), outside(diagnostics, rules), undefinedNames(diagnostics)];
  if (some.every(({ size }) => size === 0)) return diagnostics;
  return diagnostics.map((one) => {
    const cause = some.map((causes) => causes.get(one)).find((found) => found !== undefined);
    if (cause === undefined) return one;
    const first = some.map((causes) => causes.get(cause)).find((found) => found !== undefined) ?? cause;
    return first === one ? one : { ...one, causedBy: causeOf(first) };
  });
}

const causeOf = ({ rule, location }: Diagnostic): Location & { readonly rule: string } => ({ rule, ...location });

function copied(diagnostics: readonly Diagnostic[]): Causes {
  const copies = diagnostics.filter(({ rule, severity, location, related: [from] }) => {
    return rule === COPIED && severity !== "info" && from !== undefined && from.file !== location.file;
  });
  const found = new Map<Diagnostic, Diagnostic>();
  if (copies.length === 0) return found;
  const causes = new Map([...groupBy(copies, ({ location }) => location.file)].flatMap(firstOf));
  const originals = new Set(copies.flatMap(({ related }) => related[0]?.file ?? []));
  const there = new Set(diagnostics.filter(({ location }) => originals.has(location.file)).map(subjectOf));
  for (const one of diagnostics) {
    const cause = causes.get(one.location.file);
    if (cause === undefined || one === cause) continue;
    const isShared = !originals.has(one.location.file) && there.has(subjectOf(one));
    if (FOLLOWING.has(one.rule) || isShared) found.set(one, cause);
  }
  return found;
}

const firstOf = ([file, [first]]: readonly [string, readonly Diagnostic[]]): [string, Diagnostic][] =>
  first === undefined ? [] : [[file, first]];

/** What a finding says, at the same place of whatever file. */
const subjectOf = ({ rule, message, location: { start, end } }: Diagnostic): string =>
  JSON.stringify([rule, message, start, end]);

/** A brace too many names, in order, the block that was closed too early, the first keyword outside and the brace. */
function outside(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Causes {
  const found = new Map<Diagnostic, Diagnostic>();
  const braces = diagnostics.filter(
    ({ rule, location, related: [first] }) =>
      rule === "unbalanced-brace" && first?.file === location.file && first.start < location.start,
  );
  if (braces.length === 0) return found;
  const lacking = new Set(rules.filter(({ judges }) => judges === "absence").map(({ name }) => name));
  const byFile = groupBy(diagnostics, ({ location }) => location.file);
  for (const brace of braces) {
    const { related, location } = brace;
    const head = related.length > 1 ? related[0] : undefined;
    const first = related[head === undefined ? 0 : 1];
    if (first === undefined) continue;
    for (const one of byFile.get(location.file) ?? []) {
      const { start } = one.location;
      const isOutside = one.rule === "keyword-in-wrong-block" && start >= first.start && start < location.start;
      const isLack = lacking.has(one.rule) && head !== undefined && start >= head.start && start < first.start;
      if (isOutside || isLack) found.set(one, brace);
    }
  }
  return found;
}

function undefinedNames(diagnostics: readonly Diagnostic[]): Causes {
  const found = new Map<Diagnostic, Diagnostic>();
  const uses = diagnostics.filter(({ rule }) => NAMES.has(rule));
  if (uses.length === 0) return found;
  const includes = diagnostics.filter(({ rule, severity }) => rule === "include-not-found" && severity !== "info");
  const first = new Map<string, Diagnostic>();
  for (const one of uses) {
    const include = includes.find(
      ({ nodes }) => one.severity === "warning" && one.nodes.some((node) => nodes.includes(node)),
    );
    // `$NAME` and `${NAME}` are one name.
    const name = JSON.stringify([one.rule, one.severity, one.location.file, one.message.replace(/[{}]/g, "")]);
    const cause = include ?? first.get(name);
    if (cause === undefined) first.set(name, one);
    else found.set(one, cause);
  }
  return found;
}
