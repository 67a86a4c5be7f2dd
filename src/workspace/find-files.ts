import { readdir, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, relative, resolve } from "node:path";
import { TEMPLATE_ENDINGS } from "../template/find-mark.js";
import { errorCode, errorReason, type InputProblem } from "./input-problem.js";

/** What names on the command line stand for, in their order; each file once, under the name that came first. */
export interface FoundFiles {
  /** `-` is standard input. */
  readonly paths: readonly string[];
  /** Of those that nobody named: the folder that was, or that a pattern begins in. */
  readonly foundIn: ReadonlyMap<string, string>;
  /** The folders that were named. */
  readonly folders: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** What a folder is asked for: configurations, and templates of such names. */
const IN_FOLDER = `**/{*.conf,{*keepalived*,*.conf}.{${TEMPLATE_ENDINGS.join(",")}}}`;
/** A name that may be a pattern. */
export const GLOB = /[*?[\]{}]|[!+@]\(/;

/** Finds files: a name of a file as it is, all `*.conf` below a folder, and what a pattern matches, in name order. */
export async function findFiles(names: readonly string[]): Promise<FoundFiles> {
  const paths = new Map<string, string>();
  const foundIn = new Map<string, string>();
  const folders: string[] = [];
  const problems: InputProblem[] = [];
  const add = (path: string, folder?: string) => {
    const key = path === "-" ? path : resolve(path);
    const name = paths.get(key) ?? path;
    // What is named and found is named.
    if (folder === undefined) foundIn.delete(name);
    else if (!paths.has(key)) foundIn.set(name, folder);
    paths.set(key, name);
  };
  for (const name of names) {
    const kind = name === "-" ? "file" : kindOf(name);
    if (kind === "file") {
      add(name);
      continue;
    }
    const isFolder = kind === "folder";
    if (isFolder) folders.push(name);
    const closed: InputProblem[] = [];
    const onClosed = (path: string, error: unknown) => {
      const message = `${path}: cannot be read: ${errorReason(error)}`;
      closed.push({ kind: "unreadable", path, message });
    };
    const found = isFolder
      ? await matchesOf(IN_FOLDER, name, onClosed)
      : GLOB.test(name)
        ? await matchesOf(name, undefined, onClosed)
        : [];
    for (const path of found) add(path, isFolder ? name : folderOf(name));
    problems.push(...closed.sort((a, b) => (a.path < b.path ? -1 : 1)));
    if (found.length === 0 && closed.length === 0) problems.push(nothing(name, isFolder));
  }
  return { paths: [...paths.values()], foundIn, folders, problems };
}

/** The folder that a pattern begins in. */
function folderOf(pattern: string): string {
  const literal = pattern.slice(0, GLOB.exec(pattern)?.index);
  return literal.includes("/") ? literal.slice(0, literal.lastIndexOf("/") + 1) : ".";
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

/**
 * Files that a pattern names, below a folder or the working one, in order of names; what git ignores is passed over.
 * `onClosed` is called for folders that may hold such files and cannot be read. Throws `TooManyFoldersError` where more than
 * `mostFolders` have to be looked into.
 */
export async function matchesOf(
  pattern: string,
  folder: string | undefined,
  onClosed?: (path: string, error: unknown) => void,
  mostFolders = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  const { gitIgnored } = await import("./git-ignored.js");
  const isIgnored = gitIgnored();
  const budget = { left: mostFolders };
  const tellClosed = (path: string, error: unknown) => {
    if (!isIgnored(join(path, "any.conf"))) onClosed?.(path, error);
  };
  const found = await glob(pattern, {
    ...(folder === undefined ? {} : { cwd: folder }),
    ignore: ["**/node_modules/**", "**/.git/**"],
    expandDirectories: false,
    onlyFiles: true,
    absolute: folder === undefined && isAbsolute(pattern),
    fs: { readdir: telling(tellClosed, budget) },
  });
  if (budget.left < 0) throw new TooManyFoldersError();
  const named = folder === undefined ? found : found.map((path) => join(folder, path));
  const kept = named.map((path) => normalize(path)).filter((path) => !isIgnored(path));
  return withoutLoops(kept.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** A pattern that looks into more folders than it may. */
export class TooManyFoldersError extends Error {}

/** The library passes over folders that it cannot read. Where the budget is used up, all others are empty. */
function telling(onClosed: (path: string, error: unknown) => void, budget: { left: number }): typeof readdir {
  const read = (path: string, options: { withFileTypes: true }, done: (error: unknown, entries?: unknown) => void) => {
    if (--budget.left < 0) return done(null, []);
    return readdir(path, options, (error, entries) => {
      if (error !== null && errorCode(error) !== "ENOENT") onClosed(shown(path), error);
      done(error, entries);
    });
  };
  return read as unknown as typeof readdir;
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
  if (isFolder) return { kind: "empty-folder", path: name, message: `${name}: no *.conf files found` };
  if (GLOB.test(name)) return { kind: "no-match", path: name, message: `${name}: no file matches this pattern` };
  return { kind: "missing", path: name, message: `${name}: no such file or directory` };
}

/** Relative to the working folder, as the library is asked. */
const shown = (path: string): string => {
  const short = relative(process.cwd(), resolve(path));
  return short === "" ? "." : short.startsWith("..") ? resolve(path) : short;
};
