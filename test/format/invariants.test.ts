import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "vitest";
import { findTemplate } from "../../src/template/find-mark.js";
import { decode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { checkEvaluation, checkInvariants, checkRange } from "../support/format.js";

const fixtures = new URL("../../fixtures/", import.meta.url);

/** Marks of the language and what stands between them, so that random texts reach odd corners soon. */
const PIECES = [
  ...[" ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\v", "\0", "\ufeff", "\u00a0", "é", "主机", "👍🏽", "\udc80"],
  ...["{", "}", "a {\n", "}\n", "a\n{\n", "a", "bb", "ccc", '"x  y"', '"', "'", "\\", "\\\n", "\\#", "\\!", '\\"'],
  ...[
    "# c",
    "! d",
    "\n# own\n",
    "   # t",
    "#t\\",
    "# kalint-format off\n",
    "# kalint-format on\n",
    "# kalint-ignore x: y\n",
  ],
  ...[
    "$A",
    "${A}",
    "$A=",
    "$A=1",
    "$B= \\\n",
    "\n$A=v\n",
    "@id",
    "@id ",
    "@^id ",
    "~SEQ(i,1,2) ",
    "include x",
    "{{",
    "<%",
  ],
];

const anyText = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: longWord() }), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(""));

/** Around the length at which keepalived stops reading a line. */
function longWord(): fc.Arbitrary<string> {
  return fc.integer({ min: 980, max: 1030 }).map((length) => "z".repeat(length));
}

describe("words, quotes and comments stay, and a second run changes nothing", () => {
  it("on random text", () => {
    fc.assert(
      fc.property(anyText, (text) => checkInvariants(text)),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => checkInvariants(text)),
      { numRuns: 1000 },
    );
  });

  it("on random changes of real files", () => {
    const texts = [...textsBelow("format"), ...textsBelow("lexical"), ...textsBelow("seed")];
    const mutation = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(8), fc.constantFrom("", ...PIECES));
    fc.assert(
      fc.property(mutation, (parts) => checkInvariants(mutate(...parts))),
      { numRuns: 5000 },
    );
  });

  it("on random lines of random text", () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), fc.nat(30), (text, first, count) =>
        checkRange(text, { first: first + 1, last: first + 1 + count }),
      ),
      { numRuns: 5000 },
    );
  });

  it("with other indents", () => {
    for (const text of textsBelow("format"))
      for (const indent of [0, 2, 8, "tab"] as const) checkInvariants(text, { indent });
  });

  it("on the lexical cases, which evaluate to the same lines too", () => {
    for (const text of textsBelow("lexical")) {
      checkInvariants(text);
      checkEvaluation(text);
    }
  });

  it("on the corpus, which evaluates to the same lines too", (context) => {
    for (const { bytes } of corpusFiles(context)) {
      const text = decode(bytes);
      checkInvariants(text);
      // What a template means is known when it is rendered: test/template/engines.test.ts compares that.
      if (findTemplate(text, "") === undefined) checkEvaluation(text);
    }
  });
});

it("evaluation reads the same lines from random text", () => {
  fc.assert(
    fc.property(anyText, (text) => checkEvaluation(text)),
    { numRuns: 3000 },
  );
});

const mutate = (text: string, at: number, length: number, piece: string): string => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + piece + text.slice(start + length);
};

function textsBelow(folder: string): string[] {
  const entries = readdirSync(new URL(folder, fixtures), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".conf"))
    .map((entry) => decode(readFileSync(`${entry.parentPath}/${entry.name}`)));
}
