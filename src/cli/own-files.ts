import { resolve } from "node:path";
import { confineTo, isWithin, realPath } from "../workspace/confinement.js";
import type { FoundFiles } from "../workspace/find-files.js";
import { includeReader } from "../workspace/include-reader.js";
import type { ReadResult } from "../workspace/read-file.js";
import { type FileCandidate, findForeign } from "../workspace/recognize.js";
import type { RunSettings } from "./settings.js";

/** Files that names on the command line stand for. */
export interface OwnFiles extends Omit<FoundFiles, "problems"> {
  readonly settings: RunSettings;
  readonly includeFolders: readonly string[] | undefined;
}

/** Those of the files below a folder, or that a pattern matches, that are another program's. `members` are nodes of declared clusters. */
export function findOthers(
  { paths, foundIn, settings, includeFolders }: OwnFiles,
  read: (path: string) => ReadResult | undefined,
  members: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  if (foundIn.size === 0) return new Set();
  const isChosen = (path: string) => members.has(resolve(path)) || settings.of(path)?.isIncluded === true;
  const candidate = (path: string): readonly FileCandidate[] => {
    const result = read(path);
    if (result === undefined) return [];
    if (result.kind === "read") return [{ path, text: result.file.text }];
    // What cannot be read may be keepalived's; that it is no text says enough.
    return result.problem.kind === "binary" && !isChosen(path) ? [{ path, text: "\0" }] : [];
  };
  const found = paths.filter((path) => foundIn.has(path)).flatMap(candidate);
  const named = () => paths.filter((path) => !foundIn.has(path)).flatMap(candidate);
  return findForeign(
    found,
    named,
    isChosen,
    includeReader({ confinement: includeFolders && confineTo(includeFolders) }),
  );
}

/**
 * Decides which files may be written: those that were named, that lie below a named folder with their links followed, or
 * that are nodes of a declared cluster. What others include is read only.
 */
export function writableFiles(
  { paths, foundIn, folders }: Pick<OwnFiles, "paths" | "foundIn" | "folders">,
  members: ReadonlySet<string> = new Set(),
): (path: string) => boolean {
  const named = new Set(paths.filter((path) => !foundIn.has(path)).map((path) => resolve(path)));
  return (path) => {
    const whole = resolve(path);
    if (named.has(whole) || members.has(whole)) return true;
    const folder = foundIn.get(path);
    const real = realPath(path);
    return (folder === undefined ? folders : [folder]).some((one) => isWithin(real, realPath(one)));
  };
}
