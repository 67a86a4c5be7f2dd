import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";

/** Folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Files of the repository that match, as paths below `root` in order; built and installed ones are left out. */
export function repositoryFiles(...patterns: readonly string[]): string[] {
  const ignore = ["**/node_modules/**", "**/dist/**", "coverage/**", ".git/**"];
  return globSync([...patterns], { cwd: root, dot: true, ignore }).sort();
}

/** Text of a file of the repository. */
export const readRepositoryFile = (path: string): string => readFileSync(root + path, "utf8");
