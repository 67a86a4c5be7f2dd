import { describe, expect, it } from "vitest";
import { applyFixes } from "../../src/diagnostics/apply-fixes.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";

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
