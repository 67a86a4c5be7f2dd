import { homedir } from "node:os";
import { resolve } from "node:path";
import { matchesOf, TooManyFoldersError } from "../workspace/find-files.js";
import { isForeign } from "../workspace/recognize.js";
import { shown } from "../workspace/shown.js";

/** Folders and files of a workspace that are looked at; an editor may be opened on anything. */
const MOST_FOLDERS = 5000;
const MOST_FILES = 2000;

/**
 * Files of keepalived below the folders of a workspace, for clients whose settings ask for all of them: as the command
 * line finds them in a folder. The root of the disk and the home folder, or what is above it, are never searched. What is
 * left out goes to `warn`.
 */
export async function filesIn(
  folders: readonly string[],
  textOf: (path: string) => string | undefined,
  warn: (problem: string) => void,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of folders.filter(isSearched)) {
    for (const path of await confIn(folder, warn)) found.add(shown(path));
  }
  if (found.size > MOST_FILES) warn(`of ${found.size} files only the first ${MOST_FILES} are checked`);
  return [...found].slice(0, MOST_FILES).filter((path) => {
    const text = textOf(path);
    return text !== undefined && !isForeign(path, text);
  });
}

async function confIn(folder: string, warn: (problem: string) => void): Promise<readonly string[]> {
  try {
    return await matchesOf("**/*.conf", folder, undefined, MOST_FOLDERS);
  } catch (error) {
    if (!(error instanceof TooManyFoldersError)) throw error;
    warn(`${folder} has more than ${MOST_FOLDERS} folders and is not searched`);
    return [];
  }
}

const isSearched = (folder: string): boolean => {
  const below = resolve(folder) === "/" ? "/" : `${resolve(folder)}/`;
  return !`${resolve(homedir())}/`.startsWith(below);
};
