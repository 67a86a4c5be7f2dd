import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { DeclaredCluster } from "../lint/run.js";
import type { DeclaredInSettings } from "../settings/effective.js";
import { findFiles } from "../workspace/find-files.js";
import type { InputProblem } from "../workspace/input-problem.js";
import { type InputFile, type ReadResult, readStandardInput, readTextFile } from "../workspace/read-file.js";
import { type ConfigOption, loadSettings, type Settings } from "./settings.js";
import { say } from "./terminal.js";

/** What names on the command line stand for, with the settings that hold. */
export interface Chosen {
  /** `-` is standard input. */
  readonly paths: readonly string[];
  readonly settings: Settings;
  /** Something that was named is not there; standard error has the reasons. */
  readonly failed: boolean;
}

/** The files that a run works on. */
export interface Inputs {
  /** Those that are reported on. */
  readonly inputs: readonly InputFile[];
  /** Other nodes of their clusters. */
  readonly partners: readonly InputFile[];
  readonly clusters: readonly DeclaredCluster[];
  readonly settings: Settings;
  readonly failed: boolean;
  /** Files with which kalint itself failed. */
  readonly errors: readonly Diagnostic[];
}

export interface InputOptions {
  readonly config?: ConfigOption;
  readonly stdinFilename?: string | undefined;
  readonly cluster?: readonly DeclaredCluster[];
}

const STDIN = "<stdin>";

/** Finds the files, without those that settings ignore. */
export async function chooseFiles(names: readonly string[], options: InputOptions): Promise<Chosen> {
  const { paths, problems } = await findFiles(names);
  tell(problems);
  const nameOf = (path: string) => (path === "-" ? (options.stdinFilename ?? STDIN) : path);
  const settings = await loadSettings(paths.map(nameOf), options.config);
  const kept = paths.filter((path) => settings.of(nameOf(path))?.ignoredBy === undefined);
  if (kept.length === 0 && paths.length > 0) say("the settings ignore every file that is given");
  return { paths: kept, settings, failed: problems.length > 0 };
}

/** Reads what names stand for, and the other nodes of declared clusters. What cannot be read is told; the rest goes on. */
export async function readInputs(names: readonly string[], options: InputOptions): Promise<Inputs> {
  const { paths, settings, failed } = await chooseFiles(names, options);
  const stdinName = options.stdinFilename ?? STDIN;
  const errors: Diagnostic[] = [];
  const read = (path: string): readonly ReadResult[] => {
    const name = path === "-" ? stdinName : path;
    const result = guarded(name, "reading", errors, () =>
      path === "-" ? readStandardInput(stdinName) : readTextFile(path),
    );
    return result === undefined ? [] : [result];
  };
  const given = paths.flatMap(read);
  const known = paths.map((path) => (path === "-" ? stdinName : path));
  const declared = [...settings.clusters, ...(options.cluster ?? []).map(fromCommandLine)];
  const found = declared.length === 0 ? undefined : await partnersOf(known, declared);
  const partners = (found?.paths ?? []).flatMap(read);
  const unread = [...given, ...partners].flatMap((result) => (result.kind === "problem" ? [result.problem] : []));
  const isOwn = ({ path }: InputProblem) => known.includes(path) || found?.needed.has(path) === true;
  const problems = [...(found?.problems ?? []), ...unread.filter(isOwn)];
  tell(problems);
  const inputs = given.flatMap((result) => (result.kind === "read" ? [result.file] : []));
  for (const cluster of found?.clusters ?? []) tellLonely(cluster, inputs);
  return {
    inputs,
    partners: partners.flatMap((result) => (result.kind === "read" ? [result.file] : [])),
    clusters: found?.clusters ?? [],
    settings,
    failed: failed || problems.length > 0,
    errors,
  };
}

async function partnersOf(paths: readonly string[], declared: readonly DeclaredInSettings[]) {
  const { findPartners } = await import("../workspace/partners.js");
  return findPartners(paths, declared);
}

const fromCommandLine = ({ name, nodes }: DeclaredCluster): DeclaredInSettings => ({
  name,
  folder: ".",
  members: nodes.map((value) => ({ value, file: "--cluster", line: 0 })),
});

/** A cluster of one node is a mistake, but not one that hinders. One file may be several nodes by its config-ids. */
function tellLonely({ name, nodes: [node = "", ...others] }: DeclaredCluster, inputs: readonly InputFile[]): void {
  if (others.length > 0) return;
  const isLonely = ({ path, text }: InputFile) =>
    node.startsWith(`${path}@`) || (node === path && !/^[ \t]*(?:@|include)/m.test(text));
  if (inputs.some(isLonely)) say(`cluster ${name} has one node, so there is nothing to compare`);
}

function tell(problems: readonly InputProblem[]): void {
  for (const { message } of problems) say(message);
}
