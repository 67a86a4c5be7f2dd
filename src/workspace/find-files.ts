import { realpathSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, resolve } from "node:path";
import type { InputProblem } from "./input-problem.js";

/** What names on the command line stand for, in their order; each file once, under the name that came first. */
export interface FoundFiles {
  /** `-` is standard input. */
  readonly paths: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** What a folder is asked for. */
const IN_FOLDER = "**/*.conf";
/** A name that may be a pattern. */
export const GLOB = /[*?[\]{}]|[!+@]\(/;

/** Finds files: a name of a file as it is, all `*.conf` below a folder, and what a pattern matches, in name order. */
export async function findFiles(names: readonly string[]): Promise<FoundFiles> {
  const paths = new Map<string, string>();
  const problems: InputProblem[] = [];
  const add = (path: string) => {
    const key = path === "-" ? path : resolve(path);
    if (!paths.has(key)) paths.set(key, path);
  };
  for (const name of names) {
    const kind = name === "-" ? "file" : kindOf(name);
    if (kind === "file") {
      add(name);
      continue;
    }
    const isFolder = kind === "folder";
    const found = isFolder ? await matchesOf(IN_FOLDER, name) : GLOB.test(name) ? await matchesOf(name, undefined) : [];
    for (const path of found) add(path);
    if (found.length === 0) problems.push(nothing(name, isFolder));
  }
  return { paths: [...paths.values()], problems };
}

/** A name that exists is meant as it is, also when it looks like a pattern. */
function kindOf(name: string): "file" | "folder" | "missing" {
  try {
    return statSync(name).isDirectory() ? "folder" : "file";
  } catch (error) {
    // What exists but cannot be looked at is for the reader to report.
    const isMissing =
      error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    return isMissing ? "missing" : "file";
  }
}

/** Files that a pattern names, below a folder or the working one, in order of names; what git ignores is passed over. */
export async function matchesOf(pattern: string, folder: string | undefined): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  const found = await glob(pattern, {
    ...(folder === undefined ? {} : { cwd: folder }),
    ignore: ["**/node_modules/**", "**/.git/**"],
    expandDirectories: false,
    onlyFiles: true,
    absolute: folder === undefined && isAbsolute(pattern),
  });
  const named = folder === undefined ? found : found.map((path) => join(folder, path));
  const { gitIgnored } = await import("./git-ignored.js");
  const isIgnored = gitIgnored();
  const kept = named.map((path) => normalize(path)).filter((path) => !isIgnored(path));
  return withoutLoops(kept.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Links are followed, so one file may be found under several names; the first counts. */
function withoutLoops(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const real = realPath(path);
    const isNew = !seen.has(real);
    seen.add(real);
    return isNew;
  });
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Gone meanwhile: the reader will say so.
    return path;
  }
}

function nothing(name: string, isFolder: boolean): InputProblem {
  if (isFolder) return { kind: "empty-folder", path: name, message: `${name} has no *.conf file below it` };
  if (GLOB.test(name)) return { kind: "no-match", path: name, message: `nothing matches ${name}` };
  return { kind: "missing", path: name, message: `${name} does not exist` };
}
