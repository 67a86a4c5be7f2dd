import { dirname, resolve, sep } from "node:path";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { Rule } from "../lint/define-rule.js";
import type { OptionsFor } from "../lint/engine.js";
import { rules } from "../rules/index.js";
import type { DeclaredInSettings, Effective } from "../settings/effective.js";
import { type FoundSettings, settingsFinder } from "../settings/find-settings.js";
import type { LoadedSettings } from "../settings/load-settings.js";
import { UsageError } from "./exit-codes.js";

/** What `--config FILE` and `--no-config` say: a file, none, or the nearest one of each file. */
export type ConfigOption = string | boolean | undefined;

/** The settings of a run. */
export interface Settings {
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
  /** The one that `--config` names, which holds for all files. */
  readonly isNamed: boolean;
  readonly files: readonly FoundSettings[];
}

const NOTHING: SettingsTexts = { isNamed: false, files: [] };
const NONE: Settings = {
  of: () => undefined,
  fileOf: () => undefined,
  clusters: [],
  files: [],
  identity: "",
  texts: NOTHING,
};

/** Finds and reads the settings of these files. Where there are none, nothing that reads settings is loaded. */
export async function loadSettings(paths: readonly string[], config: ConfigOption): Promise<Settings> {
  if (config === false) return NONE;
  if (typeof config !== "string") {
    const found = await asUsage(() => findAll(paths));
    return settingsFrom({ isNamed: false, files: [...found.values()] });
  }
  const { readNamed } = await import("../settings/load-settings.js");
  const file = await asUsage(() => readNamed(config));
  return settingsFrom({ isNamed: true, files: [file] });
}

/** Makes settings of the texts that were found. */
export async function settingsFrom(texts: SettingsTexts): Promise<Settings> {
  if (texts.files.length === 0) return NONE;
  const { clustersOf, effectiveFor } = await import("../settings/effective.js");
  const { settingsLoader } = await import("../settings/load-settings.js");
  const all = await asUsage(() => texts.files.map(settingsLoader(rules)));
  const choose = texts.isNamed ? () => all[0] : nearest(all);
  const { SettingsError } = await import("../settings/problem.js");
  const known = new Map<string, Effective | undefined>();
  const effective = (settings: LoadedSettings, path: string): Effective => {
    try {
      return effectiveFor(settings, path);
    } catch (error) {
      throw error instanceof SettingsError ? new UsageError(...error.message.split("\n")) : error;
    }
  };
  return {
    of(path) {
      if (!known.has(path)) {
        const settings = choose(path);
        known.set(path, settings === undefined ? undefined : effective(settings, path));
      }
      return known.get(path);
    },
    fileOf: (path) => choose(path)?.path,
    clusters: all.flatMap(clustersOf),
    files: all.flatMap(({ layers }) => layers.map(({ file }) => file)),
    identity: JSON.stringify(
      all.map(({ path, layers }) => [path, layers.map(({ folder, values }) => [folder, values])]),
    ),
    texts,
  };
}

/** A mistake in settings is one of usage. */
export async function asUsage<T>(read: () => T | Promise<T>): Promise<T> {
  const { SettingsError } = await import("../settings/problem.js");
  try {
    return await read();
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(...error.message.split("\n"));
    throw error;
  }
}

/** The settings files of these files, each once. */
function findAll(paths: readonly string[]): Map<string, FoundSettings> {
  const find = settingsFinder();
  const found = new Map<string, FoundSettings>();
  for (const path of paths) {
    const settings = find(path);
    if (settings !== undefined) found.set(settings.file, settings);
  }
  return found;
}

/** Also for files that nobody named, such as included ones: the deepest settings file above it that was read. */
function nearest(all: readonly LoadedSettings[]): (path: string) => LoadedSettings | undefined {
  const deepestFirst = [...all].sort((a, b) => b.path.length - a.path.length);
  return (path) => {
    const file = resolve(path);
    return deepestFirst.find((settings) =>
      file.startsWith(`${dirname(settings.path)}${sep}`.replace(/([\\/])[\\/]$/, "$1")),
    );
  };
}

/** Severity of each rule: what the command line says, else the settings, else the rule itself. */
export function severities(settings: Settings, set: readonly [string, Severity | "off"][], paths: readonly string[]) {
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
  (settings: Settings): OptionsFor =>
  (rule, file) =>
    settings.of(file)?.rules.get(rule.name)?.value.options ?? {};
