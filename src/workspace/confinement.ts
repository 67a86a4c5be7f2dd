import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decode, encode } from "./bytes.js";

/** Folders that what a configuration names may not lead out of. */
export interface Confinement {
  /** Whether a path, with its links followed, lies in one of the folders. It need not exist. */
  allows(path: string): boolean;
  /** Whether a path lies in one of the folders as it is written, whatever its links lead to. */
  isBelow(path: string): boolean;
  /** Whether a pattern of `glob`, relative to `folder`, begins in one of the folders. */
  allowsPattern(pattern: string, folder: string): boolean;
}

/** Confines to folders and what lies below them. */
export function confineTo(folders: readonly string[]): Confinement {
  const roots = folders.map(realPath);
  const known = new Map<string, boolean>();
  const allows = (path: string): boolean => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const real = realPath(path);
    const isAllowed = roots.some((root) => isWithin(real, root));
    known.set(path, isAllowed);
    return isAllowed;
  };
  return {
    allows,
    isBelow: (path) => [...folders, ...roots].some((folder) => isWithin(path, folder)),
    allowsPattern: (pattern, folder) => allows(resolve(folder, literalFolder(pattern))),
  };
}

/** Whether a path is a folder or lies below it; both as they are written. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path with all its links followed, as far as it exists. */
export function realPath(path: string): string {
  const whole = resolve(path);
  try {
    // Names of files may hold any bytes.
    return decode(realpathSync(encode(whole), "buffer"));
  } catch {
    const folder = dirname(whole);
    return folder === whole ? whole : join(realPath(folder), basename(whole));
  }
}

/** What stands in a pattern before its first part that may mean several names; all of it where it means one. */
function literalFolder(pattern: string): string {
  const special = pattern.search(/[*?[\\]/);
  return special < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf("/", special) + 1);
}
