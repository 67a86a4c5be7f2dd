import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyFixes } from "../../src/diagnostics/apply-fixes.js";
import type { Diagnostic, FileEdit } from "../../src/diagnostics/diagnostic.js";

/** Fixes that replace `[start, end)` by a text, applied to `abcdef`. */
function applied(...edits: readonly (readonly [start: number, end: number, text: string])[]): string | undefined {
  const diagnostics = edits.map(([start, end, text]): Diagnostic => {
    const location = { file: "f", start, end };
    const fix = { title: "", safety: "safe", edits: [{ ...location, text }] } as const;
    return { rule: "r", severity: "error", message: "", location, related: [], nodes: [], fix };
  });
  return applyFixes(diagnostics, () => "abcdef", "safe").texts.get("f");
}

describe("fixes of one pass", () => {
  it.each([
    [
      "that are apart are all applied",
      [
        [0, 1, "A"],
        [2, 3, "C"],
      ],
      "AbCdef",
    ],
    [
      "that touch wait, since their order is not known",
      [
        [0, 1, "A"],
        [1, 2, "B"],
      ],
      "Abcdef",
    ],
    [
      "that insert at one place wait as well",
      [
        [1, 1, "x"],
        [1, 1, "y"],
      ],
      "axbcdef",
    ],
    [
      "that only delete may touch",
      [
        [0, 1, ""],
        [1, 2, ""],
        [2, 4, ""],
      ],
      "ef",
    ],
    [
      "that delete the same are applied once",
      [
        [1, 3, ""],
        [1, 3, ""],
      ],
      "adef",
    ],
    [
      "that delete parts of the same wait",
      [
        [1, 3, ""],
        [2, 4, ""],
      ],
      "adef",
    ],
    [
      "that delete beside an insertion wait",
      [
        [1, 2, ""],
        [2, 2, "x"],
      ],
      "acdef",
    ],
  ] as const)("%s", (_, edits, expected) => {
    expect(applied(...edits)).toBe(expected);
  });
});

const fixOf = (start: number, edits: readonly (readonly [number, number])[]): Diagnostic => ({
  rule: "a",
  severity: "error",
  message: "",
  location: { file: "x", start, end: start },
  related: [],
  nodes: ["x"],
  fix: {
    title: "",
    safety: "safe",
    edits: edits.map(([from, to]): FileEdit => ({ file: "x", start: from, end: to, text: "-" })),
  },
});

/** One or two edits apart from each other. */
const edits = fc
  .tuple(fc.nat(90), fc.nat(4), fc.nat(20), fc.nat(4), fc.boolean())
  .map(([start, length, gap, other, isOne]) => {
    const first = [start, start + length] as const;
    const second = [start + length + gap + 1, start + length + gap + 1 + other] as const;
    return isOne ? [first] : [second, first];
  });

it("applies a fix exactly where none of its edits touches an edit that was chosen before", () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 30 }), (fixes) => {
      const diagnostics = fixes.map((some, index) => fixOf(index, some));
      const { applied } = applyFixes(diagnostics, () => "x".repeat(200), "safe");
      const chosen: (readonly [number, number])[] = [];
      const expected = diagnostics.filter((_, index) => {
        const own = fixes[index] ?? [];
        const fits = own.every(([start, end]) => chosen.every(([from, to]) => end < from || to < start));
        if (fits) chosen.push(...own);
        return fits;
      });
      expect(applied).toEqual(expected);
    }),
  );
});
