import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Figures of one machine, so no file of the repository. */
const FILE = "node_modules/.cache/kalint/bench.json";

/** The figures that were kept last, by the key of their row. */
export function lastResult() {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return {};
  }
}

/** Keeps the figure of a row; those of other rows stay. */
export function keepResult(key, figure) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ ...lastResult(), [key]: figure }, undefined, 2)}\n`);
}
