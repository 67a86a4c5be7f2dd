import { dirname, isAbsolute, join, resolve } from "node:path";
import type { FileReader } from "../evaluate/index.js";
import { readRegularFile } from "../settings/regular-file.js";
import { decode, encode } from "./bytes.js";
import type { Confinement } from "./confinement.js";
import { glob3 } from "./glob3.js";
import { errorCode } from "./input-problem.js";

/** In bytes. No configuration is as large; what is has come here by mistake. */
const MOST_BYTES = 64 << 20;

export interface IncludeOptions {
  /** What lies outside of it is not looked at, not even whether it exists. */
  readonly confinement?: Confinement | undefined;
  /** Files that keep the name that they were given under, however an include line calls them. */
  readonly given?: readonly string[];
}

/** Reads what configurations include, and nothing else; each file once in a run. */
export function includeReader({ confinement, given = [] }: IncludeOptions = {}): FileReader {
  const names = new Map(given.map((path) => [resolve(path), path] as const));
  const known = new Map<string, ReturnType<FileReader["read"]>>();
  const globs = new Map<string, ReturnType<FileReader["glob"]>>();
  return {
    glob(pattern, from) {
      const folder = dirname(from);
      // It is handed on as it is, so that reading it says that it lies outside.
      if (confinement?.allowsPattern(pattern, folder) === false) {
        return [isAbsolute(pattern) ? pattern : join(folder, pattern)];
      }
      const key = `${folder}\n${pattern}`;
      if (!globs.has(key))
        globs.set(
          key,
          glob3(pattern, folder)?.map((path) => names.get(resolve(path)) ?? path),
        );
      return globs.get(key);
    },
    read(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const result = confinement?.allows(path) === false ? { kind: "outside" as const } : readIncluded(path);
      known.set(path, result);
      return result;
    },
  };
}

/** Folders, executables and what is no regular file are passed over (parser.c:check_glob_file). */
function readIncluded(path: string): ReturnType<FileReader["read"]> {
  try {
    // Names of files may hold any bytes.
    const result = readRegularFile(encode(path), MOST_BYTES);
    if (result.kind !== "bytes") return { kind: result.kind === "too-large" ? "unreadable" : result.kind };
    return (result.mode & 0o111) === 0 ? { kind: "text", text: decode(result.bytes) } : { kind: "not-regular" };
  } catch (error) {
    const code = errorCode(error);
    return { kind: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable" };
  }
}
