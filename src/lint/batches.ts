import type { Root } from "./plan.js";
import type { DeclaredCluster } from "./run.js";

/** How much is looked at together. */
export interface BatchLimits {
  /** Files before a batch may end with a folder. */
  readonly fewest: number;
  readonly most: number;
  /** Characters, unless one file has more. */
  readonly text: number;
}

/** Enough that a cluster is seldom cut, few enough that all cores have work. */
const LIMITS: BatchLimits = { fewest: 32, most: 128, text: 1_000_000 };

/**
 * Splits roots, by their index. The nodes of a declared cluster come together, else files stay in order, and those of
 * one folder together. Where a batch ends depends on names as far as it can, so that a new file moves few others.
 */
export function batchesOf(
  roots: readonly Root[],
  clusters: readonly DeclaredCluster[] = [],
  limits: BatchLimits = LIMITS,
): readonly number[][] {
  const batches: number[][] = [];
  let batch: number[] = [];
  let length = 0;
  let last: string | undefined;
  for (const index of inOrder(roots, clusters)) {
    const { path, text } = roots[index] ?? { path: "", text: "" };
    const folder = path.replace(/[^/\\]*$/, "");
    const isEnd = batch.length >= limits.fewest && folder !== last && isLandmark(folder);
    if (batch.length > 0 && (isEnd || batch.length >= limits.most || length + text.length > limits.text)) {
      batches.push(batch);
      batch = [];
      length = 0;
    }
    batch.push(index);
    length += text.length;
    last = folder;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

/** One folder out of four or so. */
function isLandmark(folder: string): boolean {
  let hash = 7;
  for (let at = 0; at < folder.length; at++) hash = (Math.imul(hash, 31) + folder.charCodeAt(at)) | 0;
  return ((hash >>> 3) ^ (hash >>> 17)) % 4 === 0;
}

function inOrder(roots: readonly Root[], clusters: readonly DeclaredCluster[]): Iterable<number> {
  const indexOf = new Map(roots.map(({ path }, index) => [path, index]));
  const together = new Map<number, (readonly number[])[]>();
  for (const { nodes } of clusters) {
    const members = nodes.flatMap((name) => indexOf.get(name) ?? indexOf.get(name.replace(/@[^@]*$/, "")) ?? []);
    for (const member of members) together.set(member, [...(together.get(member) ?? []), members]);
  }
  const order = new Set<number>();
  for (const index of roots.keys()) {
    if (order.has(index)) continue;
    order.add(index);
    for (const members of together.get(index) ?? []) for (const member of members) order.add(member);
  }
  return order;
}
