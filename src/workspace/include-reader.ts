import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { FileReader } from "../evaluate/index.js";
import { decode, encode } from "../text/bytes.js";
import { glob3 } from "./glob3.js";

/** Reads what configurations include, and nothing else; each file once in a run. */
export function includeReader(): FileReader {
  const known = new Map<string, ReturnType<FileReader["read"]>>();
  const globs = new Map<string, ReturnType<FileReader["glob"]>>();
  return {
    glob(pattern, from) {
      const folder = dirname(from);
      const key = `${folder}\n${pattern}`;
      if (!globs.has(key)) globs.set(key, glob3(pattern, folder));
      return globs.get(key);
    },
    read(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const result = readIncluded(path);
      known.set(path, result);
      return result;
    },
  };
}

/** Folders, executables and what is no regular file are passed over (parser.c:check_glob_file). */
function readIncluded(path: string): ReturnType<FileReader["read"]> {
  try {
    // Names of files may hold any bytes.
    const name = encode(path);
    const status = statSync(name);
    if (status.isDirectory()) return { kind: "folder" };
    if (!status.isFile() || (status.mode & 0o111) !== 0) return { kind: "not-regular" };
    return { kind: "text", text: decode(readFileSync(name)) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return { kind: code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable" };
  }
}
