import { relative } from "node:path";
import { readRegularFile } from "./regular-file.js";

/** No settings are as large; what is has come here by mistake. */
const MOST_BYTES = 16 << 20;

/** The text of a settings file, or why there is none, to be put after the file's name. */
export type SettingsText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads a settings file. Never waits: pipes and devices are refused. */
export function readSettingsText(path: string): SettingsText {
  try {
    const result = readRegularFile(path, MOST_BYTES);
    if (result.kind === "bytes") return { kind: "text", text: result.bytes.toString("utf8") };
    return { kind: "unreadable", reason: IRREGULAR[result.kind] };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { kind: "unreadable", reason: REASONS[code] ?? "cannot be read" };
  }
}

/** Said of a file that is not there. */
export const MISSING = "does not exist";

const IRREGULAR = {
  folder: "is a folder",
  "not-regular": "is not a regular file",
  "too-large": "is too large for settings",
} as const;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EACCES: "cannot be read: permission denied",
  ELOOP: "cannot be read: too many symbolic links",
};

/** A path as it is shown: relative to the working folder where the file lies below that. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  if (short === "") return ".";
  return short.startsWith("..") ? path : short;
}
