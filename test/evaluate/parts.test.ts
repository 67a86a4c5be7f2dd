import { describe, expect, it } from "vitest";
import type { Via } from "../../grammar/index.js";
import { evaluate, textReader } from "../../src/evaluate/index.js";
import { joinVia, outermost, type Within } from "../../src/evaluate/line.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

describe("texts that are no files", () => {
  const reader = textReader(
    new Map([
      ["a.conf", "a"],
      ["b.conf", "b"],
      ["ab.conf", "ab"],
      ["[x.conf", "x"],
      ["x+y(1).conf", "y"],
    ]),
  );

  it.each([
    ["a.conf", ["a.conf"]],
    ["conf.d/a.conf", ["a.conf"]],
    ["*.conf", ["[x.conf", "a.conf", "ab.conf", "b.conf", "x+y(1).conf"]],
    ["/etc/keepalived/?.conf", ["a.conf", "b.conf"]],
    ["[ab].conf", ["a.conf", "b.conf"]],
    ["[!a].conf", ["b.conf"]],
    ["[x.conf", ["[x.conf"]],
    ["x+y(1).conf", ["x+y(1).conf"]],
    ["a?conf", ["a.conf"]],
    ["a.con", []],
    [".conf", []],
  ])("%s finds %j", (pattern, expected) => {
    expect(reader.glob(pattern, "root.conf")).toEqual(expected);
  });

  it("are read by name, wherever they are said to be", () => {
    expect(reader.read("a.conf")).toEqual({ kind: "text", text: "a" });
    expect(reader.read("conf.d/b.conf")).toEqual({ kind: "text", text: "b" });
    expect(reader.read("c.conf")).toEqual({ kind: "missing" });
  });
});

describe("the way to a place", () => {
  const steps = (count: number, path: string): Via[] =>
    Array.from({ length: count }, (_, start) => ({ path, start, end: start, message: "" }));

  it.each([
    [0, 0],
    [2, 0],
    [0, 3],
    [2, 3],
    [11, 1],
    [11, 2],
    [12, 1],
    [13, 1],
    [0, 13],
  ])("of %i and %i steps has up to 12, the near ones first", (near, far) => {
    const [a, b] = [steps(near, "near"), steps(far, "far")];
    const joined = joinVia(a, b);
    // What is near is never cut: it has been before.
    expect(joined).toEqual(near >= 12 ? a : [...a, ...b].slice(0, 12));
  });

  it("leads to the definition that all others were used in", () => {
    const step = (name: string, outer?: Within): Within => ({ definition: { name }, outer });
    const outer = step("outer");
    expect(outermost(step("inner", step("middle", outer)))).toBe(outer);
    expect(outermost(outer)).toBe(outer);
    expect(outermost(undefined)).toBeUndefined();
  });
});

// parser.c:get_random: known where there is one number only.
it.each([
  ["${_RANDOM 3 3}", "2.4.3", "3"],
  ["${_RANDOM 3 3}", "2.2.7", "3"],
  ["${_RANDOM 1 3}", "2.4.3", undefined],
  ["${_RANDOM 5 3}", "2.4.3", "5"],
  ["${_RANDOM 5 3}", "2.2.7", undefined],
  ["${_RANDOM 3}", "2.4.3", undefined],
  ["${_RANDOM}", "2.4.3", undefined],
  ["${_RANDOM 1111111111111111 1111111111111111}", "2.4.3", undefined],
])("%s of %s is %s", (written, target, expected) => {
  const { later } = evaluate(parseFile(new SourceFile("a.conf", `x ${written}\n`)), { configId: "", target });
  const value = later[0]?.words[1]?.value;
  expect(value).toBe(expected ?? written);
});
