import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { SourceFile } from "../text/source-file.js";
import type { Location } from "../text/span.js";
import { condense } from "./condense.js";
import type { Rule } from "./define-rule.js";
import { applySuppressions, type Suppression } from "./suppressions.js";

/** Makes of all that rules find in one part of a run what is said about it. */
export function settle(
  found: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  sourceOf: (path: string) => SourceFile | undefined,
  rules: readonly Rule[],
): Diagnostic[] {
  const said = withoutSaid(condense(found), rules);
  return applySuppressions(said, suppressions, sourceOf, new Set(rules.map(({ name }) => name)));
}

/** What was found as it is, with the error, where kalint itself fails to settle it. */
export function safelySettled(
  owner: string,
  found: readonly Diagnostic[],
  work: () => readonly Diagnostic[],
): readonly Diagnostic[] {
  const errors: Diagnostic[] = [];
  return guarded(owner, "putting findings together", errors, work) ?? [...found, ...errors];
}

/** One mistake, one report: leaves out what a rule that the finding's one yields to says about the same place. */
function withoutSaid(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Diagnostic[] {
  const yielding = new Map(
    rules.flatMap(({ name, yieldsTo }) => (yieldsTo === undefined ? [] : [[name, yieldsTo] as const])),
  );
  const stronger = new Set([...yielding.values()].flat());
  const key = (rule: string, { file, start, end }: Location): string => JSON.stringify([rule, file, start, end]);
  const said = new Set<string>();
  for (const { rule, severity, location, related } of diagnostics) {
    // What is only advice here does not stand for a warning there.
    if (stronger.has(rule) && severity !== "info")
      for (const place of [location, ...related]) said.add(key(rule, place));
  }
  return diagnostics.filter(
    ({ rule, location, related }) =>
      yielding.get(rule)?.some((other) => [location, ...related].some((place) => said.has(key(other, place)))) !== true,
  );
}
