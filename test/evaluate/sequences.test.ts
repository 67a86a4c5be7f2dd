import { describe, expect, it } from "vitest";
import { evaluate, expand, mentionedIds } from "../../src/evaluate/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

const tree = (text: string) => parseFile(new SourceFile("a.conf", text));
const read = (text: string) => evaluate(tree(text), { configId: "main" });
const lines = (text: string): string[] =>
  read(text).later.map((token) => token.words.map(({ value }) => value).join(" "));
const problems = (text: string): unknown[] => read(text).problems.map(({ place: _, ...rest }) => rest);

describe("~SEQ", () => {
  it.each<[string, string]>([
    ["(i, 3)", "1 2 3"],
    ["(i, 1)", "1"],
    ["(i, 0)", "1 0"],
    ["(i, -2)", "-1 -2"],
    ["(i, 2, 4)", "2 3 4"],
    ["(i, 4, 2)", "4 3 2"],
    ["(i, 4, 4)", "4"],
    ["(i, 1, 2, 5)", "1 3 5"],
    ["(i, 1, 2, 6)", "1 3 5"],
    ["(i, 5, -2, 1)", "5 3 1"],
    ["(i, 5, 2, 5)", "5"],
    ["(i, 010)", "1 2 3 4 5 6 7 8"],
    ["(i, 0x3)", "1 2 3"],
    ["(i,+2)", "1 2"],
    ["\t( i\t,\t1 , 2 )", "1 2"],
    ["x(i, 9, 11)", "9 a b"],
    ["x (i, 15, 16)", "f 10"],
  ])("%s counts %s", (bounds, expected) => {
    expect(lines(`~SEQ${bounds} v $i\n`)).toEqual(expected.split(" ").map((value) => `v ${value}`));
  });

  it.each<[string, string]>([
    [" i, 3) x", "no parenthesis"],
    ["(i) x", "no bounds"],
    ["(i", "no bounds"],
    ["(, 3) x", "no variable"],
    ["({i}, 3) x", "no variable"],
    ["(i, 3 x", "no closing parenthesis"],
    ["(i, 1, 2, 3, 4) x", "bounds are one to three numbers"],
    ["(i, a) x", "bounds are one to three numbers"],
    ["(i, 1, 0, 5) x", "the step does not lead to the last number"],
    ["(i, 1, -1, 5) x", "the step does not lead to the last number"],
    ["(i, 5, 1, 1) x", "the step does not lead to the last number"],
    ["x(i, -1, 1) x", "~SEQx cannot count below 0"],
    ["x(i, 1, -1) x", "~SEQx cannot count below 0"],
    [`(i, 1, ${" ".repeat(59)}2) x`, "bounds too long"],
  ])("%s is refused: %s", (text, detail) => {
    expect(problems(`~SEQ${text}\n`)).toEqual([expect.objectContaining({ detail })]);
  });

  it("takes bounds that are just short enough", () => {
    // With the parenthesis and the end of the text, 64 bytes.
    const bounds = `1,${" ".repeat(59)}2`;
    expect(lines(`~SEQ(i, ${bounds}) v $i\n`)).toEqual(["v 1", "v 2"]);
    expect(lines(`~SEQ(i, ${bounds.replace(",", ", ")}) v $i\n`)).toEqual([]);
  });

  it("takes bounds from definitions", () => {
    expect(lines("$N=2\n~SEQ(i, $N) v $i\n")).toEqual(["v 1", "v 2"]);
  });

  it("may be inside another one", () => {
    expect(lines("~SEQ(i, 2) ~SEQ(j, 2) v $i $j\n")).toEqual(["v 1 1", "v 1 2", "v 2 1", "v 2 2"]);
  });
});

describe("~LST", () => {
  it.each<[string, string[]]>([
    ["(i, a, b)", ["v a", "v b"]],
    ["(i, a)", ["v a"]],
    ["( i , a , b )", ["v a", "v b"]],
    ["(i, {a}, {b})", ["v a", "v b"]],
  ])("%s", (values, expected) => {
    expect(lines(`~LST${values} v $i\n`)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["({i,j}, {a,b}, {c,d})", ["v a b", "v c d"]],
    ["({ i , j } , { a , b } )", ["v a b"]],
    ["({i,j}, {a}, {c,d})", ["v a", "v c d"]],
    ["({i,j}, a, {c,d})", ["v a", "v c d"]],
  ])("%s", (values, expected) => {
    expect(lines(`~LST${values} v $i $j\n`).map((line) => line.trim())).toEqual(expected);
  });

  it.each<[string, string]>([
    [" i, a) x", "no parenthesis"],
    ["(i) x", "no values"],
    ["(i, a x", "values are not closed"],
    ["(i, {a x", "values are not closed"],
    ["(i, {a,b}) x", "more values than variables"],
    ["({i,j}, {a,b} {c,d}) x", "no comma between values"],
  ])("%s is refused: %s", (text, detail) => {
    expect(problems(`~LST${text}\n`)).toEqual([expect.objectContaining({ detail })]);
  });
});

describe("the config-ids that a file names", () => {
  it.each<[string, string[], boolean]>([
    ["x 1\n", [], false],
    ["@a x 1\n", ["a"], false],
    ["@a x 1\n@b x 2\n@a y 3\n", ["a", "b"], false],
    ["@^a x 1\n", ["a"], true],
    ["@a\n", [], false],
    ["~SEQ(i, 2) x $i\n", [], false],
    ["@a ~SEQ(i, 2) x $i\n", ["a"], false],
    ["~SEQ(i, 2) @a x $i\n", ["a"], false],
    ["$X=@a y 1\n$X\n", ["a"], false],
    ["$X=@^a y 1\n$X\n", ["a"], true],
    ["$X=y 1 \\\n @b z 2\n$X\n", ["b"], false],
    ["$X={@b z 2}\n$X\n", ["b"], false],
    ["@a $X=1\n", ["a"], false],
    ["$X=mail@example.com\n$X\n", [], false],
  ])("%j: %j", (text, ids, hasNegation) => {
    expect(mentionedIds([tree(text)])).toEqual({ ids, hasNegation });
  });
});

describe("the expanded text", () => {
  it.each<[string, string]>([
    ["$P=100\nvrrp_instance A { # comment\n  priority   $P\n}\n", "vrrp_instance A {\n    priority 100\n}\n"],
    ["a {\nb {\nc\n}\n}\n", "a {\n    b {\n        c\n    }\n}\n"],
    ['x "a b" c\n', 'x "a b" c\n'],
    ['x a"b c"d\n', 'x a"b c"d\n'],
    ['x ""\n', 'x ""\n'],
    ["$N=x\n$N a#b\n", "x a\n"],
    ["@main x 1\n@other x 2\n", "x 1\n"],
    ["x ${_ENV HOME}/y\n", "x ${_ENV HOME}/y\n"],
    ["{\nx\n}\n", "{\n    x\n}\n"],
    ["}\n", "}\n"],
    ["a {\nx\n", "a {\n    x\n"],
    ["", ""],
  ])("of %j is %j", (text, expected) => {
    expect(expand(read(text))).toBe(expected);
  });
});
