import { readFileSync } from "node:fs";

/** The rows of equivalent.tsv: a file, the text of its line, the line with the fault, and why that changes nothing. */
export function readEquivalents() {
  const rows = readFileSync(new URL("equivalent.tsv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
  return new Set(rows.map((row) => row.split("\t").slice(0, 3).join("\t")));
}

/** Whether a fault of the report is one of the rows. */
export function isEquivalent(rows, path, source, mutant) {
  const { line, faulty } = faultyLine(source, mutant);
  return rows.has([path, line, faulty].join("\t"));
}

/** The line where a fault begins, and what it becomes. Of a fault over several lines the first and the last are shown. */
export function faultyLine(source, { replacement, location: { start, end } }) {
  const lines = source.split("\n");
  const [first = "", last = ""] = [lines[start.line - 1], lines[end.line - 1]];
  const faulty = `${first.slice(0, start.column - 1)}${replacement}${last.slice(end.column - 1)}`;
  return { line: first.trim(), faulty: faulty.replace(/\s+/g, " ").trim() };
}
