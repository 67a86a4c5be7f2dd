import { rules } from "../rules/index.js";
import { type FileSettings, findSettings, NO_SETTINGS, type SettingsTexts } from "../settings/choices.js";
import { UsageError } from "./exit-codes.js";

/** What `--config FILE` and `--no-config` say: a file, none, or the nearest one of each file. */
export type ConfigOption = string | boolean | undefined;

/** The settings of a run, in which a mistake is one of usage. */
export type RunSettings = FileSettings;

/** Finds and reads the settings of these files. Where there are none, nothing that reads settings is loaded. */
export async function loadSettings(paths: readonly string[], config: ConfigOption): Promise<RunSettings> {
  if (config === false) return NO_SETTINGS;
  if (typeof config !== "string") return settingsFrom(await asUsage(() => findSettings(paths)));
  const { readNamed } = await import("../settings/load-settings.js");
  const file = await asUsage(() => readNamed(config));
  return settingsFrom({ isNamed: true, files: [file] });
}

/** Makes settings of the texts that were found. */
export async function settingsFrom(texts: SettingsTexts): Promise<RunSettings> {
  if (texts.files.length === 0) return NO_SETTINGS;
  const { makeSettings } = await import("../settings/for-files.js");
  const { SettingsError } = await import("../settings/problem.js");
  const settings = await asUsage(() => makeSettings(texts, rules));
  return {
    ...settings,
    of(path) {
      try {
        return settings.of(path);
      } catch (error) {
        throw error instanceof SettingsError ? new UsageError(...error.message.split("\n")) : error;
      }
    },
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
