import { basename, dirname, resolve } from "node:path";
import type { RuleFacts } from "../lint/define-rule.js";
import type { FoundSettings, MayRead } from "./find-settings.js";
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

/** Reads settings files, each once, for these rules. One that extends what may not be read is a mistake. */
export function settingsLoader(
  rules: readonly RuleFacts[],
  mayRead: MayRead = () => true,
): (found: FoundSettings) => LoadedSettings {
  const shape = settingsShape(rules);
  const known = new Map<string, LoadedSettings>();
  const layersOf = new Map<string, readonly SettingsLayer[]>();
  return (found) => {
    const before = known.get(found.file);
    if (before !== undefined) return before;
    const loaded = { path: found.file, layers: load(found, { shape, layersOf, mayRead }, []) };
    known.set(found.file, loaded);
    return loaded;
  };
}

interface Loading {
  readonly shape: ReturnType<typeof settingsShape>;
  /** Of files that were read: one that many extend is read once. */
  readonly layersOf: Map<string, readonly SettingsLayer[]>;
  readonly mayRead: MayRead;
}

/** Files that extend each other, one from the other. */
const MAX_EXTENDS = 50;

/** The text of a settings file that is named; throws `SettingsError` where it cannot be read. */
export function readNamed(path: string): FoundSettings {
  const file = resolve(path);
  return { file, text: readText(file, { file: shownPath(file), line: 1, column: 1 }) };
}

function load(found: FoundSettings, loading: Loading, above: readonly string[]): readonly SettingsLayer[] {
  const { shape, layersOf, mayRead } = loading;
  const known = layersOf.get(found.file);
  if (known !== undefined) return known;
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
      throw new SettingsError([{ ...place, message: `${JSON.stringify(name)} extends this file again` }]);
    }
    if (above.length >= MAX_EXTENDS) {
      throw new SettingsError([{ ...place, message: `more than ${MAX_EXTENDS} files extend each other here` }]);
    }
    if (!mayRead(path)) throw new SettingsError([{ ...place, message: `${shownPath(path)} may not be read` }]);
    const before = layersOf.get(path);
    return before ?? load({ file: path, text: readText(path, place) }, loading, [...above, found.file]);
  });
  const layers = lastOfEach([...inner.flat(), layer]);
  layersOf.set(found.file, layers);
  return layers;
}

/** Later layers win, so that of one that comes twice only the last place matters. */
function lastOfEach(layers: readonly SettingsLayer[]): readonly SettingsLayer[] {
  const lastOf = new Map(layers.map((layer, index) => [layer, index]));
  return layers.filter((layer, index) => lastOf.get(layer) === index);
}

function readText(path: string, place: Omit<SettingsProblem, "message">): string {
  const result = readSettingsText(path);
  if (result.kind === "text") return result.text;
  throw new SettingsError([{ ...place, message: `${shownPath(path)} ${result.reason}` }]);
}
