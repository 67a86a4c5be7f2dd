import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAst } from "../../src/syntax/build-ast.js";
import { SyntaxMemory } from "../../src/syntax/syntax-memory.js";
import { parseFile, type SyntaxFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { hardText, mutated } from "../support/random-text.js";

const instance = (name: string): string =>
  `# ${name}\nvrrp_instance ${name} {\n    interface eth0 # why\n    virtual_router_id 51\n    priority 300\n    virtual_ipaddress {\n        192.0.2.1/24 dev eth0\n    }\n}\n`;

const BLOCKS = [
  instance("A"),
  instance("B"),
  instance("C"),
  "global_defs {\n    router_id a\n}\n",
  "vrrp_script S {\n    script /bin/true\n}\n",
  "$A=eth0\n",
  "$B= \\\n    priority 5 \\\n    nopreempt\n",
  "include other.conf\n",
  "vrrp_instance D\n{\n}\n",
  "vrrp_instance E { priority 5\n} vrrp_instance F {\n}\n",
  "vrrp_instance G",
  "\n",
  "}\n",
  "{\n",
  "vrrp_instance H {\n",
  "$C= \\\n# comment\n\n",
  "priority 5 \\",
  `${"a".repeat(1100)}\n`,
  "static_ipaddress {\n    192.0.2.7 dev eth0\n}\n",
  "vrrp_instance {\n}\n",
];

/** Each version of a text with the one before, from blocks that are put in, taken out and damaged. */
const versions = fc
  .tuple(
    fc.array(fc.constantFrom(...BLOCKS), { minLength: 3, maxLength: 12 }),
    fc.array(
      fc.oneof(
        fc.record({ at: fc.nat(400), length: fc.nat(60), piece: fc.constantFrom(...BLOCKS, "", "", "x", " ") }),
        fc.record({ at: fc.nat(400), length: fc.constant(0), piece: hardText(3) }),
      ),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([blocks, edits]) => {
    const texts = [blocks.join("")];
    for (const { at, length, piece } of edits) {
      const before = texts.at(-1) ?? "";
      const from = at % (before.length + 1);
      texts.push(before.slice(0, from) + piece + before.slice(from + length));
    }
    return texts;
  });

/** All that a tree says; what getters of its tokens give too. */
const allOf = (tree: SyntaxFile) => ({
  tree,
  tokens: tree.tokens.map(({ isFirst, isPlain, prefixes, lost, image }) => ({
    isFirst,
    isPlain,
    prefixes,
    lost,
    image,
  })),
  words: tree.tokens.flatMap(({ words }) => words.map(({ value, text }) => ({ value, text }))),
});

function check(texts: readonly string[]): void {
  const memory = new SyntaxMemory();
  for (const text of texts) {
    const source = new SourceFile("keepalived.conf", text);
    const [again, anew] = [memory.parse(source), parseFile(source)];
    if (!isDeepStrictEqual(allOf(again), allOf(anew))) expect(allOf(again)).toStrictEqual(allOf(anew));
    const [typedAgain, typedAnew] = [memory.typed(again.items), buildAst(anew.items)];
    if (!isDeepStrictEqual(typedAgain, typedAnew)) expect(typedAgain).toStrictEqual(typedAnew);
  }
}

describe("a text that is read again after an edit", () => {
  it("is as one that is read for the first time", () => {
    fc.assert(fc.property(versions, check), { numRuns: 150 });
  });

  it("is so for texts that are hard to scan", () => {
    const pairs = hardText().chain((text) => fc.tuple(fc.constant(text), mutated(text)));
    fc.assert(fc.property(pairs, check), { numRuns: 150 });
  });

  it("keeps the blocks that have not changed", () => {
    const memory = new SyntaxMemory();
    const names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const text = names.map(instance).join("");
    const before = memory.parse(new SourceFile("a", text));
    const items = [...before.items];
    const blocks = [...memory.typed(before.items).ast.vrrpInstance];
    const after = memory.parse(new SourceFile("a", text.replace("vrrp_instance D", "vrrp_instance Long")));
    expect(after.items.map((item) => items.includes(item))).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(memory.typed(after.items).ast.vrrpInstance.map((block) => blocks.includes(block))).toEqual(
      after.items.map((item) => items.includes(item)),
    );
  });

  it("forgets files that are not kept", () => {
    const memory = new SyntaxMemory();
    const first = memory.parse(new SourceFile("a", instance("A")));
    expect(memory.parse(new SourceFile("a", instance("A")))).toBe(first);
    memory.keep(new Set(["b"]));
    expect(memory.parse(new SourceFile("a", instance("A")))).not.toBe(first);
  });
});
