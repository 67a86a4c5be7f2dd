import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/text/display-width.js";
import { wrap, wrapTight } from "../../src/text/wrap.js";

describe("wrap", () => {
  it.each([
    ["a text that fits", "one two", 20, ["one two"]],
    ["a text that does not", "one two three four", 10, ["one two", "three four"]],
    ["a word that is too long, which stays whole", "a 123456789012345 b", 10, ["a", "123456789012345", "b"]],
    ["lines of the text, which stay apart", "one\ntwo", 20, ["one", "two"]],
    ["characters of two columns", "可选 可选 可选", 10, ["可选 可选", "可选"]],
    ["a width that is no use", "one two", -3, ["one two"]],
  ])("breaks %s", (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it("keeps all words in order, and no line is wider than it has to be", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 12, max: 40 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        expect(lines.join(" ")).toBe(words.join(" "));
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
      }),
    );
  });
});

describe("wrapTight", () => {
  it.each([
    ["a word that is too long", "ab 123456789012345 c", 10, ["ab", "1234567890", "12345", "c"]],
    ["wide characters at an odd width", "可选可选可选", 11, ["可选可选可", "选"]],
    ["no place", "folder/of/some/file.conf:12:3 is it", 12, ["folder/of/some/file.conf:12:3", "is it"]],
  ])("cuts %s", (_, text, width, lines) => {
    expect(wrapTight(text, width)).toEqual(lines);
  });
});
