import { statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import type { DeclaredCluster } from "../lint/run.js";
import type { DeclaredInSettings } from "../settings/effective.js";
import { repositoryOf } from "../settings/search-scope.js";
import { isWithin, realPath } from "./confinement.js";
import { GLOB, matchesOf, TooManyFoldersError } from "./find-files.js";
import type { InputProblem } from "./input-problem.js";
import { shown } from "./shown.js";

/** What has to be read besides the given files, and which of all are one cluster. */
export interface Partners {
  /** Files to read too. */
  readonly paths: readonly string[];
  /** Those of them that are nodes beside a given one, so that it matters when they cannot be read. */
  readonly needed: ReadonlySet<string>;
  readonly clusters: readonly DeclaredCluster[];
  /** Absolute names of the files of these clusters that the project itself or the command line declares. */
  readonly own: ReadonlySet<string>;
  readonly problems: readonly InputProblem[];
}

/** A file of a cluster; `suffix` is `@id` where one configuration of it is meant. */
interface Member {
  readonly path: string;
  readonly suffix: string;
}

/**
 * Finds the clusters that the given files belong to, with their other nodes. A file that no cluster names may be one
 * that a node includes: for it count the clusters with a node in its folder or above. Others are not looked at.
 */
export async function findPartners(
  given: readonly string[],
  declared: readonly DeclaredInSettings[],
): Promise<Partners> {
  const nameOf = new Map(given.map((path) => [resolve(path), path] as const));
  const all: FoundCluster[] = [];
  for (const cluster of declared) all.push(await membersOf(cluster, (path) => nameOf.has(path) || exists(path)));
  const named = new Set(all.flatMap(({ members }) => members.map(({ path }) => path)));
  const strays = [...nameOf.keys()].filter((path) => !named.has(path)).map((path) => dirname(path));
  const isAbove = (folder: string) => strays.some((stray) => stray === folder || stray.startsWith(join(folder, sep)));
  const found = all.filter(({ members }) => members.some(({ path }) => nameOf.has(path) || isAbove(dirname(path))));
  // Included files are found by their names, so that all names have to be of one kind.
  const name = given.some((path) => isAbsolute(path)) ? (path: string) => path : shown;
  const added = new Map<string, string>();
  for (const { members } of found) {
    for (const { path } of members) if (!nameOf.has(path)) added.set(path, name(path));
  }
  const clusters = found.map((cluster) => ({
    name: cluster.name,
    nodes: cluster.members.map(({ path, suffix }) => `${nameOf.get(path) ?? added.get(path)}${suffix}`),
  }));
  // What is wrong with a cluster matters to its own files alone.
  const own = found.filter(({ members }) => members.some(({ path }) => nameOf.has(path)));
  const unsearched = all.flatMap(({ problems }) => problems.filter(({ kind }) => kind === "too-large"));
  const needed = own.flatMap(({ members }) => members.flatMap(({ path }) => added.get(path) ?? []));
  return {
    paths: [...added.values()],
    needed: new Set(needed),
    clusters,
    own: new Set(found.flatMap(ownFiles)),
    problems: [...new Set([...own.flatMap(({ problems }) => problems), ...unsearched])],
  };
}

/** Settings that came with a repository do not get at what lies outside of it. */
function ownFiles({ declared, members }: FoundCluster): readonly string[] {
  const paths = members.map(({ path }) => path);
  if (declared.members[0]?.line === 0) return paths;
  const project = realPath(repositoryOf(resolve(declared.folder)) ?? declared.folder);
  return paths.filter((path) => isWithin(realPath(path), project));
}

/** The clusters that name a file, which need not exist. */
export async function clustersNaming(
  path: string,
  declared: readonly DeclaredInSettings[],
): Promise<readonly DeclaredInSettings[]> {
  const file = resolve(path);
  const naming: DeclaredInSettings[] = [];
  for (const cluster of declared) {
    const isWritten = cluster.members.some(({ value }) => isNamed(file, resolve(cluster.folder, value)));
    const { members } = isWritten ? { members: [] } : await membersOf(cluster);
    if (isWritten || members.some((member) => member.path === file)) naming.push(cluster);
  }
  return naming;
}

const isNamed = (file: string, name: string): boolean => name === file || name.startsWith(`${file}@`);

/** Folders that a pattern of settings may look into: one that begins at the root of the disk has no end. */
const MOST_FOLDERS = 5000;

interface FoundCluster {
  readonly name: string;
  readonly declared: DeclaredInSettings;
  readonly members: readonly Member[];
  readonly problems: readonly InputProblem[];
}

/** `isThere`: what is given is there, also where it is not yet on disk. */
async function membersOf(
  declared: DeclaredInSettings,
  isThere: (path: string) => boolean = exists,
): Promise<FoundCluster> {
  const { name, folder, members } = declared;
  const found = new Map<string, Member>();
  const problems: InputProblem[] = [];
  const literal = new Set<string>();
  for (const { value, file, line } of members) {
    const paths = await expand(value, folder, isThere);
    const place = line === 0 ? file : `${file}:${line}`;
    if (paths === undefined) {
      const why = `which looks into more than ${MOST_FOLDERS} folders; name a folder`;
      problems.push({ kind: "too-large", path: value, message: `${place}: cluster ${name} has ${value}, ${why}` });
      continue;
    }
    const key = GLOB.test(value) ? undefined : resolve(folder, value);
    if (key !== undefined && literal.has(key)) {
      problems.push({ kind: "twice", path: value, message: `${place}: cluster ${name} names ${value} twice` });
    }
    if (key !== undefined) literal.add(key);
    if (paths.length === 0) {
      const what = GLOB.test(value) ? `has ${value}, which matches nothing` : `names ${value}, which does not exist`;
      problems.push({ kind: "missing", path: value, message: `${place}: cluster ${name} ${what}` });
    }
    for (const member of paths) found.set(`${member.path}${member.suffix}`, member);
  }
  return { name, declared, members: [...found.values()], problems };
}

/** A name that exists is meant as it is; else what stands after the last `@` is a config-id. */
async function expand(
  name: string,
  folder: string,
  isThere: (path: string) => boolean,
): Promise<readonly Member[] | undefined> {
  const whole = resolve(folder, name);
  if (isThere(whole)) return [{ path: whole, suffix: "" }];
  const at = name.lastIndexOf("@");
  if (at > 0 && isThere(resolve(folder, name.slice(0, at)))) {
    return [{ path: resolve(folder, name.slice(0, at)), suffix: name.slice(at) }];
  }
  if (!GLOB.test(name)) return [];
  try {
    const paths = await matchesOf(name, folder, undefined, MOST_FOLDERS);
    return paths.map((path) => ({ path: resolve(path), suffix: "" }));
  } catch (error) {
    if (error instanceof TooManyFoldersError) return undefined;
    throw error;
  }
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // What cannot be looked at is for the reader to report.
    return !(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"));
  }
}
