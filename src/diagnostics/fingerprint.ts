import { createHash } from "node:crypto";
import type { SourceFile } from "../text/source-file.js";
import type { Diagnostic } from "./diagnostic.js";

/**
 * Names for findings that stay when lines move: made of rule, file, message, the text of the line without its blanks,
 * and a count where all that is equal. In the order of the diagnostics; each is unique, 40 hexadecimal digits.
 */
export function fingerprints(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceFile>,
): readonly string[] {
  const counts = new Map<string, number>();
  return diagnostics.map(({ rule, message, location }) => {
    const source = sources.get(location.file);
    const line = source?.lineText(source.positionAt(location.start).line).replace(/\s+/g, " ").trim() ?? "";
    const identity = JSON.stringify([rule, slashed(location.file), message, line]);
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count + 1);
    return createHash("sha1").update(`${identity}${count}`).digest("hex");
  });
}

/** A path as reports write it, with slashes on every platform. */
export const slashed = (file: string): string => file.replaceAll("\\", "/");
