import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { SourceFile } from "../text/source-file.js";
import type { Location } from "../text/span.js";
import { condense } from "./condense.js";
import type { Rule } from "./define-rule.js";
import type { FoundDiagnostic } from "./engine.js";
import { applySuppressions, type Suppression } from "./suppressions.js";

/** Makes of all that rules find in one part of a run what is said about it. */
export function settle(
  found: readonly FoundDiagnostic[],
  suppressions: readonly Suppression[],
  sourceOf: (path: string) => SourceFile | undefined,
  rules: readonly Rule[],
): Diagnostic[] {
  const said = withoutSaid(condense(withoutCleared(found)), rules);
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

/** Leaves out what a rule that saw more knows to be right after all. */
function withoutCleared(found: readonly FoundDiagnostic[]): readonly Diagnostic[] {
  const cleared = new Set(
    found.flatMap(({ clears, location }) => (clears === undefined ? [] : placeKey(clears, location))),
  );
  if (cleared.size === 0) return found;
  return found.filter(({ clears, rule, location }) => clears === undefined && !cleared.has(placeKey(rule, location)));
}

const placeKey = (rule: string, { file, start, end }: Location): string => JSON.stringify([rule, file, start, end]);

/** One mistake, one report: leaves out what a rule that the finding's one yields to says about the same place. */
function withoutSaid(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Diagnostic[] {
  const yielding = new Map(
    rules.flatMap(({ name, yieldsTo }) => (yieldsTo === undefined ? [] : [[name, yieldsTo] as const])),
  );
  const stronger = new Set([...yielding.values()].flat());
  const said = new Set<string>();
  for (const { rule, severity, location, related } of diagnostics) {
    // What is only advice here does not stand for a warning there.
    if (stronger.has(rule) && severity !== "info")
      for (const place of [location, ...related]) said.add(placeKey(rule, place));
  }
  return diagnostics.filter(
    ({ rule, location, related }) =>
      yielding.get(rule)?.some((other) => [location, ...related].some((place) => said.has(placeKey(other, place)))) !==
      true,
  );
}
