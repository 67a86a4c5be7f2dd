import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RunResult, run } from "../../src/lint/run.js";
import { pretty } from "../../src/reporters/pretty.js";
import { rules } from "../../src/rules/index.js";
import { exampleRun, summarize } from "../support/check-rules.js";
import { reportWith } from "../support/report.js";

const FOLDER = "fixtures/reports";

/** What `options.json` of a case says: how its files are checked, and what must come of it. */
interface Options {
  /** What goes wrong with these files, in one sentence. */
  readonly about: string;
  readonly target?: string;
  /** Clusters that are declared, each with the names of its files. */
  readonly clusters?: Readonly<Record<string, readonly string[]>>;
  /** `rule`, or `rule file:line`: what must be reported. */
  readonly must: readonly string[];
  /** Rules that must report nothing; `*`: nothing above info is reported besides `must`. */
  readonly mustNot: readonly string[];
}

const KEYS = ["about", "target", "clusters", "must", "mustNot"];

/** What people really get wrong: a folder a case, `*.conf` in it are the files that are given, others may be included. */
const cases = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(cases.map(({ name }) => name))("%s", (name) => {
  const folder = join(FOLDER, name);
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const options = JSON.parse(read("options.json")) as Options;
  const names = readdirSync(folder).filter((file) => !["options.json", "report.out"].includes(file));
  const texts = Object.fromEntries(names.map((file) => [file, read(file)]));
  const { roots, options: usual } = exampleRun(texts, undefined, options.target);
  const clusters = Object.entries(options.clusters ?? {}).map(([cluster, nodes]) => ({ name: cluster, nodes }));
  let ran: RunResult | undefined;
  const judged = (): RunResult => {
    ran ??= run(
      roots.filter(({ path }) => path.endsWith(".conf")),
      { ...usual, ...(clusters.length === 0 ? {} : { clusters }) },
    );
    return ran;
  };

  it("is described by keys and rules that exist", () => {
    expect(Object.keys(options).filter((key) => !KEYS.includes(key))).toEqual([]);
    const known = new Set(rules.map((rule) => rule.name));
    const named = [...options.must.map(ruleOf), ...options.mustNot].filter((one) => one !== "*");
    expect(named.filter((one) => !known.has(one))).toEqual([]);
  });

  it("reports what it must, and nothing of what it must not", () => {
    const result = judged();
    const found = result.diagnostics.map(({ rule }) => rule);
    const places = result.diagnostics.map(({ rule, location: { file, start } }) => {
      const line = result.sources.find(({ path }) => path === file)?.positionAt(start).line;
      return `${rule} ${file}:${line}`;
    });
    expect(options.must.filter((one) => !found.includes(one) && !places.includes(one))).toEqual([]);
    expect(options.mustNot.filter((one) => found.includes(one))).toEqual([]);
    if (!options.mustNot.includes("*")) return;
    const expected = new Set(options.must.map(ruleOf));
    expect(summarize(result).filter((line) => !expected.has(ruleOf(line)))).toEqual([]);
  });

  it("reads as recorded", async () => {
    const recording = join(folder, "report.out");
    const { diagnostics, sources } = judged();
    if (diagnostics.length === 0) return expect(existsSync(recording)).toBe(false);
    const report = pretty(reportWith(diagnostics, sources));
    // Without the last line, which counts.
    await expect(report.replace(/\n\n[^\n]*\n?$/, "\n")).toMatchFileSnapshot(join("../..", recording));
  });
});

const ruleOf = (line: string): string => line.split(" ")[0] ?? "";
