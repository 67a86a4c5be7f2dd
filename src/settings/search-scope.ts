import { lstatSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where settings of a file may lie. */
export interface SearchScope {
  /** The file's folder first, then those above it. */
  readonly folders: readonly string[];
  /** Whether who owns a file may decide. */
  isTrusted(path: string): boolean;
}

/**
 * Finds where settings of the files in a folder may lie: up to the root of the repository, and below the first folder
 * that is another user's; `leavesRepository`: also above the repository. Trusted are who runs kalint, root, and the owner of the folder itself. Each folder is looked at
 * once.
 */
export function scopeFinder({ leavesRepository = false } = {}): (folder: string) => SearchScope {
  const known = new Map<string, { readonly owner: number | undefined; readonly isRepository: boolean }>();
  const facts = (folder: string) => {
    let found = known.get(folder);
    if (found === undefined) {
      found = { owner: ownerOf(folder), isRepository: isThere(join(folder, ".git")) };
      known.set(folder, found);
    }
    return found;
  };
  return (start) => {
    const trusted = new Set([process.getuid?.(), 0, facts(start).owner]);
    const isTrusted = (owner: number | undefined) => owner === undefined || trusted.has(owner);
    const folders: string[] = [];
    for (let folder = start; isTrusted(facts(folder).owner); folder = dirname(folder)) {
      folders.push(folder);
      if ((facts(folder).isRepository && !leavesRepository) || dirname(folder) === folder) break;
    }
    return { folders, isTrusted: (path) => isTrusted(ownerOf(path)) && isTrusted(ownerOf(path, lstatSync)) };
  };
}

/** The root of the repository that a folder lies in, or undefined. */
export function repositoryOf(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isThere(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Undefined where there are no owners, or nothing is there. */
function ownerOf(path: string, look: typeof statSync | typeof lstatSync = statSync): number | undefined {
  if (process.getuid === undefined) return undefined;
  try {
    return look(path, { throwIfNoEntry: false })?.uid;
  } catch {
    // What cannot be looked at is for its reader to report.
    return undefined;
  }
}

/** A link that leads nowhere is there, too. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // What lies in a folder that cannot be entered is not there for us either.
    return false;
  }
}
