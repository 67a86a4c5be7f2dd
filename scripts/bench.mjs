// Prints how kalint compares with other programs on this machine: ratios, because seconds say little elsewhere.
//   node scripts/bench.mjs [WORD…]            only rows whose key contains one of the words; keeps the result
//   node scripts/bench.mjs --compare [WORD…]  beside the result that was kept last, which stays
//   node scripts/bench.mjs growth [WORD…]     fails where ten times the input takes more than twelve times the time
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkGrowth } from "./bench/growth.mjs";
import { best, compare } from "./bench/measure.mjs";
import { keepResult, lastResult } from "./bench/results.mjs";
import { makeRows } from "./bench/rows.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const given = process.argv.slice(2);
const isComparing = given.includes("--compare");
const words = given.filter((word) => word !== "--compare");
const folder = mkdtempSync(join(tmpdir(), "kalint-bench-"));
try {
  if (words[0] === "growth") process.exitCode = checkGrowth(folder, words.slice(1)) ? 0 : 1;
  else {
    const rows = await makeRows(folder);
    const isWanted = ({ key }) => words.length === 0 || words.some((word) => key.includes(word));
    printAll(rows.filter(isWanted));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printAll(rows) {
  const done = new Map();
  const last = isComparing ? lastResult() : {};
  if (isComparing && Object.keys(last).length === 0) console.log("no result is kept: run without --compare first");
  for (const row of rows) {
    const measured = measure(row);
    done.set(row.key, measured);
    if (!isComparing) keepResult(row.key, figureOf(row, measured));
    const before = figureOf(row, measured) === undefined ? undefined : last[row.key];
    const change = before === undefined ? "" : ` · was ${before.toFixed(2)} (${changeFrom(row, measured, before)})`;
    console.log(`${row.name.padEnd(52)} ${describe(row, measured, done)}${change}`);
  }
}

/** What a row is judged by. */
function figureOf(row, { failure, ratio, cpu, subject }) {
  if (failure !== undefined) return undefined;
  if (row.limit !== undefined) return subject;
  return row.isWall === true ? ratio : (cpu ?? ratio);
}

function changeFrom(row, measured, before) {
  const percent = 100 * (figureOf(row, measured) / before - 1);
  return `${percent < 0 ? "" : "+"}${percent.toFixed(0)} %`;
}

/** A row that cannot be measured says why and does not stop the others. */
function measure(row) {
  if (row.missing !== undefined) return { failure: row.missing };
  try {
    return row.limit === undefined ? compare(row.subject, row.reference, row.rounds) : best(row.subject, row.rounds);
  } catch (error) {
    return { failure: error.message };
  }
}

function describe(row, measured, done) {
  if (measured.failure !== undefined) return `not measured: ${measured.failure}`;
  const { subject, reference, p95, mib, cpuMs } = measured;
  const figure = figureOf(row, measured);
  if (row.limit !== undefined) {
    const shown = subject < 10 ? subject.toFixed(2) : subject.toFixed(0);
    const { unit = "ms" } = row;
    const what = unit === "ms" ? "ms of processor time" : unit;
    return `${shown} ${what} · aim ≤ ${row.limit} ${unit} ${verdict(subject <= row.limit)}${mib > 0 ? ` · ${mib} MiB` : ""}`;
  }
  const parts = [`${figure.toFixed(2)} × ${row.against}`];
  if (row.aim !== undefined) parts.push(`aim ≤ ${row.aim.toFixed(2)} ${verdict(figure <= row.aim)}`);
  if (cpuMs !== undefined) parts.push(`user CPU ${cpuMs.map((ms) => `${ms.toFixed(0)} ms`).join(" : ")}`);
  if (row.margin !== undefined) parts.push(`aim ≤ ${row.margin} ms more ${verdict(subject - reference <= row.margin)}`);
  parts.push(`wall ${subject.toFixed(0)} ms : ${reference.toFixed(0)} ms`);
  if (p95 !== undefined) parts.push(`p95 ${p95.toFixed(0)} ms`);
  if (row.bytes !== undefined) parts.push(`${(row.bytes / 1000 / subject).toFixed(1)} MB/s`);
  if (mib > 0)
    parts.push(
      `${mib} MiB${row.mostMib === undefined ? "" : ` (aim ≤ ${row.mostMib} ${verdict(mib <= row.mostMib)})`}`,
    );
  return [...parts, ...growthOf(row, measured, done)].join(" · ");
}

function verdict(isMet) {
  return isMet ? "met" : "MISSED";
}

function growthOf({ growth }, { subject }, done) {
  if (growth === undefined) return [];
  const [key, factor] = growth;
  const before = done.get(key)?.subject;
  return before === undefined ? [] : [`× ${(subject / before).toFixed(1)} for ${factor} times the input`];
}
