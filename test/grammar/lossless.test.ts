import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item, Token } from "../../grammar/index.js";
import { KeepalivedParser } from "../../grammar/parser.js";
import { parseFile, print, type SyntaxFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { hardText, mutated } from "../support/random-text.js";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures");

const parse = (text: string): SyntaxFile => parseFile(new SourceFile("test.conf", text));

/** A tree holds its text, its tokens are in order, and its items hold each token once. */
function checkTree(text: string): void {
  const tree = parse(text);
  expect(print(tree)).toBe(text);
  expect(tokensOf(tree.items)).toEqual(tree.tokens);
  let end = 0;
  for (const token of tree.tokens) {
    expect(token.start).toBeGreaterThanOrEqual(end);
    expect(token.end).toBeGreaterThanOrEqual(token.start);
    end = token.end;
    for (const word of token.words) expect([word.start >= token.start, word.end <= token.end]).toEqual([true, true]);
  }
}

function tokensOf(items: readonly Item[]): Token[] {
  return items.flatMap((item) => {
    if (item.kind !== "statement") return [item.token];
    const { token, block } = item;
    if (block === undefined) return [token];
    const before = token === block.open ? [token] : [token, block.open];
    return [...before, ...tokensOf(block.items), ...(block.close === undefined ? [] : [block.close])];
  });
}

const confFiles = (folder: string) =>
  readdirSync(path.join(FIXTURES, folder))
    .filter((name) => name.endsWith(".conf"))
    .map((name) => ({ name, text: decode(readFileSync(path.join(FIXTURES, folder, name))) }));

describe("parsing loses nothing", () => {
  test("of random text", () => {
    fc.assert(fc.property(hardText(), checkTree), { numRuns: 2000 });
  });

  test("of the lexical cases", () => {
    for (const { text } of confFiles("lexical")) checkTree(text);
  });

  test.each(confFiles("seed"))("of every prefix of $name", ({ text }) => {
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end);
      expect(print(parse(prefix))).toBe(prefix);
    }
  });

  test.each(confFiles("seed"))("of mutations of $name", ({ text }) => {
    fc.assert(fc.property(mutated(text), checkTree), { numRuns: 300 });
  });

  test("of real files and their mutations", (context) => {
    for (const { bytes } of corpusFiles(context, "plain", "clusters", "templates")) {
      const text = decode(bytes);
      checkTree(text);
      fc.assert(fc.property(mutated(text), checkTree), { numRuns: 3 });
    }
  });

  test.each(["{", "}", "a{", "{}", "x {\n", '"', "${", "$A={", "@a ~SEQ(i,1,2) {", "\\", "#", "\0"])(
    "of %j, 100,000 times over",
    (piece) => {
      const text = piece.repeat(100_000);
      expect(print(parse(text))).toBe(text);
    },
  );
});

test("the grammar passes chevrotain's own checks", () => {
  expect(() => new KeepalivedParser(false)).not.toThrow();
});

test("a reference after a quote that is not closed is not plain", () => {
  expect(parse('a "b $C\n').isPlain).toBe(false);
});
