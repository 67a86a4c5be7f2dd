import { describe, expect, it } from "vitest";
import { tokenize } from "../../grammar/index.js";
import { SourceFile } from "../../src/text/source-file.js";

const wordsOf = (text: string) => tokenize(new SourceFile("", text)).tokens.flatMap(({ words }) => words);

describe("a word", () => {
  it.each([
    ["priority 100", ["priority", "100"]],
    ['notify "a b"', ["notify", "a b"]],
    // The backslash goes (parser.c:decomment).
    ["router_id a\\#b", ["router_id", "a#b"]],
    ["priority100 priority", ["priority100", "priority"]],
    ['"" x', ["", "x"]],
  ])("of %j is its value and nothing else", (text, values) => {
    const words = wordsOf(text);
    expect(words.map(({ value }) => value)).toEqual(values);
    for (const word of words) {
      const others = ["priority", "a b", '"a b"', "a", "a#b", "a\\#b", "", '""', "x", "100"];
      expect(others.filter((other) => word.is(other))).toEqual(others.filter((other) => other === word.value));
    }
  });

  it("of a line with many words does not stay in the next line", () => {
    const many = Array.from({ length: 40 }, (_, index) => `w${index}`);
    expect(wordsOf(`${many.join(" ")}\na b\n\nc`).map(({ value }) => value)).toEqual([...many, "a", "b", "c"]);
  });
});
