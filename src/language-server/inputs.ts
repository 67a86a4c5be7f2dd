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
export interface SessionInputs {
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
  readonly problems: ReadonlySet<string>;
}

/**
 * Finds what belongs to these files, as the command line does. Where settings cannot be read, `last` are kept; those that
 * cannot be applied to a file set nothing for it. `warn` gets each problem once, also those that turn up later.
 */
export async function findInputs(
  paths: readonly string[],
  warn: (problem: string) => void,
  last: FileSettings = NO_SETTINGS,
): Promise<SessionInputs> {
  const problems = new Set<string>();
  const report = (problem: string) => {
    if (!problems.has(problem)) warn(problem);
    problems.add(problem);
  };
  const found = usable(() => makeSettings(findSettings(paths), rules), report);
  const settings = found === undefined ? last : tolerant(found, report);
  const given = paths.filter((path) => settings.of(path)?.ignoredBy === undefined);
  const clusters = settings.clusters.length === 0 ? undefined : await findPartners(given, settings.clusters);
  for (const { message } of clusters?.problems ?? []) report(message);
  const indentOf = editorIndents();
  const indents = new Map<string, number | "tab" | undefined>();
  for (const path of given) {
    indents.set(
      path,
      settings.of(path)?.indent?.value ?? (await indentOf(path).catch((error) => reported(error, report))),
    );
  }
  const isGiven = new Set(given.map((path) => resolve(path)));
  const others = [...(clusters?.paths ?? [])].filter((path) => !isGiven.has(resolve(path)));
  return {
    given,
    partners: others,
    including: given.length === 0 ? [] : findIncludingRoots(given).filter((path) => !others.includes(path)),
    clusters: clusters?.clusters ?? [],
    settings,
    indents,
    problems,
  };
}

/** Settings that answer for every file. */
function tolerant(settings: FileSettings, report: (problem: string) => void): FileSettings {
  return { ...settings, of: (path) => usable(() => settings.of(path), report) };
}

/** What `read` gives; undefined where the settings that it reads are at fault. */
function usable<T>(read: () => T, report: (problem: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    return reported(error, report);
  }
}

function reported(error: unknown, report: (problem: string) => void): undefined {
  if (!(error instanceof SettingsError)) throw error;
  for (const problem of error.message.split("\n")) report(problem);
}
