// `npm run test:mutation -- PATH …`: puts faults into the code below these paths, one by one, and gives the share that
// the quick tests notice. Needs minutes a file: not part of what a push has to pass. Faults that change nothing have a row
// with the reason in scripts/mutation/equivalent.tsv and are left out of the score.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { isEquivalent, readEquivalents } from "./mutation/equivalent.mjs";
import { testsFor } from "./mutation/tests.mjs";

const REPORT = "node_modules/.cache/stryker/report.json";

const paths = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const options = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
if (paths.length === 0) {
  console.error("usage: npm run test:mutation -- PATH …, such as src/cluster or src/rules/duplicate-vip.ts");
  process.exit(2);
}

rmSync(REPORT, { force: true });
const mutate = paths.map((path) => (/\.ts(?::|$)/.test(path) ? path : `${path.replace(/\/$/, "")}/**/*.ts`)).join(",");
const { status } = spawnSync(
  "npx",
  ["stryker", "run", "scripts/mutation/stryker.config.mjs", "--mutate", mutate, ...options],
  {
    stdio: "inherit",
    env: { ...process.env, MUTATION_TESTS: testsFor(paths).join(",") },
  },
);
if (existsSync(REPORT)) printScores(JSON.parse(readFileSync(REPORT, "utf8")));
process.exitCode = status ?? 1;

/** Noticed faults of all, for each folder. */
function printScores({ files }) {
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
      const { status } = mutant;
      if (status === "Killed" || status === "Timeout") counts.noticed++;
      if (status !== "Survived" && status !== "NoCoverage") continue;
      if (isEquivalent(equivalents, path, source, mutant)) counts.equivalent++;
      else counts.missed++;
    }
  }
  for (const [folder, { noticed, missed, equivalent }] of folders) {
    const share = ((100 * noticed) / Math.max(1, noticed + missed)).toFixed(1);
    console.log(
      `${folder}: ${noticed} of ${noticed + missed} faults noticed (${share} %), ${equivalent} change nothing`,
    );
  }
}
