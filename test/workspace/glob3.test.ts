import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expandBraces } from "../../src/evaluate/includes.js";
import { decode, encode } from "../../src/workspace/bytes.js";
import { glob3 } from "../../src/workspace/glob3.js";
import { spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";

/** What patterns and names are made of: all that a pattern may mean, and what is odd in names. */
const PIECES = ["*", "?", "[", "]", "-", "!", "^", "\\", "{", "}", ",", "/", ".", "..", "a", "b", "c", "z", "0", "é"];
const WHOLE = ["[a-c]", "[!a]", "[^b-z]", "[]a]", "[[:alpha:]]", "[[:digit:]-]", "[[:foo:]]", "[[:xdigit:]a]"];
const ODD = [
  "[[.a.]-c]",
  "[[.-.]]",
  "[[=a=]]",
  "[a-\\]]",
  "[\\]]",
  "[[.ab.]]",
  "[a[:]",
  "{a,b}",
  "{a,{b,c}}",
  "{}",
  "*?",
];
const NAMES = [
  "a",
  "b",
  "ab",
  "abc",
  "a-b",
  "a.b",
  ".a",
  "..a",
  "é",
  "[",
  "]",
  "[a]",
  "-",
  "\\",
  "a\\",
  "{a}",
  "*",
  "!",
];

const patterns = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constantFrom(...WHOLE, ...ODD)), {
    minLength: 1,
    maxLength: 7,
  })
  .map((parts) => parts.join(""));

/** What is above the folder is not ours to look into. */
const isAloft = (pattern: string): boolean =>
  pattern.includes("..") || (expandBraces(pattern) ?? []).some((one) => /^\\?\//.test(one));

const COUNT = 6000;

let folder = "";
let program = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-glob-"));
  for (const name of NAMES) writeFileSync(join(folder, name), "");
  writeFileSync(Buffer.from(`${folder}/\xe9`, "latin1"), "");
  for (const name of ["d", "d/.h", "d/a", "c"]) {
    mkdirSync(join(folder, name));
    for (const file of ["a", "b.c", ".b", "z0"]) writeFileSync(join(folder, name, `${file}~`), "");
  }
  symlinkSync("d", join(folder, "z"));
  symlinkSync("nowhere", join(folder, "c0"));
  program = join(folder, "d/glob~program");
  const source = fileURLToPath(new URL("../support/glob.c", import.meta.url));
  spawnSync("gcc", ["-o", program, source], { timeout: 60_000 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the C library finds for each pattern, without the slashes that mark folders. */
function found(asked: readonly string[]): readonly (readonly string[])[] {
  const input = encode(asked.map((pattern) => `${pattern}\n`).join(""));
  const run = spawnSync(program, { cwd: folder, input, timeout: 60_000, maxBuffer: 1 << 28, env: { LC_ALL: "C" } });
  expect(run.status).toBe(0);
  return decode(run.stdout)
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t").slice(1));
}

const bare = (path: string): string => normalize(path).replace(/(?<=.)\/$/, "");

const ours = (pattern: string): readonly string[] =>
  (expandBraces(pattern) ?? []).flatMap((one) => glob3(one, folder) ?? ["too many"]);

const shown = (path: string): string => bare(relative(folder, path) || ".");

describe("glob3", () => {
  it(`finds what glob(3) finds, for ${COUNT} random patterns`, (context) => {
    requireProgram(context, spawnSync("gcc", ["--version"], { timeout: 10_000 }).status === 0, "gcc");
    const asked = fc.sample(patterns, COUNT).filter((one) => !isAloft(one));
    const theirs = found(asked);
    const differences = asked.flatMap((pattern, index) => {
      const names = theirs[index] ?? [];
      // The C library sorts folders with the slash that marks them.
      const order = (list: readonly string[]) => (names.some((one) => one.endsWith("/")) ? list.toSorted() : list);
      const expected = order(names.map(bare));
      const actual = order(ours(pattern).map(shown));
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ pattern, actual, expected }];
    });
    expect(differences).toEqual([]);
    expect(theirs.filter((one) => one.length > 0).length).toBeGreaterThan(COUNT / 10);
  });
});
