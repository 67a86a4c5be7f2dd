import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Folders of system programs; the path of users often lacks them. */
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"];

/**
 * The folders that programs are looked for in: those of the PATH, then those of the system. Only absolute ones: an empty
 * or relative entry means the working folder, and what lies there may have come with a repository.
 */
export const programFolders = (): readonly string[] => [
  ...new Set([...(process.env.PATH ?? "").split(delimiter), ...SYSTEM_FOLDERS].filter((folder) => isAbsolute(folder))),
];

/** The absolute path of the first program of this name, or undefined. A name with a slash is none. */
export function findProgram(name: string): string | undefined {
  if (name === "" || /[\\/]/.test(name)) return undefined;
  return programFolders()
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // It is not there, or not for us to run.
    return false;
  }
}
