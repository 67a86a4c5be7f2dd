import { delimiter, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Where kalint is, and who says so. */
export interface ServerProgram {
  /** A script for the editor's own Node, or a program. */
  readonly kind: "script" | "program";
  readonly path: string;
  readonly source: "project" | "setting" | "PATH";
}

export interface Surroundings {
  /** Folders of the workspace, absolute. */
  readonly folders: readonly string[];
  /** Whether programs of the folders may run. */
  readonly isTrusted: boolean;
  /** The setting `kalint.path`. The editor takes only the user's own where the workspace is not trusted. */
  readonly setting: string;
  /** The variable PATH. */
  readonly path: string;
  readonly isWindows: boolean;
  /** Whether there is a file that can be run. */
  readonly isFile: (path: string) => boolean;
}

/** Finds kalint: the project's own, so that all who work on it have the same; then that of the setting; then that of the PATH. */
export function findServer(surroundings: Surroundings): ServerProgram | undefined {
  return ofProject(surroundings) ?? ofSetting(surroundings) ?? ofPath(surroundings);
}

function ofProject({ folders, isTrusted, isFile }: Surroundings): ServerProgram | undefined {
  if (!isTrusted) return undefined;
  const path = folders.map((folder) => join(folder, "node_modules", "kalint", "dist", "cli.cjs")).find(isFile);
  return path === undefined ? undefined : { kind: "script", path, source: "project" };
}

function ofSetting({ folders, isTrusted, setting, isFile }: Surroundings): ServerProgram | undefined {
  if (setting === "") return undefined;
  const candidates = isAbsolute(setting) ? [setting] : folders.map((folder) => resolve(folder, setting));
  const path = candidates.find((one) => isFile(one) && (isTrusted || !isInside(folders, one)));
  return path === undefined
    ? undefined
    : { kind: /\.[cm]?js$/.test(path) ? "script" : "program", path, source: "setting" };
}

/** Relative parts of the PATH are left out: they mean the folder that happens to be open. */
function ofPath({ folders, isTrusted, path, isWindows, isFile }: Surroundings): ServerProgram | undefined {
  const names = isWindows ? ["kalint.cmd", "kalint.exe"] : ["kalint"];
  const parts = path.split(delimiter).filter((part) => isAbsolute(part) && (isTrusted || !isInside(folders, part)));
  const found = parts.flatMap((part) => names.map((name) => join(part, name))).find(isFile);
  return found === undefined ? undefined : { kind: "program", path: found, source: "PATH" };
}

const isInside = (folders: readonly string[], path: string): boolean =>
  folders.some((folder) => {
    const way = relative(folder, path);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
