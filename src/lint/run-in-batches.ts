import type { NodeOutline } from "../cluster/outline.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { internalError } from "../diagnostics/internal-error.js";
import { SourceFile } from "../text/source-file.js";
import { type BatchLimits, batchesOf } from "./batches.js";
import { type Grouping, ownedFiles, partsOf, safeGroupings, withoutIncluded } from "./grouping.js";
import type { Task, TextVerdict } from "./judge.js";
import { Ledger } from "./ledger.js";
import { inOrder, type Root } from "./plan.js";
import { conclude, type RunOptions, type RunOutcome } from "./run.js";
import { safelySettled, settle } from "./settle.js";

/** Judges a task, here or in another thread. */
export type Judge = (task: Task) => TextVerdict | Promise<TextVerdict>;

/** Files that may end a thread, or the work in it, before the run is given up. */
const MOST_BROKEN = 8;

/** The share of the work that is done when every batch was judged once. */
const FIRST_VISIT = 0.9;

/**
 * Gives what `run` gives, for so many roots that their trees should not be in memory at once, or that several threads
 * should share the work.
 *
 * A rule looks at one file, one node or one cluster, and which nodes are one cluster depends on a small outline of each.
 * So each batch of neighbours is judged in one visit as if it were all there is: its files, its nodes, and the clusters
 * that they form by themselves. Back come findings and outlines; the trees are dropped. Then the outlines of all tell
 * what the clusters really are. Nearly always they are those that were judged; what was not (a cluster that two batches
 * share, one that looked otherwise without the rest) is visited again, for that alone. The guess costs time where it is
 * wrong and never a finding.
 *
 * What is shared between nodes comes at the end, from findings alone: findings of several nodes at one place of a file
 * that all include become one, and a suppression there is unused only if no node uses it. Findings are brought into the
 * order in which a run over everything would make them, so that the result is the same to the byte.
 */
export async function runInBatches(
  given: readonly Root[],
  options: RunOptions,
  judge: Judge,
  limits?: BatchLimits,
): Promise<RunOutcome> {
  const roots = inOrder(given);
  const ledger = new Ledger(roots);
  let done = 0;
  let broken = 0;
  const visit = async (task: Task, share: number): Promise<TextVerdict> => {
    const verdict = await judge(task);
    done += share;
    options.onProgress?.(done);
    return verdict;
  };
  const batches = batchesOf(roots, options.clusters, limits);
  /** A task that cannot be done is done file by file, to find the one with which kalint fails. */
  const visitBatch = async (batch: readonly number[], share: number): Promise<void> => {
    const task = { roots: batch.flatMap((index) => roots[index] ?? []) };
    try {
      ledger.enter(batch, await visit(task, share));
    } catch (error) {
      const [only] = task.roots;
      if (batch.length > 1) for (const index of batch) await visitBatch([index], 0);
      // Where all fail it is no file's fault.
      else if (only === undefined || ++broken > MOST_BROKEN) throw error;
      else ledger.notices.push(internalError(only.path, "checking it", error));
    }
  };
  await Promise.all(batches.map((batch) => visitBatch(batch, FIRST_VISIT / batches.length)));
  const nodes = withoutIncluded(ledger.nodes());
  const clusters = safeGroupings(nodes, options, ledger.notices);
  const open = ledger.open(nodes, clusters);
  await Promise.all(
    open.map(async ({ task, enter }) => {
      try {
        enter(await visit(task, (1 - FIRST_VISIT) / (open.length + 1)));
      } catch (error) {
        ledger.notices.push(internalError(task.roots[0]?.path ?? "", "looking at it with others", error));
      }
    }),
  );
  return putTogether(ledger, nodes, clusters, options);
}

function putTogether(
  ledger: Ledger,
  nodes: readonly NodeOutline[],
  clusters: readonly Grouping<NodeOutline>[],
  options: RunOptions,
): RunOutcome {
  const sources = new Map<string, SourceFile>();
  for (const { owner, file } of ownedFiles(nodes).values()) {
    const { path } = file.source;
    sources.set(path, new SourceFile(path, ledger.textOf(path, owner)));
  }
  const rank = new Map(options.rules.map(({ name }, index) => [name, index]));
  const rankOf = ({ rule }: Diagnostic): number => rank.get(rule) ?? rank.size;
  const found = partsOf({ nodes, clusters }).flatMap((part) => {
    const owned = [...ownedFiles(part.nodes).values()];
    const files = owned.flatMap(({ owner, file }) => ledger.fileOf(owner, file.source.path) ?? []);
    const all = [
      ...files.flatMap((file) => file.found),
      ...part.nodes.flatMap((node) => ledger.foundIn(node)),
      ...part.clusters.flatMap((cluster) => ledger.foundInCluster(cluster)),
    ];
    all.sort((a, b) => rankOf(a) - rankOf(b));
    const suppressions = files.flatMap((file) => file.suppressions);
    const owner = part.nodes[0]?.path ?? "";
    return safelySettled(owner, all, () => settle(all, suppressions, (path) => sources.get(path), options.rules));
  });
  return {
    diagnostics: conclude([...found, ...ledger.notices], { nodes, clusters }, options),
    sources: [...sources.values()],
    nodes,
    clusters,
  };
}
