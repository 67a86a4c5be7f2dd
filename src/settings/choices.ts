import type { Severity } from "../diagnostics/diagnostic.js";
import type { Rule } from "../lint/define-rule.js";
import type { OptionsFor } from "../lint/engine.js";
import type { DeclaredInSettings, Effective } from "./effective.js";
import { type FoundSettings, type MayRead, settingsFinder } from "./find-settings.js";

/** The settings of a run. */
export interface FileSettings {
  /** What holds for a file; undefined: only what kalint does of itself. */
  readonly of: (path: string) => Effective | undefined;
  /** The settings file that holds for a file, absolute. */
  readonly fileOf: (path: string) => string | undefined;
  readonly clusters: readonly DeclaredInSettings[];
  /** Every settings file that was read, those that others extend included. */
  readonly files: readonly string[];
  /** All that the settings files say, as a text to compare. */
  readonly identity: string;
  /** What all this is read from, as plain data. */
  readonly texts: SettingsTexts;
}

/** Settings files as they are written. */
export interface SettingsTexts {
  /** One that was named, which holds for all files. */
  readonly isNamed: boolean;
  readonly files: readonly FoundSettings[];
}

/** What holds where there are no settings files. */
export const NO_SETTINGS: FileSettings = {
  of: () => undefined,
  fileOf: () => undefined,
  clusters: [],
  files: [],
  identity: "",
  texts: { isNamed: false, files: [] },
};

/**
 * The nearest settings file of each of these files, each once; of those that may be read. Throws `SettingsError`.
 */
export function findSettings(paths: readonly string[], mayRead?: MayRead): SettingsTexts {
  const find = settingsFinder(mayRead);
  const found = new Map<string, FoundSettings>();
  for (const path of paths) {
    const settings = find(path);
    if (settings !== undefined) found.set(settings.file, settings);
  }
  return { isNamed: false, files: [...found.values()] };
}

/** Severity of each rule: what `set` says, else the settings, else the rule itself. */
export function severities(
  settings: FileSettings,
  set: readonly [string, Severity | "off"][],
  paths: readonly string[],
) {
  const chosen = new Map(set);
  const inFile = (rule: Rule, path: string): Severity | "off" =>
    chosen.get(rule.name) ?? settings.of(path)?.rules.get(rule.name)?.value.severity ?? usual(rule);
  // A rule that is off for all files need not run.
  const anywhere = new Map<Rule, Severity | "off">();
  return (rule: Rule, file: string | undefined): Severity | "off" => {
    if (file !== undefined) return inFile(rule, file);
    let found = anywhere.get(rule);
    if (found === undefined) {
      const path = paths.find((one) => inFile(rule, one) !== "off");
      found = path === undefined ? "off" : inFile(rule, path);
      anywhere.set(rule, found);
    }
    return found;
  };
}

const usual = (rule: Rule): Severity | "off" => (rule.isOptIn === true ? "off" : rule.severity);

/** Options of each rule. */
export const optionsIn =
  (settings: FileSettings): OptionsFor =>
  (rule, file) =>
    settings.of(file)?.rules.get(rule.name)?.value.options ?? {};
