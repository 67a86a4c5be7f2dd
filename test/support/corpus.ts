import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";

/** Kinds of files in the folder that KALINT_CORPUS names: real configurations that are not part of this repository. */
export type CorpusKind = "plain" | "clusters" | "templates";

const folder = process.env.KALINT_CORPUS ?? "";

/** A file of the corpus; `name` is its path below the folder. */
export interface CorpusFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** The corpus files of some kinds in name order. Skips the test when KALINT_CORPUS is not set. */
export function corpusFiles(context: TestContext, ...kinds: readonly CorpusKind[]): readonly CorpusFile[] {
  if (folder === "") context.skip("KALINT_CORPUS is not set");
  if (!existsSync(folder)) throw new Error(`KALINT_CORPUS names ${folder}, which does not exist`);
  const wanted = kinds.length > 0 ? kinds : (["plain", "clusters", "templates"] as const);
  return wanted.flatMap((kind) => filesBelow(kind)).map(readCorpusFile);
}

/** The files of each group of `clusters/`: configurations of nodes that belong together. */
export function corpusClusters(context: TestContext): ReadonlyMap<string, readonly CorpusFile[]> {
  const groups = new Map<string, CorpusFile[]>();
  for (const file of corpusFiles(context, "clusters")) {
    const group = file.name.split("/")[1] ?? "";
    groups.set(group, [...(groups.get(group) ?? []), file]);
  }
  return groups;
}

function filesBelow(kind: CorpusKind): string[] {
  const entries = readdirSync(join(folder, kind), { withFileTypes: true, recursive: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return names.map((path) => path.slice(folder.length).replace(/^\/+/, "")).sort();
}

function readCorpusFile(name: string): CorpusFile {
  const path = join(folder, name);
  return { name, path, bytes: readFileSync(path) };
}
