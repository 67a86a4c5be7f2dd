// `npm run test:mutation -- PATH …`: puts faults into the code below these paths, one by one, and gives the share that
// the quick tests notice. With Stryker it needs minutes a file; `--sample N [--seed S] [--static]` tries N of the faults in
// about a second each. Not part of what a push has to pass. Faults that change nothing have a row with the reason in
// scripts/mutation/equivalent.tsv and are left out of the score.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { faultyLine, isEquivalent, readEquivalents } from "./mutation/equivalent.mjs";
import { sample } from "./mutation/sample.mjs";
import { testsFor } from "./mutation/tests.mjs";

const REPORT = "node_modules/.cache/stryker/report.json";

const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    static: { type: "boolean", default: false },
  },
});
if (paths.length === 0) {
  console.error("usage: npm run test:mutation -- PATH … [--sample N [--seed S] [--static]], such as src/cluster");
  process.exit(2);
}

const { sample: count, seed, static: isStatic } = values;
if (count === undefined) runStryker();
else printScores(await sample(paths, { count: Number(count), seed: Number(seed), isStatic }), true);

function runStryker() {
  rmSync(REPORT, { force: true });
  const mutate = paths
    .map((path) => (/\.ts(?::|$)/.test(path) ? path : `${path.replace(/\/$/, "")}/**/*.ts`))
    .join(",");
  const { status } = spawnSync("npx", ["stryker", "run", "scripts/mutation/stryker.config.mjs", "--mutate", mutate], {
    stdio: "inherit",
    env: { ...process.env, MUTATION_TESTS: testsFor(paths).join(",") },
  });
  if (existsSync(REPORT)) printScores(JSON.parse(readFileSync(REPORT, "utf8")), false);
  process.exitCode = status ?? 1;
}

/** Noticed faults of all, for each folder, and before them those of a sample that nothing notices. */
function printScores({ files }, listsMissed) {
  const folders = new Map();
  const equivalents = readEquivalents();
  for (const [path, { source, mutants }] of Object.entries(files)) {
    const folder = path
      .split("/")
      .slice(0, path.startsWith("src/") ? 2 : 1)
      .join("/");
    const counts = folders.get(folder) ?? { noticed: 0, missed: 0, equivalent: 0 };
    folders.set(folder, counts);
    for (const mutant of mutants) {
      const verdict = verdictOf(mutant, () => isEquivalent(equivalents, path, source, mutant));
      if (verdict !== undefined) counts[verdict]++;
      if (verdict === "missed" && listsMissed) printMissed(path, source, mutant);
    }
  }
  for (const [folder, { noticed, missed, equivalent }] of folders) {
    const share = ((100 * noticed) / Math.max(1, noticed + missed)).toFixed(1);
    console.log(
      `${folder}: ${noticed} of ${noticed + missed} faults noticed (${share} %), ${equivalent} change nothing`,
    );
  }
}

/** Undefined for a fault that was not tried, or is no valid code. */
function verdictOf({ status }, changesNothing) {
  if (status === "Killed" || status === "Timeout") return "noticed";
  if (status !== "Survived" && status !== "NoCoverage") return undefined;
  return changesNothing() ? "equivalent" : "missed";
}

function printMissed(path, source, mutant) {
  const { status, location } = mutant;
  const { line, faulty } = faultyLine(source, mutant);
  const reach = status === "NoCoverage" ? " (no test reaches it)" : "";
  console.log(`${path}:${location.start.line}:${location.start.column}${reach}\n- ${line}\n+ ${faulty}`);
}
