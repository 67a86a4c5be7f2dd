import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** With this variable Node 20 reads certificates at every start, which hides what we measure. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** Lets a Node process say at its end how much memory it had. */
const MEMORY = { NODE_OPTIONS: `--require=${fileURLToPath(new URL("memory.cjs", import.meta.url))}` };

/**
 * Runs a command once. Gives milliseconds: of the whole process, or what it says about itself where `reports` is set
 * (then its output is JSON with `ms` and `mib`). With `tellsMemory` also its peak in MiB.
 */
function run({ argv, stdin, exits = [0], reports = false, tellsMemory = false, timeout = 120_000 }) {
  const input = stdin === undefined ? "ignore" : openSync(stdin, "r");
  const start = performance.now();
  const result = spawnSync(argv[0], argv.slice(1), {
    env: { ...environment, ...(tellsMemory ? MEMORY : {}), NO_COLOR: "1" },
    stdio: [input, reports ? "pipe" : "ignore", "pipe"],
    encoding: "utf8",
    timeout,
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - start;
  if (input !== "ignore") closeSync(input);
  if (!exits.includes(result.status)) {
    throw new Error(`${argv.join(" ")}: exit ${result.status ?? result.signal}: ${result.stderr.slice(0, 300)}`);
  }
  if (reports) return JSON.parse(result.stdout);
  return tellsMemory ? { ms: wall, mib: Number(result.stderr.split("\n").at(-1)) } : { ms: wall };
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
 * the ratio within a pair.
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
    mib: Math.max(...pairs.map(([one]) => one.mib ?? 0)),
  };
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
