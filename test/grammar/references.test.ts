import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endsInName, headsIn, isIncludeKeyword, mentionsIn, namesIn, scanInclude } from "../../grammar/index.js";
import type { Span } from "../../src/text/span.js";
import { hardText } from "../support/random-text.js";

const shown = (text: string) =>
  mentionsIn(text).map(({ start, end, name, rest }) => [text.slice(start, end), name, rest]);

describe("a reference", () => {
  it.each([
    [
      "bare, up to what is no part of a name",
      "$PRI-1 a$B_2}",
      [
        ["$PRI", "PRI", ""],
        ["$B_2", "B_2", ""],
      ],
    ],
    ["in braces, with what stands before the closing one", "${_RANDOM 1 9}", [["${_RANDOM 1 9}", "_RANDOM", " 1 9"]]],
    [
      "beside others",
      "${A}$B",
      [
        ["${A}", "A", ""],
        ["$B", "B", ""],
      ],
    ],
    ["after a lone mark", "$$A", [["$A", "A", ""]]],
  ])("is found %s", (_, text, found) => expect(shown(text)).toEqual(found));

  it.each(["$", "$1", "${1}", "${ A}", "${A", "${A-B}", "${A\n}", "A$"])("is not in %j", (text) => {
    expect(shown(text)).toEqual([]);
  });

  it("is not missed by who looks for names, closed or not", () => {
    expect(namesIn("${A:-x} $B ${C")).toEqual(["A", "B", "C"]);
    expect(["$A", "x$A", "$A}", "${A}", "$"].map(endsInName)).toEqual([true, true, false, false, false]);
  });
});

describe("a definition", () => {
  it.each([
    ["at the start of a line, past blanks", " \t$A=1\n$B=2", ["A", "B"]],
    ["after conditions", "@one $A=1\n@^one\t@two $B=1", ["A", "B"]],
  ])("is found %s", (_, text, names) => expect(headsIn(text).map(({ name }) => name)).toEqual(names));

  it.each(["$A =1", "x $A=1", "# $A=1", "${A}=1", "@one$A=1", "@$A=1", "$A-B=1", "@one"])("is not in %j", (text) => {
    expect(headsIn(text)).toEqual([]);
  });

  it("has its mark and its end where they are", () => {
    const text = "a\n @b $NAME=c";
    const [{ start, end } = { start: 0, end: 0 }] = headsIn(text);
    expect([text.slice(start), text.slice(end)]).toEqual(["$NAME=c", "c"]);
  });
});

it("places lie inside of any text, in order", () => {
  fc.assert(
    fc.property(hardText(12), (text) => {
      for (const all of [mentionsIn(text), headsIn(text)]) {
        const isSound = ({ start, end }: Span, at: number) =>
          text[start] === "$" && start >= (all[at - 1]?.end ?? 0) && end <= text.length;
        expect(all.every(isSound)).toBe(true);
      }
    }),
  );
});

it("an include line is told by one letter and white space", () => {
  const head = (text: string) => {
    const found = scanInclude(text, 0, text.length);
    return found === undefined ? undefined : [text.slice(0, found.keywordEnd), text.slice(found.pattern)];
  };
  expect(head("include a.conf")).toEqual(["include", "a.conf"]);
  expect(head("includer\t  a.conf")).toEqual(["includer", "a.conf"]);
  expect(["include", "includex a", "includes a", "including a", "xinclude a"].map(head)).toEqual(
    Array(5).fill(undefined),
  );
  expect(["include", "includea", "includex", "includerm", "includ"].map(isIncludeKeyword)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
