import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { repositoryOf } from "../settings/search-scope.js";
import { isWithin } from "../workspace/confinement.js";
import { UsageError } from "./exit-codes.js";

/** The option of all commands that follow includes. */
export const INCLUDE_ROOT = [
  "--include-root <folder>",
  "read included files only below this folder (default on CI: the repository)",
] as const;

/**
 * The folders that includes, links and declared clusters may not lead out of; undefined: they may lead anywhere. On CI
 * machines, where a change of an outsider may be checked and its report be public, that is the repository, and for files
 * outside of it that are named the one that they lie in, or their folder.
 */
export function includeFolders(option: string | undefined, given: readonly string[]): readonly string[] | undefined {
  if (option !== undefined) {
    if (statSync(option, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`use --include-root with a folder: ${option} is not one`);
    }
    return [option];
  }
  const { CI = "" } = process.env;
  if (CI === "" || CI === "false" || CI === "0") return undefined;
  const root = repositoryOf(process.cwd()) ?? process.cwd();
  const outside = given.map((path) => dirname(resolve(path))).filter((folder) => !isWithin(folder, root));
  return [...new Set([root, ...outside.map((folder) => repositoryOf(folder) ?? folder)])];
}
