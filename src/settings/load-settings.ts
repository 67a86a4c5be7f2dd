import { basename, dirname, resolve } from "node:path";
import type { RuleFacts } from "../lint/define-rule.js";
import type { FoundSettings } from "./find-settings.js";
import { SettingsError, type SettingsProblem } from "./problem.js";
import { type ReadSettings, readSettings } from "./read-settings.js";
import { readSettingsText, shownPath } from "./read-text.js";
import { settingsShape } from "./shape.js";

/** One file of settings; what it names lies relative to its folder. */
export interface SettingsLayer extends ReadSettings {
  /** As it is shown: relative to the working folder where it lies below that. */
  readonly file: string;
  /** Absolute. */
  readonly folder: string;
}

/** A settings file with those that it extends. */
export interface LoadedSettings {
  /** Absolute. */
  readonly path: string;
  /** What is extended comes first, so later ones win. */
  readonly layers: readonly SettingsLayer[];
}

/** Reads settings files, each once, for these rules. */
export function settingsLoader(rules: readonly RuleFacts[]): (found: FoundSettings) => LoadedSettings {
  const shape = settingsShape(rules);
  const known = new Map<string, LoadedSettings>();
  return (found) => {
    const before = known.get(found.file);
    if (before !== undefined) return before;
    const loaded = { path: found.file, layers: load(found, shape, []) };
    known.set(found.file, loaded);
    return loaded;
  };
}

/** The text of a settings file that is named; throws `SettingsError` where it cannot be read. */
export function readNamed(path: string): FoundSettings {
  const file = resolve(path);
  return { file, text: readText(file, { file: shownPath(file), line: 1, column: 1 }) };
}

function load(
  found: FoundSettings,
  shape: ReturnType<typeof settingsShape>,
  above: readonly string[],
): SettingsLayer[] {
  const file = shownPath(found.file);
  const below = basename(found.file) === "package.json" ? ["kalint"] : [];
  const result = readSettings(found.text, { file, below, shape });
  if (result.kind === "problems") throw new SettingsError(result.problems);
  const { settings } = result;
  const layer: SettingsLayer = { ...settings, file, folder: dirname(found.file) };
  const { extends: bases = [] } = settings.values;
  const names = typeof bases === "string" ? [bases] : bases;
  const inner = names.map((name, index) => {
    const place = { file, ...settings.positionOf(typeof bases === "string" ? ["extends"] : ["extends", index]) };
    const path = resolve(layer.folder, name);
    if (path === found.file || above.includes(path)) {
      throw new SettingsError([{ ...place, message: `${JSON.stringify(name)} leads back to this file` }]);
    }
    return load({ file: path, text: readText(path, place) }, shape, [...above, found.file]);
  });
  return [...inner.flat(), layer];
}

function readText(path: string, place: Omit<SettingsProblem, "message">): string {
  const result = readSettingsText(path);
  if (result.kind === "text") return result.text;
  throw new SettingsError([{ ...place, message: `${shownPath(path)} ${result.reason}` }]);
}
