import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { relative } from "node:path";

/** No settings are as large; what is has come here by mistake. */
const MOST_BYTES = 16 << 20;

/** The text of a settings file, or why there is none, to be put behind the file's name. */
export type SettingsText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads a settings file. Never waits: pipes and devices are refused. */
export function readSettingsText(path: string): SettingsText {
  const reason = whyUnreadable(path);
  return reason === undefined ? { kind: "text", text: readFileSync(path, "utf8") } : { kind: "unreadable", reason };
}

/** Why a settings file cannot be read, to be put behind its name; undefined: it can. */
export function whyUnreadable(path: string): string | undefined {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return "is a folder";
    if (!status.isFile()) return "is no regular file";
    if (status.size > MOST_BYTES) return "is too large for settings";
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    return REASONS[error instanceof Error && "code" in error ? String(error.code) : ""] ?? "cannot be read";
  }
}

/** Said of a file that is not there. */
export const MISSING = "does not exist";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EACCES: "cannot be read: permission denied",
  ELOOP: "cannot be read: too many symbolic links",
};

/** A path as it is told: relative to the working folder where the file lies below that. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  if (short === "") return ".";
  return short.startsWith("..") ? path : short;
}
