import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, firstBytes } from "../../grammar/index.js";
import { decode, encode } from "../../src/workspace/bytes.js";

/** Texts as files give them: with bytes that are not UTF-8. */
const texts = fc.oneof(fc.uint8Array().map(decode), fc.string({ unit: "grapheme" }));

describe("bytes of a text", () => {
  it("are as many as in its file", () => {
    fc.assert(fc.property(texts, (text) => byteLength(text) === encode(text).length));
  });

  it("are counted in a part of it", () => {
    const text = "a\u00e4\u20ac\u{1f600}\udcffz";
    expect([0, 1, 2, 3, 5, 6].map((start) => byteLength(text, start, 6))).toEqual([11, 10, 8, 5, 1, 0]);
    expect(byteLength(text, 6)).toBe(1);
  });

  it("at its start are those of its file", () => {
    fc.assert(
      fc.property(
        texts,
        fc.nat(12),
        (text, count) => firstBytes(text, count) === encode(text).subarray(0, count).toString("latin1"),
      ),
    );
  });
});
