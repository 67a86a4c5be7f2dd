import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";
import type { Location } from "../text/span.js";
import type { Cause, Rule } from "./define-rule.js";

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
  const some = [copied(diagnostics, rules), outside(diagnostics, rules), undefinedNames(diagnostics, rules)];
  if (some.every(({ size }) => size === 0)) return diagnostics;
  return diagnostics.map((one) => {
    const cause = some.map((causes) => causes.get(one)).find((found) => found !== undefined);
    if (cause === undefined) return one;
    const first = some.map((causes) => causes.get(cause)).find((found) => found !== undefined) ?? cause;
    return first === one ? one : { ...one, causedBy: causeOf(first) };
  });
}

/** Names of the rules that find, or follow from, one kind of mistake. */
const rulesOf = (rules: readonly Rule[], part: "causes" | "follows", cause: Cause): ReadonlySet<string> =>
  new Set(rules.flatMap((rule) => (rule[part] === cause ? rule.name : [])));

const causeOf = ({ rule, location }: Diagnostic): Location & { readonly rule: string } => ({ rule, ...location });

function copied(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Causes {
  const finders = rulesOf(rules, "causes", "node");
  const copies = diagnostics.filter(({ rule, severity, location, related: [from] }) => {
    return finders.has(rule) && severity !== "info" && from !== undefined && from.file !== location.file;
  });
  const found = new Map<Diagnostic, Diagnostic>();
  if (copies.length === 0) return found;
  const following = rulesOf(rules, "follows", "node");
  const causes = new Map([...groupBy(copies, ({ location }) => location.file)].flatMap(firstOf));
  const originals = new Set(copies.flatMap(({ related }) => related[0]?.file ?? []));
  const there = new Set(diagnostics.filter(({ location }) => originals.has(location.file)).map(subjectOf));
  for (const one of diagnostics) {
    const cause = causes.get(one.location.file);
    if (cause === undefined || one === cause) continue;
    const isShared = !originals.has(one.location.file) && there.has(subjectOf(one));
    if (following.has(one.rule) || isShared) found.set(one, cause);
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
  const finders = rulesOf(rules, "causes", "brace");
  const braces = diagnostics.filter(
    ({ rule, location, related: [first] }) =>
      finders.has(rule) && first?.file === location.file && first.start < location.start,
  );
  if (braces.length === 0) return found;
  const following = rulesOf(rules, "follows", "brace");
  const lacking = new Set(rules.filter(({ judges }) => judges === "absence").map(({ name }) => name));
  const byFile = groupBy(diagnostics, ({ location }) => location.file);
  for (const brace of braces) {
    const { related, location } = brace;
    const head = related.length > 1 ? related[0] : undefined;
    const first = related[head === undefined ? 0 : 1];
    if (first === undefined) continue;
    for (const one of byFile.get(location.file) ?? []) {
      const { start } = one.location;
      const isOutside = following.has(one.rule) && start >= first.start && start < location.start;
      const isLack = lacking.has(one.rule) && head !== undefined && start >= head.start && start < first.start;
      if (isOutside || isLack) found.set(one, brace);
    }
  }
  return found;
}

function undefinedNames(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Causes {
  const found = new Map<Diagnostic, Diagnostic>();
  const following = rulesOf(rules, "follows", "name");
  const uses = diagnostics.filter(({ rule }) => following.has(rule));
  if (uses.length === 0) return found;
  const finders = rulesOf(rules, "causes", "name");
  const includes = diagnostics.filter(({ rule, severity }) => finders.has(rule) && severity !== "info");
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
