import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatMemory } from "../../src/format/format-memory.js";
import { formatDivided, formatEdits } from "../../src/format/index.js";
import { divide } from "../../src/format/pieces.js";
import { applyEdits } from "../../src/text/edit.js";
import { decode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";

const WHOLE = Number.POSITIVE_INFINITY;
const block = (name: string) => `vrrp_instance ${name} {\n  state  BACKUP # both\n}\n`;

const LINES = [
  ...["vrrp_instance A {", "}", "  }", "} # end", "}}", "{", "# own", "  ! other", "", "", "   "],
  ...["  priority  100   # high", "track_script { a }", 'password "x  y"', "include b.conf", "}"],
];

/** One part may reach into another: seldom, or there would be nothing to divide. */
const REACHING = [
  "$A=1",
  "priority $A",
  "@id b",
  "~SEQ(i, 1, 2) b",
  "a \\",
  "# kalint-format off",
  "# kalint-format on",
];
const anyLine = fc.oneof(
  { arbitrary: fc.constantFrom(...LINES, block("B"), block("C")), weight: 100 },
  { arbitrary: fc.constantFrom(...REACHING), weight: 2 },
);

const memory = new FormatMemory();

/** A text whose blocks were met before becomes what it becomes for the first time. */
function checkRemembered(text: string): void {
  const [first, again, anew] = [formatEdits(text, {}, memory), formatEdits(text, {}, memory), formatEdits(text)];
  expect(again).toEqual(first);
  expect(again.kind).toBe(anew.kind);
  if (again.kind === "formatted" && anew.kind === "formatted")
    expect(applyEdits(text, again.edits)).toBe(applyEdits(text, anew.edits));
}

function checkDivided(text: string, size: number): void {
  if (size === 1) checkRemembered(text);
  const [divided, whole] = [formatDivided(text, {}, size), formatDivided(text, {}, WHOLE)];
  expect(divided.kind).toBe(whole.kind);
  if (divided.kind === "refused" || whole.kind === "refused") expect(divided).toEqual(whole);
  else expect(applyEdits(text, divided.edits)).toBe(applyEdits(text, whole.edits));
}

describe("a long text in pieces", () => {
  it("is cut behind blocks at the top level", () => {
    const text = `${block("A")}# of B\n${block("B")}\n\n\n${block("C")}# of C\n\n${block("D")}`;
    const pieces = divide(text, 1).map(({ start, end, next }) => [text.slice(start, end), text.slice(end, next)]);
    expect(pieces).toEqual([
      [block("A"), ""],
      [`# of B\n${block("B")}`, "\n\n\n"],
      [`${block("C")}# of C\n\n${block("D")}`, ""],
    ]);
    checkDivided(text, 1);
  });

  it("is not cut where one part may reach into another", () => {
    for (const mark of ["$A=1\n", "@id b\n", "~SEQ(i,1,2) b\n", "a \\\nb\n", "# kalint-format off\n", "a\r\n"]) {
      expect(divide(`${mark}${block("A")}\n${block("B")}`, 1)).toHaveLength(1);
    }
  });

  it("becomes what it becomes as a whole", () => {
    const text = fc.array(anyLine, { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (lines, size) => checkDivided(lines.join("\n"), size)),
      { numRuns: 5000 },
    );
  });

  it("is formatted by the options of the call, whatever was asked for before", () => {
    const text = `${block("A")}${block("B")}`;
    const asked = [{}, { indent: 2 }, { indent: "tab" }, {}, { order: "canonical" }] as const;
    for (const options of asked) expect(formatEdits(text, options, memory)).toEqual(formatEdits(text, options));
  });

  it("becomes what it becomes as a whole, on real files", (context) => {
    for (const { bytes } of corpusFiles(context)) for (const size of [1, 500]) checkDivided(decode(bytes), size);
  });

  it("that hangs together and is too long is refused, not tried until memory ends", () => {
    expect(formatEdits(`$A=1\n${"# x\n".repeat(17 << 20)}`)).toMatchObject({ kind: "refused" });
  });
});
