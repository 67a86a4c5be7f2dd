import { describe, expect, it } from "vitest";
import { format, formatEdits, formatRange } from "../../src/format/index.js";
import { displayWidth } from "../../src/text/display-width.js";
import { applyEdits } from "../../src/text/edit.js";
import { formatted } from "../support/format.js";

/** The text that a refusal points at, and why. */
function refusal(text: string): string {
  const result = format(text);
  return result.kind === "refused" ? `${text.slice(result.span.start, result.span.end)} ${result.reason}` : "formatted";
}

describe("format refuses", () => {
  it.each([
    ["a {\n", '{ "{" is not closed'],
    ["a {\n  b {\n}\n", '{ "{" is not closed'],
    ["a {\n}\n}\n", '} "}" does not close a block'],
    ['a "b\n', '" unterminated double quote'],
    ['$A="b\n', '" unterminated double quote'],
    ["%{ for a in b }\n", '%{ for a in b } "%{ for a in b }" has no matching tag'],
    [`${"%{ if a }".repeat(201)}${"%{ endif }".repeat(201)}\n`, '%{ if a } "%{ if a }" is nested more than 200 deep'],
    ["${A}$B=1\n", "${A}$B=1 a reference before a definition or an include is ambiguous"],
    [
      "$A=b # c\\\nd\n",
      "\\ with a backslash at the end of a comment, the end of the definition depends on the release",
    ],
  ])("%j", (text, expected) => expect(refusal(text)).toBe(expected));
});

describe("format takes", () => {
  it.each([
    ["template text in comments", "# {{ managed }} <% a %>\na\n"],
    ["template text in quotes", 'a "{{ b }}"\n'],
    ["references", "a ${B} ${_RANDOM 1 5}\n"],
    ["blocks that are balanced for one config-id", "@a b {\n@c d {\n    e\n}\n"],
    ["nothing", ""],
  ])("%s", (_, text) => expect(refusal(text)).toBe("formatted"));

  it("blank files", () => {
    expect(formatted("\n \t\n\f\n")).toBe("");
  });
});

describe("lines that keepalived would not read are never made", () => {
  const bytes = (text: string) => Math.max(...text.split("\n").map((line) => Buffer.byteLength(line)));

  it.each([
    ["by indentation", `a {\nb {\n${"x".repeat(1022)}\n}\n}\n`],
    ["by indentation of a comment", `a {\n#${"ü".repeat(510)}\n}\n`],
    ["by a brace", `${"x".repeat(1021)}\n{\n}\n`],
    ["by a blank before a brace", `${"x".repeat(1021)}{\n}\n`],
    ["by alignment", `${"x".repeat(900)} # a\nb # ${"c".repeat(1000)}\n`],
    ["by alignment of conditions", `@${"x".repeat(900)} a\n@b ${"c".repeat(1000)}\n`],
    ["by alignment of backslashes", `$A=${"x".repeat(900)} \\\nb\\\nc # ${"d".repeat(1000)}\n`],
  ])("%s", (_, text) => expect(bytes(formatted(text) ?? "")).toBeLessThanOrEqual(1022));
});

describe("formatEdits", () => {
  it("changes only what differs", () => {
    expect(formatEdits("a {\n  b  c\n}\n")).toEqual({
      kind: "formatted",
      edits: [
        { start: 6, end: 6, text: "  " },
        { start: 8, end: 9, text: "" },
      ],
    });
  });

  it("moves a comment past a brace in one edit", () => {
    const text = "a # b\n{\n    c\n}\n";
    const result = formatEdits(text);
    expect(result).toMatchObject({ edits: [{ start: 2 }] });
    expect(result.kind === "formatted" && applyEdits(text, result.edits)).toBe("a { # b\n    c\n}\n");
  });
});

describe("formatRange", () => {
  const text = "a  b\nc  d\ne  f\n";
  const ranged = (first: number, last: number) => {
    const result = formatRange(text, { first, last });
    return result.kind === "formatted" ? applyEdits(text, result.edits) : undefined;
  };

  it.each([
    [1, 1, "a b\nc  d\ne  f\n"],
    [2, 3, "a  b\nc d\ne f\n"],
    [1, 99, "a b\nc d\ne f\n"],
    [9, 99, text],
    [0, 0, "a b\nc  d\ne  f\n"],
    [3, 3, "a  b\nc  d\ne f\n"],
  ])("of lines %d to %d", (first, last, expected) => expect(ranged(first, last)).toBe(expected));
});

it("formatRange changes what its first and last line begin and end with", () => {
  const block = "a {\n  b\n   c\n  }\nd  \n";
  const edits = (line: number) => {
    const result = formatRange(block, { first: line, last: line });
    return result.kind === "formatted" ? applyEdits(block, result.edits) : undefined;
  };
  expect([1, 2, 3, 4, 5].map(edits)).toEqual([
    block,
    block.replace("  b", "    b"),
    block.replace("   c", "    c"),
    block.replace("  }", "}"),
    block.replace("d  ", "\nd"),
  ]);
});

// White space is kept where a quotation mark in a definition may make it part of a command.
it.each([
  ["$C=it's\nscript   $C   y  z\n", "$C=it's\nscript $C   y  z\n"],
  ["$C=bash -c 'a  b'\nscript   $C   y\n", "$C=bash -c 'a  b'\nscript $C   y\n"],
  ["$C=plain\nscript   $C   y  z\n", "$C=plain\nscript $C y z\n"],
  ["$D=it's\n$C=plain\nscript   $C   y  z\n", "$D=it's\n$C=plain\nscript $C y z\n"],
  ["$C=a \\\n  it's\nscript   $C\nx   $C\n", "$C=a \\\n    it's\nscript $C\nx $C\n"],
])("white space after a definition with a quotation mark: %j", (text, expected) => {
  expect(formatted(text)).toBe(expected);
});

// Blank lines: none after an opening brace, before a closing one or at the ends; one between others.
it.each([
  ["\n\na\n\n\n", "a\n"],
  ["a {\n\n\nb\n\n\n\nc\n\n}\n\n\nd\n", "a {\n    b\n\n    c\n}\n\nd\n"],
  ["a {\n\n# b\n\n}\n", "a {\n    # b\n}\n"],
  ["$A=x \\\n  y\n\n\na\n", "$A=x \\\n    y\n\na\n"],
  ["# a\\\n\nb\n", "# a\\\n\nb\n"],
  [
    "a\n\n\n# kalint-format off\n  x\n\n\n# kalint-format on\n\n\nb\n",
    "a\n\n# kalint-format off\n  x\n\n\n# kalint-format on\n\nb\n",
  ],
])("blank lines of %j", (text, expected) => {
  expect(formatted(text)).toBe(expected);
});

describe("indent", () => {
  it.each([
    [2, "a {\n  b\n}\n"],
    [0, "a {\nb\n}\n"],
    ["tab" as const, "a {\n\tb\n}\n"],
  ])("%s", (indent, expected) => expect(formatted("a { b }", { indent })).toBe(expected));
});

describe("displayWidth", () => {
  it.each([
    ["abc", 3],
    ["a\tb", 9],
    ["主机", 4],
    ["ｆｕ", 4],
    ["e\u0301", 1],
    ["🙂", 2],
    ["👍🏽", 2],
    ["👩‍👩‍👧", 2],
    ["❤️", 2],
    ["🇩🇪", 2],
    ["\udc80", 1],
  ])("of %j is %d", (text, width) => expect(displayWidth(text, 0, text.length)).toBe(width));
});
