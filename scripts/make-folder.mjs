import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes an empty folder for what is built. One that holds something is emptied only if `mark`, a file that an earlier
 * build left, is in it: the folder comes from a command line.
 */
export function makeFolder(folder, mark) {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (mark === undefined || !existsSync(join(folder, mark)))
      throw new Error(`${folder} is not empty; name a new folder, or remove it first`);
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
}
