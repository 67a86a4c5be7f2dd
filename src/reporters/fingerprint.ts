import { sha1 } from "@noble/hashes/legacy";
import { bytesToHex } from "@noble/hashes/utils";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../text/source-file.js";

/**
 * Names for findings that stay when lines move: made of rule, file, message, the text of the line without its spaces,
 * and a count where all that is equal. In the order of the diagnostics; each is unique, 40 hexadecimal digits.
 */
export function fingerprints(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceFile>,
): readonly string[] {
  const counts = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const { rule, location } = diagnostic;
    const source = sources.get(location.file);
    const line = source?.lineText(source.positionAt(location.start).line).replace(/\s+/g, " ").trim() ?? "";
    const identity = JSON.stringify([rule, repositoryPath(location.file), withoutNames(diagnostic), line]);
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count + 1);
    return digest(`${identity}${count}`);
  });
}

/** 40 hexadecimal digits made of a text. */
export const digest = (text: string): string => bytesToHex(sha1(text));

/** The message without names of other nodes, which depend on the folder that kalint was started in. */
function withoutNames({ message, nodes, related, location }: Diagnostic): string {
  const names = new Set([...nodes, ...related.map(({ file }) => file), location.file]);
  const longestFirst = [...names].filter((name) => message.includes(name)).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((text, name) => text.replaceAll(name, ""), message);
}

/** A path as reports write it: with slashes on every platform, and without `./` before it. */
export const repositoryPath = (file: string): string => file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
