import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mentionedIds } from "../../src/evaluate/index.js";
import type { FormatOptions } from "../../src/format/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode, encode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { formatted } from "../support/format.js";
import { needDump, type Pair, type Reading, readPairs } from "../support/keepalived-dump.js";
import { shuffleStatements } from "../support/shuffle.js";

/** Hundreds of runs of keepalived: half a minute on an idle machine of two processors. */
const timeout = 600_000;

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));

/** A file and its canonical form, once for each config-id to which it may mean something else. */
const pairsOf = (path: string): Pair[] => pairsFor(path, readFileSync(path));

/** A text that stands in place of a file, and its canonical form. */
function pairsFor(path: string, before: Buffer, options?: FormatOptions): Pair[] {
  const text = decode(before);
  const output = formatted(text, options);
  // What stays as it is means what it meant.
  if (output === undefined || output === text) return [];
  const { ids } = mentionedIds([parseFile(new SourceFile(path, text))]);
  const beside = text.includes("include") ? { beside: dirname(path) } : {};
  const one = { name: path, before, after: encode(output), ...beside };
  return ["test-id", ...[...ids].slice(0, 2)].map((configId) => ({ ...one, configId }));
}

/** A file with the statements of its blocks in another order, and in the customary one. */
function shuffledPairs(path: string): Pair[] {
  const text = formatted(decode(readFileSync(path))) ?? "";
  return orderedPairs(path, shuffleStatements(text, 1));
}

const orderedPairs = (path: string, before: string): Pair[] =>
  pairsFor(path, encode(before), { order: "canonical" }).slice(0, 1);

/** Checks that keepalived says the same of both texts, reads the same lines and makes the same configuration of them. */
async function checkSame(pairs: readonly Pair[], isOrdered = true): Promise<void> {
  const readings = await readPairs(pairs);
  for (const [index, reading] of readings.entries()) {
    const { name, configId } = pairs[index] ?? {};
    if (reading === undefined) continue;
    const { before, after } = reading;
    const difference = isOrdered ? firstDifference(before, after) : firstDifference(sorted(before), sorted(after));
    expect(difference, `${name} for ${configId}`).toBeUndefined();
  }
  // A comparison of nothing with nothing proves nothing.
  expect(readings.some((reading) => (reading?.before.data?.length ?? 0) > 100)).toBe(true);
}

/** In another order keepalived says the same things in another order; what it makes of them is the same. */
const sorted = (reading: Reading): Reading => ({
  ...reading,
  messages: reading.messages.toSorted(),
  lines: reading.lines.toSorted(),
});

/** The first line in which two readings differ: a test that showed them whole would take hours. */
function firstDifference(before: Reading, after: Reading): unknown {
  for (const part of ["exit", "messages", "lines", "data"] as const) {
    const [old = [], now = []] = [before[part], after[part]].map((value) => value && [value].flat());
    const at = Array.from({ length: Math.max(old.length, now.length) }).findIndex((_, line) => old[line] !== now[line]);
    if (at >= 0) return { part, at, before: old[at], after: now[at] };
  }
  return undefined;
}

const filesBelow = (folder: string, isWanted: (path: string) => boolean): string[] =>
  readdirSync(join(fixtures, folder), { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.endsWith(".conf") && isWanted(path));

/** keepalived 2.2.7 ends its reading of this case. */
function hasEnd(path: string): boolean {
  const recorded = path.replace(/conf$/, "json");
  return !existsSync(recorded) || !readFileSync(recorded, "utf8").includes('"hang"');
}

describe("keepalived reads the same from a file and from its canonical form", { timeout }, () => {
  it("for the formatter's fixtures", async (context) => {
    needDump(context);
    await checkSame(filesBelow("format", (path) => path.endsWith("input.conf")).flatMap((path) => pairsOf(path)));
  });

  it.for(["lexical", "semantic", "rules", "seed"])("for fixtures/%s", async (folder, context) => {
    needDump(context);
    await checkSame(filesBelow(folder, hasEnd).flatMap((path) => pairsOf(path)));
  });

  it("for the corpus", async (context) => {
    needDump(context);
    await checkSame(corpusFiles(context).flatMap(({ path }) => pairsOf(path)));
  });
});

describe("keepalived makes the same of statements in any order and of those in the customary one", { timeout }, () => {
  it.for(["format", "semantic", "rules"])("for fixtures/%s", async (folder, context) => {
    needDump(context);
    await checkSame(filesBelow(folder, hasEnd).flatMap(shuffledPairs), false);
  });

  it("for the corpus", async (context) => {
    needDump(context);
    const files = corpusFiles(context);
    const asTheyAre = files.flatMap(({ path, bytes }) => orderedPairs(path, formatted(decode(bytes)) ?? ""));
    await checkSame([...asTheyAre, ...files.flatMap(({ path }) => shuffledPairs(path))], false);
  });
});
