import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { DeclaredCluster } from "../lint/run.js";
import type { DeclaredInSettings } from "../settings/effective.js";
import { confineTo } from "../workspace/confinement.js";
import { findFiles } from "../workspace/find-files.js";
import type { InputProblem } from "../workspace/input-problem.js";
import { type ReadResult, readStandardInput, readTextFile, type WorkspaceFile } from "../workspace/read-file.js";
import { includeFolders } from "./include-root.js";
import { findOthers, type OwnFiles, writableFiles } from "./own-files.js";
import { type ConfigOption, loadSettings, type RunSettings } from "./settings.js";
import { say } from "./terminal.js";

/** What names on the command line mean, with the settings that apply. */
export interface Chosen extends OwnFiles {
  readonly settings: RunSettings;
  /** What includes may not lead out of; undefined: anywhere. */
  readonly includeFolders: readonly string[] | undefined;
  /** A named file is missing; standard error has the reasons. */
  readonly failed: boolean;
}

/** The files that a run works on. */
export interface Inputs {
  /** Those that are reported on. */
  readonly inputs: readonly WorkspaceFile[];
  /** Other nodes of their clusters, and files that include them. */
  readonly partners: readonly WorkspaceFile[];
  /** Names of those of them that are there only because they include one of `inputs`. */
  readonly including: readonly string[];
  readonly clusters: readonly DeclaredCluster[];
  readonly includeFolders: readonly string[] | undefined;
  readonly settings: RunSettings;
  /** How many files below a folder, or that a pattern matches, are another program's. */
  readonly leftOut: number;
  /** Whether a fix may change a file. */
  readonly mayWrite: (path: string) => boolean;
  readonly failed: boolean;
  /** Files with which kalint itself failed. */
  readonly errors: readonly Diagnostic[];
}

export interface InputOptions {
  readonly config?: ConfigOption;
  readonly stdinFilename?: string | undefined;
  readonly cluster?: readonly DeclaredCluster[];
  readonly includeRoot?: string | undefined;
}

const STDIN = "<stdin>";

/** Finds the files, without those that settings ignore. */
export async function chooseFiles(names: readonly string[], options: InputOptions): Promise<Chosen> {
  const { paths, foundIn, folders, problems } = await findFiles(names);
  const nameOf = (path: string) => (path === "-" ? (options.stdinFilename ?? STDIN) : path);
  const settings = await loadSettings(paths.map(nameOf), options.config);
  const kept = paths.filter((path) => settings.of(nameOf(path))?.ignoredBy === undefined);
  if (kept.length === 0 && paths.length > 0) say("every given file is ignored by the settings");
  const roots = includeFolders(options.includeRoot, kept.map(nameOf));
  const outside = roots === undefined ? [] : leadingOut(kept, roots);
  tell([...problems, ...outside]);
  const isOutside = new Set(outside.map(({ path }) => path));
  return {
    paths: kept.filter((path) => !isOutside.has(path)),
    foundIn,
    folders,
    settings,
    includeFolders: roots,
    failed: problems.length > 0 || outside.length > 0,
  };
}

/** Links that lead out of the folders to which includes are confined: with them, too, a file of the machine gets into a report. */
function leadingOut(paths: readonly string[], roots: readonly string[]): readonly InputProblem[] {
  const { allows, isBelow } = confineTo(roots);
  return paths
    .filter((path) => path !== "-" && isBelow(path) && !allows(path))
    .map((path) => ({
      kind: "outside",
      path,
      message: `${path} is a link that leads outside ${roots[0]}; use --include-root to allow more`,
    }));
}

/** Reads the named files, and the other nodes of declared clusters. What cannot be read is reported; the rest goes on. */
export async function readInputs(names: readonly string[], options: InputOptions): Promise<Inputs> {
  const chosen = await chooseFiles(names, options);
  const { settings } = chosen;
  const stdinName = options.stdinFilename ?? STDIN;
  const errors: Diagnostic[] = [];
  const nameOf = (path: string) => (path === "-" ? stdinName : path);
  const declared = [...settings.clusters, ...(options.cluster ?? []).map(fromCommandLine)];
  const found = declared.length === 0 ? undefined : await partnersOf(chosen.paths.map(nameOf), declared);
  const known = new Map<string, ReadResult | undefined>();
  const read = (path: string): ReadResult | undefined => {
    if (!known.has(path))
      known.set(
        path,
        guarded(nameOf(path), "reading", errors, () => readInput(path, stdinName)),
      );
    return known.get(path);
  };
  const others = findOthers(chosen, read, found?.own);
  const given = chosen.paths.filter((path) => !others.has(path)).flatMap((path) => read(path) ?? []);
  // What comes from standard input is not what an including file would read from the disk.
  const including = await rootsAbove(chosen.paths.filter((path) => path !== "-" && !others.has(path)));
  const added = [...new Set([...(found?.paths ?? []), ...including])];
  const partners = confinedPartners(added, chosen.includeFolders, read);
  const unread = [...given, ...partners].flatMap((result) => (result.kind === "problem" ? [result.problem] : []));
  const shownNames = new Set(chosen.paths.map(nameOf));
  const isOwn = ({ path }: InputProblem) => shownNames.has(path) || found?.needed.has(path) === true;
  const problems = [...(found?.problems ?? []), ...unread.filter(isOwn)];
  tell(problems);
  const inputs = given.flatMap((result) => (result.kind === "read" ? [result.file] : []));
  for (const cluster of found?.clusters ?? []) tellLonely(cluster, inputs);
  return {
    inputs,
    partners: partners.flatMap((result) => (result.kind === "read" ? [result.file] : [])),
    including: including.filter((path) => found?.paths.includes(path) !== true),
    clusters: found?.clusters ?? [],
    includeFolders: chosen.includeFolders,
    settings,
    leftOut: others.size,
    mayWrite: writableFiles(chosen, found?.own),
    failed: chosen.failed || problems.length > 0,
    errors,
  };
}

async function partnersOf(paths: readonly string[], declared: readonly DeclaredInSettings[]) {
  const { findPartners } = await import("../workspace/partners.js");
  return findPartners(paths, declared);
}

/** Settings are part of what an outsider may change, so partners are confined as includes are. */
function confinedPartners(
  paths: readonly string[],
  folders: readonly string[] | undefined,
  read: (path: string) => ReadResult | undefined,
): readonly ReadResult[] {
  const confinement = folders && confineTo(folders);
  return paths.flatMap((path): readonly ReadResult[] => {
    if (confinement?.allows(path) !== false) return [read(path) ?? []].flat();
    const message = `${path} is outside ${folders?.[0]}; use --include-root to allow more`;
    return [{ kind: "problem", problem: { kind: "outside", path, message } }];
  });
}

const readInput = (path: string, stdinName: string): ReadResult =>
  path === "-" ? readStandardInput(stdinName) : readTextFile(path);

async function rootsAbove(paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const { findIncludingRoots } = await import("../workspace/including-roots.js");
  return findIncludingRoots(paths);
}

const fromCommandLine = ({ name, nodes }: DeclaredCluster): DeclaredInSettings => ({
  name,
  folder: ".",
  members: nodes.map((value) => ({ value, file: "--cluster", line: 0 })),
});

/** A cluster of one node is a mistake, but not an error. One file may be several nodes by its config-ids. */
function tellLonely({ name, nodes: [node = "", ...others] }: DeclaredCluster, inputs: readonly WorkspaceFile[]): void {
  if (others.length > 0) return;
  const isLonely = ({ path, text }: WorkspaceFile) =>
    node.startsWith(`${path}@`) || (node === path && !/^[ \t]*(?:@|include)/m.test(text));
  if (inputs.some(isLonely)) say(`cluster ${name} has only one node, so there is nothing to compare`);
}

function tell(problems: readonly InputProblem[]): void {
  for (const { message } of problems) say(message);
}
