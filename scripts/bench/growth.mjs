import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHAPES } from "./shapes.mjs";

/** Repeats of the smaller text; with fewer the start of the command hides what it costs. */
const COUNT = 1_000;
const FACTOR = 10;
/** Ten times the input may take twelve times the time: sorting, and memory that is tidied more often. */
const LIMIT = 12;
const ROUNDS = 3;
/** Milliseconds that the smaller text takes at least, for the ratio: less is lost in noise. */
const FLOOR = 40;
const TIMEOUT = 60_000;

const CPU = `--require=${fileURLToPath(new URL("cpu.cjs", import.meta.url))}`;

const TASKS = {
  lint: (file) => ["--no-config", file],
  format: (file) => ["format", "--no-config", "--check", file],
  fix: (file) => ["--no-config", "--fix", "--unsafe-fixes", file],
};

/** Runs each task on each shape at two sizes. Gives whether none grows faster than its input. */
export function checkGrowth(folder, words) {
  const isWanted = (key) => words.length === 0 || words.some((word) => key.includes(word));
  const empty = join(folder, "empty.conf");
  writeFileSync(empty, "");
  const failures = [];
  for (const [task, argumentsFor] of Object.entries(TASKS)) {
    const start = least(Array.from({ length: ROUNDS }, () => run(argumentsFor, empty)));
    for (const [shape, make] of SHAPES) {
      const key = `${task} ${shape}`;
      if (!isWanted(key)) continue;
      const files = [COUNT, COUNT * FACTOR].map((count) => join(folder, `${count}.conf`));
      writeFileSync(files[0], make(COUNT));
      writeFileSync(files[1], make(COUNT * FACTOR));
      const { small, large, ratio } = grows(argumentsFor, files, start);
      if (!(ratio <= LIMIT)) failures.push(key);
      const figures = `${small.ms.toFixed(0)} ms, ${large.ms.toFixed(0)} ms · ${large.mib} MiB · report ${large.kib} KiB`;
      console.log(`${key.padEnd(52)} × ${ratio.toFixed(1)} ${ratio <= LIMIT ? "met" : "MISSED"} · ${figures}`);
    }
  }
  console.log(
    failures.length === 0 ? "all grow with their input" : `grow faster than their input: ${failures.join(", ")}`,
  );
  return failures.length === 0;
}

/** How much longer the larger text takes. One run of each is enough; what is above the limit is measured again. */
function grows(argumentsFor, files, start) {
  const runs = [[], []];
  for (let round = 0; ; round++) {
    for (const [index, file] of files.entries()) runs[index].push(run(argumentsFor, file));
    const [small, large] = runs.map((each) => beyond(least(each), start));
    const ratio = large.ms / Math.max(small.ms, FLOOR);
    if (ratio <= LIMIT || round === ROUNDS - 1) return { small, large, ratio };
  }
}

/** What a run took that a run on an empty file does not. */
function beyond({ ms, ...rest }, start) {
  return { ms: Math.max(0, ms - start.ms), ...rest };
}

/** The least of several runs, since others only add to what a run takes. */
function least(runs) {
  return runs.reduce((best, one) => (one.ms < best.ms ? one : best));
}

function run(argumentsFor, file) {
  const copy = `${file}.copy.conf`;
  copyFileSync(file, copy);
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.cjs", ...argumentsFor(copy)], {
    env: { ...process.env, NODE_OPTIONS: CPU, NO_COLOR: "1" },
    encoding: "utf8",
    timeout: TIMEOUT,
    maxBuffer: 1 << 30,
  });
  // 2: what is broken is not formatted.
  if (![0, 1, 2].includes(status)) {
    console.log(`  exit ${status ?? signal}: ${stderr.slice(0, 200)}`);
    return { ms: Number.POSITIVE_INFINITY, mib: 0, kib: 0 };
  }
  const [ms, mib] = stderr.trimEnd().split("\n").at(-1).split(" ").map(Number);
  return { ms, mib, kib: Math.round(stdout.length / 1024) };
}
