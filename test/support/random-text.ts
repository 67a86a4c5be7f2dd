import fc from "fast-check";

/** Pieces of which random configurations are made: all that means something to the scanner, and what is odd. */
const PIECES = [
  ..."{}\"'#!$~@\\(),=^\n\r\t\f\v\0 ab1_./",
  "\r\n",
  "\n\n",
  " \\\n",
  "\ufeff",
  "\u00a0",
  "é",
  "漢",
  "😀",
  "\ud83d",
  "\udc80",
  "${",
  "${A}",
  "$A",
  "$B ",
  "$A=",
  "\n$A=",
  "\n$B=",
  "${_HASH}",
  "${_BANG}",
  "${_RANDOM 1 2}",
  "${_ENV X}",
  "\n@id ",
  "\n@^id ",
  "\n~SEQ(i, 1, 3) ",
  "~LST({A, i}, {x, 2}, {y}) ",
  "\ninclude f ",
  "includea {a,b}\n",
  "\\#",
  "\\!",
  "vrrp_instance V {\n",
  "priority 100\n",
  "global_defs {\n",
];

/** Random text that a scanner of configurations finds hard. */
export const hardText = (pieces = 60): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: "binary" })), {
      maxLength: pieces,
    })
    .map((parts) => parts.join(""));

/** A text with a few pieces taken out, doubled or put in. */
export function mutated(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const edit = fc.record({ at: place, length: fc.nat({ max: 12 }), piece: fc.constantFrom("", ...PIECES) });
  return fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => {
    let result = text;
    for (const { at, length, piece } of edits) {
      const from = Math.min(at, result.length);
      result = result.slice(0, from) + piece + result.slice(from + length);
    }
    return result;
  });
}
