import { readFileSync } from "node:fs";

/** The rows of equivalent.tsv: a file, the text of its line, the line with the fault, and why that changes nothing. */
export function readEquivalents() {
  const rows = readFileSync(new URL("equivalent.tsv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
  return new Set(rows.map((row) => row.split("\t").slice(0, 3).join("\t")));
}

/** Whether a fault of the report is one of the rows. Of a fault over several lines the first and the last are compared. */
export function isEquivalent(rows, path, source, { replacement, location: { start, end } }) {
  const lines = source.split("\n");
  const [first = "", last = ""] = [lines[start.line - 1], lines[end.line - 1]];
  const faulty = `${first.slice(0, start.column - 1)}${replacement}${last.slice(end.column - 1)}`.replace(/\s+/g, " ");
  return rows.has([path, first.trim(), faulty.trim()].join("\t"));
}
