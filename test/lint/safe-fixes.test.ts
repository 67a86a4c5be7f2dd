import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { mentionedIds } from "../../src/evaluate/index.js";
import { type RunOptions, run } from "../../src/lint/run.js";
import { documentedRules, rules } from "../../src/rules/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { applyEdits } from "../../src/text/edit.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode, encode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { needDump, type Pair, type Reading, readPairs } from "../support/keepalived-dump.js";

/** Hundreds of runs of keepalived. */
const timeout = 600_000;

/** All rules, also those that are off by default; of `formatting` test/format/meaning.test.ts proves the same. */
const options: RunOptions = { rules: rules.filter(({ name }) => name !== "formatting"), severityOf: (r) => r.severity };

interface Root {
  readonly path: string;
  readonly text: string;
}

/** Each file that a safe fix changes, before and after that fix alone, for each config-id to which it may mean something else. */
function pairsOf(roots: readonly Root[]): Pair[] {
  const found = run(roots, options).diagnostics.filter(({ fix }) => fix?.safety === "safe");
  return found.flatMap((diagnostic) => roots.flatMap((root) => pairsFor(diagnostic, root)));
}

function pairsFor({ rule, message, fix }: Diagnostic, { path, text }: Root): Pair[] {
  const edits = (fix?.edits ?? []).filter(({ file }) => file === path);
  if (edits.length === 0) return [];
  const { ids } = mentionedIds([parseFile(new SourceFile(path, text))]);
  const beside = text.includes("include") ? { beside: dirname(path) } : {};
  const after = applyEdits(text, edits);
  const one = {
    name: `${rule}: ${message} (${path})`,
    before: withPrograms(text),
    after: withPrograms(after),
    ...beside,
  };
  return ["test-id", ...[...ids].slice(0, 2)].map((configId) => ({ ...one, configId }));
}

/** Without the program that it runs, keepalived drops a script, and what the file says of it makes no difference. */
const withPrograms = (text: string): Buffer =>
  encode(text.replace(/^.*(?:script|notify|misc_path|quorum_).*$/gm, (line) => line.replace(PROGRAM, "/bin/true")));

const PROGRAM = /(?<=[\s"])\/(?:[\w.-]+\/)+[\w.-]+(?=[\s"]|$)/g;

/** Checks that keepalived makes the same configuration of both texts of each pair. Its complaints may go. */
async function checkSame(pairs: readonly Pair[]): Promise<void> {
  const readings = await readPairs(pairs);
  const changed = readings.flatMap((reading, index) => {
    const difference = reading === undefined ? undefined : firstDifference(reading.before, reading.after);
    return difference === undefined ? [] : [`${pairs[index]?.name} for ${pairs[index]?.configId}: ${difference}`];
  });
  expect(changed).toEqual([]);
  // A comparison of nothing with nothing proves nothing.
  expect(readings.some((reading) => (reading?.before.data?.length ?? 0) > 100)).toBe(true);
}

function firstDifference({ data: before }: Reading, { data: after }: Reading): string | undefined {
  if (before === undefined || after === undefined)
    return before === after ? undefined : `reading ends early ${before === undefined ? "before" : "after"} the fix`;
  const at = Array.from({ length: Math.max(before.length, after.length) }).findIndex(
    (_, line) => before[line] !== after[line],
  );
  return at < 0 ? undefined : `"${before[at]}" becomes "${after[at]}"`;
}

const examplesOf = documentedRules.map(({ name, examples: { bad } }) =>
  Object.entries(typeof bad === "string" ? { [`${name}.conf`]: bad } : bad).map(([path, text]) => ({ path, text })),
);

/** Files of a folder together, as the nodes of one cluster; a file at the top by itself. */
function fixtureCases(folder: string): Root[][] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".conf"))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.map((path) => [{ path, text: decode(readFileSync(path)) }]);
}

it("a rule says how safe its fixes are", () => {
  const cases = [...examplesOf, ...fixtureCases("fixtures/rules")];
  const shown = cases.flatMap((roots) => run(roots, options).diagnostics.filter(({ fix }) => fix !== undefined));
  const saidOf = new Map(rules.map(({ name, fix }) => [name, fix]));
  const wrong = shown.filter(({ rule, fix }) => saidOf.get(rule) !== "mixed" && saidOf.get(rule) !== fix?.safety);
  expect(wrong.map(({ rule, fix }) => `${rule} has a fix that is ${fix?.safety}`)).toEqual([]);
});

describe("keepalived makes the same of a file before and after each safe fix", { timeout }, () => {
  it("of the examples of all rules", async (context) => {
    needDump(context);
    await checkSame(examplesOf.flatMap(pairsOf));
  });

  it("of all fixtures", async (context) => {
    needDump(context);
    const folders = ["rules", "semantic", "seed", "lexical", "format"];
    await checkSame(folders.flatMap((folder) => fixtureCases(join("fixtures", folder))).flatMap(pairsOf));
  });

  it("of the corpus", async (context) => {
    needDump(context);
    const files = corpusFiles(context).filter(({ bytes }) => bytes.length < 200_000);
    await checkSame(files.flatMap(({ path, bytes }) => pairsOf([{ path, text: decode(bytes) }])));
  });
});
