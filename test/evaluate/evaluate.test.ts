import { describe, expect, test } from "vitest";
import type { Word } from "../../grammar/index.js";
import {
  type Evaluated,
  type EvaluateOptions,
  evaluate,
  type FileReader,
  isUnknown,
  isWritten,
  mentionedIds,
} from "../../src/evaluate/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

type Files = Readonly<Record<string, string>>;

/** Evaluates `root.conf` of some files that exist in memory only. */
function evaluateFiles(files: Files, options: Partial<EvaluateOptions> = {}): Evaluated {
  const root = new SourceFile("root.conf", files["root.conf"] ?? "");
  return evaluate(parseFile(root), { configId: "main", reader: memory(files), ...options });
}

const evaluateText = (text: string, options: Partial<EvaluateOptions> = {}) =>
  evaluateFiles({ "root.conf": text }, options);

function memory(files: Files): FileReader {
  return {
    glob: (pattern) =>
      Object.keys(files).filter((name) => name === pattern || (pattern === "*.conf" && name !== "root.conf")),
    read(path) {
      const text = files[path];
      return text === undefined ? { kind: "missing" } : { kind: "text", text };
    },
  };
}

const lines = (evaluated: Evaluated): string[] =>
  evaluated.later.map((token) => token.words.map((word) => word.value).join(" ") || token.image);

/** The evaluated word, and what stands at its place and on its way. */
function origin(evaluated: Evaluated, value: string, files: Files) {
  const word = evaluated.later.flatMap((token) => token.words).find((one) => one.value === value);
  if (word === undefined) throw new Error(`no word ${value} in ${lines(evaluated).join(" / ")}`);
  const place = word.source.locate(word.start, word.end);
  const show = (span: { path: string; start: number; end: number }) => files[span.path]?.slice(span.start, span.end);
  return { at: show(place), via: place.via.map((step) => `${step.message}: ${show(step)}`) };
}

describe("a file that evaluation cannot change", () => {
  test("keeps its own tokens and items", () => {
    const tree = parseFile(new SourceFile("a.conf", "vrrp_instance V {\n priority 1\n}\n"));
    const { first, later, items } = evaluate(tree, { configId: "" });
    expect([first, later, items]).toEqual([tree.tokens, tree.tokens, tree.items]);
    expect(first).toBe(tree.tokens);
    expect(items).toBe(tree.items);
  });
});

describe("places", () => {
  test.each([
    ["a word that stands as it is behind a condition", "@main priority 100\n", "100", "100", []],
    ["a word that is a definition", "$P=100\npriority $P\n", "100", "$P", ["defined here: $P=100"]],
    ["a word around a definition", "$N=7\nx 10.0.${N}.1\n", "10.0.7.1", "10.0.${N}.1", ["defined here: $N=7"]],
    [
      "a definition in a definition",
      "$B=5\n$A=1${B}2\nx $A\n",
      "152",
      "$A",
      ["defined here: $A=1${B}2", "defined here: $B=5"],
    ],
    ["a line of a value over several lines", "$B=a \\\n b 1\n$B\n", "1", "1", ["used here: $B"]],
    ["the first line of such a value", "$B=a 1 \\\n b\nx $B\n", "1", "1", ["used here: $B"]],
    [
      "a definition inside such a value",
      "$B=a \\\n b ${N}\n$N=9\n$B\n",
      "9",
      "${N}",
      ["defined here: $N=9", "used here: $B"],
    ],
    ["a sequence", "~SEQ(i, 4, 4) x v$i\n", "v4", "v$i", ["counted here: ~SEQ(i, 4, 4)"]],
    ["a list", "~LST(i, q) x v$i\n", "vq", "v$i", ["listed here: ~LST(i, q)"]],
    ["a word behind a taken out backslash", "global_defs {\nx a\\\\b c\n}\n", "c", "c", []],
  ])("of %s", (_, text, value, at, via) => {
    expect(origin(evaluateText(text), value, { "root.conf": text })).toEqual({ at, via });
  });

  test("of an included file name the include line", () => {
    const files = { "root.conf": "include b.conf\n", "b.conf": "$X=5\ny 7\nx $X\n" };
    const evaluated = evaluateFiles(files);
    expect(origin(evaluated, "7", files)).toEqual({ at: "7", via: ["included here: b.conf"] });
    const via = ["defined here: $X=5", "included here: b.conf", "included here: b.conf"];
    expect(origin(evaluated, "5", files)).toMatchObject({ at: "$X", via: expect.arrayContaining(via.slice(0, 2)) });
    expect(evaluated.files.map((file) => file.source.path)).toEqual(["root.conf", "b.conf"]);
  });

  test("tell words that stand in the file from those that were made", () => {
    const words = evaluateText("$P=1\n@main x $P a${P} b\n").later.flatMap((token) => token.words);
    expect(words.map(isWritten)).toEqual([true, false, false, true]);
  });
});

describe("what is not known stays one word", () => {
  const unknownWords = (evaluated: Evaluated): string[] => {
    const words = evaluated.items.flatMap((item): readonly Word[] => (item.kind === "statement" ? item.words : []));
    return words.filter(isUnknown).map((word) => word.value);
  };

  test.each([
    ["x ${_ENV HOME}/y z\n", {}, ["${_ENV HOME}/y"]],
    ["x ${_RANDOM 1 9} z\n", {}, ["${_RANDOM 1 9}"]],
    ["x a${_INSTANCE}\n", { configId: "" }, ["a${_INSTANCE}"]],
    ["x ${_PWD}/f\n", {}, ["${_PWD}/f"]],
    ["x $NOWHERE z\n", {}, ["$NOWHERE"]],
    ["x a${NOWHERE}b z\n", {}, ["a${NOWHERE}b"]],
    ["$A=${A}\nx ${A} z\n", {}, ["${A}"]],
    ["x $A/24\n$A=1\n", {}, []],
  ])("%j", (text, options, expected) => {
    expect(unknownWords(evaluateText(text, options))).toEqual(expected);
  });

  test("while the readings show how keepalived takes an undefined name apart", () => {
    const evaluated = evaluateText("b {\n x a${NO}b\n}\n");
    expect(lines(evaluated)).toEqual(["b", "{", "x a$", "{", "NO", "}", "b", "}"]);
    expect(evaluated.items).toHaveLength(1);
  });
});

describe("problems", () => {
  const problems = (evaluated: Evaluated) =>
    evaluated.problems.map(({ kind, place: { path, start, end } }) => `${kind} ${path} ${start}-${end}`);

  test.each([
    ["x ${NO}\n", ["undefined-name root.conf 2-7"]],
    ["$A=$B\n$B=$A\nx $A\n", ["recursive-definition root.conf 14-16"]],
    ["$A=x \\\n $A\n$A\n", ["recursive-definition root.conf 8-10"]],
    ["$A=1\nx $A/24\n", ["reference-not-replaced root.conf 7-9"]],
    ["$A=1 \\\n 2\nx ${A} 3\n", ["multiline-not-last root.conf 12-16"]],
    ["x ${_RANDOM a}\n", ["bad-parameters root.conf 2-14"]],
    ["~SEQ(i, 1, -1, 5) x\n", ["bad-sequence root.conf 0-19"]],
    ["~LST(i) x\n", ["bad-sequence root.conf 0-9"]],
    [`x ${"a".repeat(1100)}\n`, ["line-too-long root.conf 0-1023"]],
    ["x\0y\nz\n", ["nul-line root.conf 0-3"]],
    ["\\!x\n", ["copy-mark root.conf 1-3"]],
    [`$A=${"a".repeat(600)}\nx $A $A\n`, ["replacement-too-long root.conf 609-611"]],
    ["include root.conf\nx\n", ["include root.conf 8-17"]],
    ["include gone.conf\n", ["include root.conf 8-17"]],
    ["~SEQ(i, 1, 1000000000) x\n", ["limit root.conf 0-24"]],
  ])("%j", (text, expected) => {
    expect(problems(evaluateText(text, { maxCost: 10_000 }))).toEqual(expected);
  });

  test.each([
    ["2.2.7", "@main x", ["made-condition root.conf 11-13"]],
    ["2.2.7", "@^main x", []],
    ["2.2.8", "@main x", []],
    [undefined, "@main x", []],
  ])("has a condition from a definition in %s: %s", (target, value, expected) => {
    const text = `$A=${value}\n$A\n`.padEnd(14, "\n");
    const found = problems(evaluateText(text, { configId: "main", ...(target === undefined ? {} : { target }) }));
    expect(found).toEqual(expected);
  });

  test("an include that is read twice, and its lines", () => {
    const evaluated = evaluateFiles({ "root.conf": "@main include b.conf\n", "b.conf": "x\n" });
    expect(evaluated.problems.map(({ kind }) => kind)).toEqual(["include-read-twice"]);
    expect([evaluated.first.length, evaluated.later.length]).toEqual([1, 2]);
  });

  test.each([
    ["include b{a,c}.conf\n", "missing", false, ["x a"]],
    ["includeb b{a,c}.conf\n", "missing", true, []],
    ["includem c.conf\n", "missing", true, []],
    ["global_defs {\ninclude_check\n}\ninclude c.conf\n", "missing", true, ["global_defs", "{", "include_check", "}"]],
  ])("%j", (text, reason, isError, expected) => {
    const evaluated = evaluateFiles({ "root.conf": text, "ba.conf": "x a\n" });
    expect(evaluated.problems).toMatchObject([{ kind: "include", reason, isError }]);
    expect(lines(evaluated)).toEqual(expected);
    expect(evaluated.isComplete).toBe(false);
  });

  test("without a reader an include is unread", () => {
    const evaluated = evaluate(parseFile(new SourceFile("a.conf", "include b\nx\n")), { configId: "" });
    expect(evaluated.problems).toMatchObject([{ kind: "include", reason: "unread" }]);
    expect(lines(evaluated)).toEqual(["x"]);
  });
});

describe("the two readings", () => {
  test("count for the blocks that each acts on", () => {
    const evaluated = evaluateText("global_defs {\n router_id a\\#b\n}\nvrrp_instance V {\n auth_pass a\\#b\n}\n");
    const values = evaluated.items.flatMap((item) =>
      item.kind === "statement"
        ? (item.block?.items ?? []).flatMap((inner) => (inner.kind === "statement" ? inner.words : []))
        : [],
    );
    expect(values.map((word) => word.value)).toEqual(["router_id", "a#b", "auth_pass", "a"]);
  });

  test("are one below 2.2.0", () => {
    const { first, later } = evaluateText("x a\\#b\n", { target: "2.1.5" });
    expect(later).toBe(first);
  });
});

describe("conditions", () => {
  const text = "@main a\n@^main b\n@other c\n@ d\n@^ e\nf\n";

  test.each([
    ["main", ["a", "e", "f"]],
    ["other", ["b", "c", "e", "f"]],
    ["", ["b", "e", "f"]],
  ])("for %j", (configId, expected) => {
    expect(lines(evaluateText(text, { configId }))).toEqual(expected);
  });

  test("tell the config-ids of a file, also inside definitions", () => {
    const source = "@one a\n$B=x \\\n @two y \\\n { @^three z\n@alone\nx @four\n";
    expect(mentionedIds([parseFile(new SourceFile("a", source))])).toEqual({
      ids: ["one", "two", "three"],
      hasNegation: true,
    });
  });
});

test("blocks below level 100 that a sequence opens neither overflow nor get lost", () => {
  const { items, first } = evaluateText("~SEQ(i, 1, 50000) {\nx\n");
  expect(first).toHaveLength(50_001);
  expect(items).toHaveLength(1);
});
