import { resolve } from "node:path";
import type { DeclaredCluster } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { type FileSettings, findSettings, NO_SETTINGS } from "../settings/choices.js";
import { editorIndents } from "../settings/editor-indent.js";
import { makeSettings } from "../settings/for-files.js";
import { SettingsError } from "../settings/problem.js";
import { findIncludingRoots } from "../workspace/including-roots.js";
import { findPartners } from "../workspace/partners.js";

/** What is judged together with the open documents, and by which settings. */
export interface Inputs {
  readonly given: readonly string[];
  /** Other nodes of their declared clusters. */
  readonly partners: readonly string[];
  /** Files that include one of them. */
  readonly including: readonly string[];
  readonly clusters: readonly DeclaredCluster[];
  readonly settings: FileSettings;
  /** Indentation of the given files by settings or `.editorconfig`; undefined: the usual one. */
  readonly indents: ReadonlyMap<string, number | "tab" | undefined>;
  /** What is wrong with settings, one message a problem. */
  readonly problems: readonly string[];
}

/** Finds what belongs to these files, as the command line does. Where settings are broken, `last` are kept. */
export async function findInputs(paths: readonly string[], last: FileSettings = NO_SETTINGS): Promise<Inputs> {
  const problems: string[] = [];
  const usable = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(...error.message.split("\n"));
      return otherwise;
    }
  };
  const settings = usable(() => makeSettings(findSettings(paths), rules), last);
  const given = usable(() => paths.filter((path) => settings.of(path)?.ignoredBy === undefined), paths);
  const found = settings.clusters.length === 0 ? undefined : await findPartners(given, settings.clusters);
  problems.push(...(found?.problems ?? []).map(({ message }) => message));
  const indentOf = editorIndents();
  const indents = new Map<string, number | "tab" | undefined>();
  for (const path of given)
    indents.set(path, settings.of(path)?.indent?.value ?? (await withoutFault(() => indentOf(path))));
  const isGiven = new Set(given.map((path) => resolve(path)));
  const others = [...(found?.paths ?? [])].filter((path) => !isGiven.has(resolve(path)));
  return {
    given,
    partners: others,
    including: given.length === 0 ? [] : findIncludingRoots(given).filter((path) => !others.includes(path)),
    clusters: found?.clusters ?? [],
    settings,
    indents,
    problems,
  };
}

/** An `.editorconfig` that cannot be used asks for nothing. */
async function withoutFault<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
