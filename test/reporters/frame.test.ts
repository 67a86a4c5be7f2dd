import fc from "fast-check";
import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { summarize } from "../../src/diagnostics/summary.js";
import { pretty } from "../../src/reporters/pretty.js";
import type { Report } from "../../src/reporters/report.js";
import { cutColumns, displayWidth } from "../../src/text/display-width.js";
import { SourceFile } from "../../src/text/source-file.js";

const FILE = "a.conf";

const same = (text: string): string => text;
const noColors = { bold: same, dim: same, red: same, green: same, yellow: same, blue: same, cyan: same };

/** What lines of real files are made of: words, blanks, tabs, two-column signs, emoji, accents of their own. */
const piece = fc.constantFrom(
  ...[
    "priority",
    "100",
    " ",
    "  ",
    "\t",
    "#",
    "可选",
    "定义当前节点的优先级",
    "，",
    "カタカナ",
    "한국어",
    "é",
    "e\u0301",
  ],
  ...["🚀", "✅", "👍🏽", "🇩🇪", "⚠️", "x".repeat(60), "/usr/local/bin/check-the-web-server", '"'],
);
const line = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
const marked = fc.array(
  piece.filter((text) => /\S/.test(text)),
  { minLength: 1, maxLength: 4 },
);

const reportOf = (text: string, start: number, end: number, message: string, width: number): Report => {
  const diagnostic: Diagnostic = {
    rule: "priority-out-of-range",
    severity: "error",
    message,
    help: message,
    location: { file: FILE, start, end },
    related: [{ file: FILE, start: 0, end: 1, message }],
    nodes: [FILE],
    fix: { title: message, safety: "unsafe", edits: [] },
  };
  const diagnostics = [diagnostic];
  const sources = new Map([[FILE, new SourceFile(FILE, text)]]);
  return {
    diagnostics,
    summary: summarize(diagnostics),
    files: [FILE],
    sources,
    colors: noColors,
    width,
    version: "0",
  };
};

it.each([40, 80, 200])("no line is wider than %i columns, and the carets are below what they mark", (width) => {
  fc.assert(
    fc.property(line, line, marked, line, line, (above, before, middle, after, message) => {
      const text = `${above}\n${before} ${middle.join("")} ${after}\n`;
      const start = above.length + before.length + 2;
      const end = start + middle.join("").length;
      const lines = pretty(reportOf(text, start, end, message, width))
        .trimEnd()
        .split("\n");
      expect(lines.filter((one) => displayWidth(one) > width)).toEqual([]);
      const at = lines.findIndex((one) => /^ *│ *\^+$/.test(one));
      const carets = lines[at] ?? "";
      const code = (lines[at - 1] ?? "").replace(/\t/g, "    ");
      const from = carets.indexOf("^");
      const shown = middle.join("").replace(/\t/g, "    ");
      const count = carets.length - from;
      const below = cutColumns(code, from, count);
      if (count === displayWidth(shown)) expect(below).toBe(shown);
      else expect(shown.startsWith(below.trimEnd())).toBe(true);
    }),
    { numRuns: 300 },
  );
});
