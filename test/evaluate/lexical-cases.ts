import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { FileReader } from "../../src/evaluate/index.js";
import { decode } from "../../src/workspace/bytes.js";

const FOLDER = path.resolve(import.meta.dirname, "../../fixtures/lexical");

/** Line number, words, and the file when it is not the root. */
export type Line = readonly [number, readonly string[], string?];

/** What keepalived was seen to make of a file, for the releases that do the same. */
interface Seen {
  readonly releases: readonly string[];
  readonly lines: readonly Line[];
}

export interface LexicalCase {
  readonly name: string;
  readonly text: string;
  readonly configId: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Releases that crash or hang. */
  readonly ends?: Readonly<Record<string, string>>;
  readonly isCut?: boolean;
  readonly first: readonly Seen[];
  readonly later?: readonly Seen[];
}

/** The cases of fixtures/lexical, in the order of their names. */
export function lexicalCases(): LexicalCase[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  return names.sort().map((file) => {
    const name = file.slice(0, -".json".length);
    const text = decode(readFileSync(path.join(FOLDER, `${name}.conf`)));
    return { name, text, ...JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) } as LexicalCase;
  });
}

/** The lines a release was seen to read; those of the later readings where they differ. */
export function linesSeen(one: LexicalCase, reading: "first" | "later", release: string): readonly Line[] {
  const pick = (all: readonly Seen[] | undefined) => all?.find((seen) => seen.releases.includes(release))?.lines;
  const first = pick(one.first) ?? [];
  const lines = reading === "first" ? first : (pick(one.later) ?? first);
  // keepalived names a file as it was written, relative to the one that includes it.
  return lines.map(([number, words, file]) =>
    file === undefined ? [number, words] : [number, words, path.basename(file)],
  );
}

/** Reads the folder of the cases as if it lay at `/FOLDER`. */
export const caseReader: FileReader = {
  glob(pattern, from) {
    const base = pattern.startsWith("/") ? pattern : path.posix.join(path.posix.dirname(from), pattern);
    const folder = path.posix.dirname(base);
    const name = path.posix.basename(base).replace(/[.]/g, "\\.").replace(/\*/g, ".*").replace(/\?/g, ".");
    try {
      const found = readdirSync(onDisk(folder)).filter((entry) => new RegExp(`^${name}$`).test(entry));
      return found.sort().map((entry) => path.posix.join(folder, entry));
    } catch {
      return [];
    }
  },
  read(file) {
    const stats = statSync(onDisk(file), { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "missing" };
    if (stats.isDirectory()) return { kind: "folder" };
    return { kind: "text", text: decode(readFileSync(onDisk(file))) };
  },
};

const onDisk = (file: string): string => path.join(FOLDER, path.posix.relative("/FOLDER", file));
