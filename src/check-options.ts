import type { RuleSetting } from "./parse-settings.js";
import { rules } from "./rules/index.js";
import { readSettings } from "./settings/read-settings.js";
import { settingsShape } from "./settings/shape.js";

let shape: ReturnType<typeof settingsShape> | undefined;

/**
 * Checks what a caller of the library has chosen as a settings file is checked. Throws `RangeError` with the first thing
 * that is wrong: a rule that does not exist, a severity, an option of a rule, a release.
 */
export function checkOptions(chosen: {
  readonly target: string | undefined;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}): void {
  if (chosen.target === undefined && Object.keys(chosen.rules).length === 0) return;
  check("target", { target: chosen.target });
  // JSON has no undefined in a list: [severity, undefined] is [severity].
  for (const [name, one] of Object.entries(chosen.rules))
    check(`rules.${name}`, { rules: { [name]: typeof one === "string" || one[1] !== undefined ? one : [one[0]] } });
}

function check(what: string, settings: object): void {
  shape ??= settingsShape(rules);
  const result = readSettings(JSON.stringify(settings), { file: "options", below: [], shape });
  const [problem] = result.kind === "problems" ? result.problems : [];
  if (problem !== undefined) throw new RangeError(`${what}: ${problem.message}`);
}
