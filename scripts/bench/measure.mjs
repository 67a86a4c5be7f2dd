import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** With this variable Node 20 reads certificates at every start, which hides what we measure. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** Lets a Node process say at its end how much memory it had. */
const MEMORY = { NODE_OPTIONS: `--require=${fileURLToPath(new URL("memory.cjs", import.meta.url))}` };

/** Ticks of a second in which Linux counts, also in the files that say so: /proc knows no others. */
const TICK_MS = 10;

/** User CPU time of all processes that were waited for, in ms, rounded to ticks; undefined where nothing says it. */
function childrenCpu() {
  try {
    // What stands between the parentheses is the name of the program.
    const fields = readFileSync("/proc/self/stat", "latin1").split(") ").at(-1).split(" ");
    return Number(fields[13]) * TICK_MS;
  } catch {
    return undefined;
  }
}

/**
 * Runs a command once. Gives milliseconds: of the whole process, or what it says about itself where `reports` is set
 * (then its output is JSON with `ms` and `mib`), and its user CPU time in ms as `cpu`. With `tellsMemory` also its peak
 * in MiB. `isFirst`: as the first run of a user, who has no cache yet.
 */
function run({ argv, stdin, exits = [0], reports = false, tellsMemory = false, isFirst = false, timeout = 120_000 }) {
  const input = stdin === undefined ? "ignore" : openSync(stdin, "r");
  const cache = isFirst ? mkdtempSync(join(tmpdir(), "kalint-bench-cache-")) : undefined;
  const before = childrenCpu();
  const start = performance.now();
  const result = spawnSync(argv[0], argv.slice(1), {
    env: {
      ...environment,
      ...(tellsMemory ? MEMORY : {}),
      ...(cache === undefined ? {} : { XDG_CACHE_HOME: cache, CI: "" }),
      NO_COLOR: "1",
    },
    stdio: [input, reports ? "pipe" : "ignore", "pipe"],
    encoding: "utf8",
    timeout,
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  const cpu = before === undefined ? undefined : childrenCpu() - before;
  if (cache !== undefined) rmSync(cache, { recursive: true });
  if (input !== "ignore") closeSync(input);
  if (!exits.includes(result.status)) {
    throw new Error(`${argv.join(" ")}: exit ${result.status ?? result.signal}: ${result.stderr.slice(0, 300)}`);
  }
  if (reports) return JSON.parse(result.stdout);
  return { ms: wall, cpu, ...(tellsMemory ? { mib: Number(result.stderr.split("\n").at(-1)) } : {}) };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs a command that reports its own time, several times. Gives the least, since others only add to it. */
export function best(subject, rounds) {
  const runs = Array.from({ length: rounds }, () => run({ ...subject, reports: true }));
  const [first] = runs.sort((a, b) => a.ms - b.ms);
  return { subject: first.ms, mib: first.mib };
}

/**
 * Runs two commands in turn, so that both see the same moods of the machine. Gives the medians of their times and of
 * the ratio within a pair; and as `cpu` the ratio of the user CPU time of all runs, of which one alone may be too short.
 */
export function compare(subject, reference, rounds) {
  if (reference === undefined) return compareItself(subject, rounds);
  // What takes minutes does so with warm caches too.
  if (rounds > 1) {
    run(subject);
    run(reference);
  }
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    // Whoever runs second finds warmer caches; it is not always the same one.
    const isFirst = round % 2 === 0;
    const first = run(isFirst ? subject : reference);
    const second = run(isFirst ? reference : subject);
    pairs.push(isFirst ? [first, second] : [second, first]);
  }
  return {
    subject: median(pairs.map(([one]) => one.ms)),
    reference: median(pairs.map(([, other]) => other.ms)),
    ratio: median(pairs.map(([one, other]) => one.ms / other.ms)),
    ...cpuOf(pairs),
    mib: Math.max(...pairs.map(([one]) => one.mib ?? 0)),
  };
}

function cpuOf(pairs) {
  const [subject, reference] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + (pair[at].cpu ?? 0), 0));
  // Less than a few ticks says nothing.
  if (reference < 5 * TICK_MS) return {};
  return { cpu: subject / reference, cpuMs: [subject / pairs.length, reference / pairs.length] };
}

/** For a program that times what it is compared with too, in turn: it says so as `reference`, beside `ms`. */
function compareItself(subject, rounds) {
  const results = Array.from({ length: rounds }, () => run(subject));
  return {
    subject: median(results.map(({ ms }) => ms)),
    reference: median(results.map(({ reference }) => reference)),
    ratio: median(results.map(({ ms, reference }) => ms / reference)),
    p95: median(results.map(({ p95 }) => p95)),
    mib: Math.max(...results.map(({ mib }) => mib)),
  };
}
