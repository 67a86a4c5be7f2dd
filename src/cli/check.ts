import type { Task } from "../lint/judge.js";
import type { Root } from "../lint/plan.js";
import { type RunOptions, type RunOutcome, run } from "../lint/run.js";
import type { RecordedVerdict } from "../workspace/recording.js";
import type { Inputs } from "./inputs.js";
import type { LintFlags } from "./lint-options.js";
import type { RunRequest } from "./run-options.js";
import type { Concurrency } from "./threads.js";
import { packageVersion } from "./version.js";

/** With fewer files all their trees may be in memory together, and they are too few to be shared out. */
const MANY = 100;

/** Characters for each thread: with fewer it takes longer to start and to warm up than it saves. */
const WORTHWHILE = 1_000_000;

type Judge = (task: Task) => RecordedVerdict | Promise<RecordedVerdict>;

/** Checks all files of a run: at once, or in batches where they are many; with threads and the cache where wanted. */
export async function check(
  read: Inputs,
  request: RunRequest,
  options: LintFlags,
  runOptions: RunOptions,
): Promise<RunOutcome> {
  const roots = [...read.inputs, ...read.partners];
  // Nodes and clusters are not kept, and how files are formatted depends on more than is compared.
  const isCached = options.cache === true && options.explainClusters !== true && runOptions.formatter === undefined;
  const threads = await threadsFor(roots, options.concurrency);
  if (!isCached && threads === 0 && roots.length < MANY) return run(roots, runOptions);
  const { runInBatches } = await import("../lint/run-in-batches.js");
  const { judgeRecorded } = await import("../workspace/recording.js");
  const runWith = (judge: Judge): Promise<RunOutcome> =>
    isCached ? runFromCache(read, options, runOptions, judge) : runInBatches(roots, runOptions, judge);
  if (threads === 0) return runWith((task) => judgeRecorded(task, runOptions));
  const { startThreads } = await import("./threads.js");
  const started = await startThreads(threads, { request, texts: read.settings.texts });
  try {
    return await runWith((task) => started.judge(task));
  } finally {
    await started.end();
  }
}

async function threadsFor(roots: readonly Root[], concurrency: Concurrency = "auto"): Promise<number> {
  const length = roots.reduce((sum, { text }) => sum + text.length, 0);
  if (concurrency === "auto" && (roots.length < MANY || length < 2 * WORTHWHILE)) return 0;
  const { availableParallelism } = await import("node:os");
  return Math.min(roots.length, threadCount(concurrency, length, availableParallelism()));
}

/**
 * How many threads share the work; 0 where it is done without. One core is left to the main thread and to what Node
 * itself does beside our code, tidying memory and compiling: on two cores that alone fills the second one, and 5,000
 * files took as long with threads as without.
 */
export function threadCount(concurrency: Concurrency, length: number, cores: number): number {
  if (concurrency === "off") return 0;
  if (typeof concurrency === "number") return concurrency;
  const count = Math.min(cores - 1, Math.floor(length / WORTHWHILE));
  return count < 2 ? 0 : count;
}

async function runFromCache(
  read: Inputs,
  options: LintFlags,
  runOptions: RunOptions,
  judge: Judge,
): Promise<RunOutcome> {
  const { cacheFolder, openCache, runCached, saveCache } = await import("../workspace/result-cache.js");
  const { rule, target, configId, partialCluster } = options;
  const chosen = [packageVersion, process.cwd(), rule, target, configId, partialCluster, read.settings.identity];
  const wanted = [...(runOptions.wanted ?? [])];
  const cache = openCache(options.cacheLocation ?? cacheFolder(), JSON.stringify([...chosen, read.clusters, wanted]));
  const outcome = await runCached([...read.inputs, ...read.partners], runOptions, cache, judge);
  saveCache(cache);
  return outcome;
}
