import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Example } from "../../src/lint/define-rule.js";
import { rules } from "../../src/rules/index.js";
import { lintExample } from "../support/check-rules.js";
import { readTable } from "./recorded.js";

const FOLDER = path.resolve(import.meta.dirname, "../../fixtures/agreement/reports");

/** How many reports of keepalived there are of each part of it: fixtures/agreement/README.md names them. */
const COUNTS = { P: 37, G: 69, V: 93, A: 49, C: 71, S: 20, K: 15, L: 32, H: 34, M: 28, B: 12, N: 23 };

/** Number, rules that say the same, or the reason why none does, when keepalived reports and where in its source. */
const rows = readTable("reports.tsv").map(([number = "", names = "", reason = "", when = "", source = ""]) => {
  return { number, names: names === "" ? [] : names.split(","), reason, when, source };
});
const covered = rows.filter(({ names }) => names.length > 0);

it("lists every report, with a rule or a reason", () => {
  const numbers = Object.entries(COUNTS).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => `${kind}${String(index + 1).padStart(2, "0")}`),
  );
  expect(rows.map(({ number }) => number)).toEqual(numbers);
  expect(rows.filter(({ names, reason }) => names.length === 0 && reason.length < 10)).toEqual([]);
  expect(rows.filter(({ when, source }) => when === "" || !/\w\.[ch]\b/.test(source))).toEqual([]);
});

it("names rules that exist, and has a case for each report that a rule covers", () => {
  const known = new Set(rules.map(({ name }) => name));
  expect(covered.flatMap(({ names }) => names).filter((name) => !known.has(name))).toEqual([]);
  const cases = readdirSync(FOLDER).map((name) => name.replace(/\.conf$/, ""));
  expect(cases.sort()).toEqual(covered.map(({ number }) => number).sort());
  const share = ((100 * covered.length) / rows.length).toFixed(1);
  process.stdout.write(`Rules cover ${covered.length} of the ${rows.length} reports of keepalived (${share} %)\n`);
});

describe.each(covered)("$number ($when)", ({ number, names }) => {
  it(`is reported by ${names.join(" and ")}`, () => {
    const reported = new Set(lintExample(readCase(number)).diagnostics.map(({ rule }) => rule));
    expect(names.filter((name) => !reported.has(name))).toEqual([]);
  });
});

/** One configuration, or a folder with that of each node. */
function readCase(number: string): Example {
  const folder = path.join(FOLDER, number);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return readFileSync(`${folder}.conf`, "utf8");
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}
