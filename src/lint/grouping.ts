import type { Evidence } from "../cluster/group-nodes.js";
import { groupNodes } from "../cluster/group-nodes.js";
import { type Neighbour, neighboursOf } from "../cluster/neighbours.js";
import { type NodeOutline, outlineOf } from "../cluster/outline.js";
import { withoutVariants } from "../cluster/variants.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import { DisjointSets } from "../text/disjoint-sets.js";
import { groupBy } from "../text/group-by.js";
import type { RunOptions } from "./run.js";

/** Nodes that are one cluster, and why. */
export interface Grouping<N> {
  /** Its name where it was declared. */
  readonly name: string | undefined;
  readonly nodes: readonly N[];
  /** No node of it is known to be missing. */
  readonly isComplete: boolean;
  readonly evidence: readonly Evidence<N>[];
  /** What collides with it in clusters before it; left out where nothing does. */
  readonly neighbours?: readonly Neighbour[];
}

/** A file that another one includes is a part of that one, not a machine of its own. */
export function withoutIncluded<N extends NodeOutline>(nodes: readonly N[]): readonly N[] {
  const included = new Set(nodes.flatMap((node) => node.evaluated.files.slice(1).map((file) => file.source.path)));
  return nodes.filter((node) => !included.has(node.path));
}

/** Each file once, with the first node that reads it. */
export function ownedFiles<F extends { readonly source: { readonly path: string } }, N extends NodeOutline>(
  nodes: readonly (N & { readonly evaluated: { readonly files: readonly F[] } })[],
): ReadonlyMap<string, { readonly owner: N; readonly file: F }> {
  const byPath = new Map<string, { readonly owner: N; readonly file: F }>();
  for (const owner of nodes) {
    for (const file of owner.evaluated.files)
      if (!byPath.has(file.source.path)) byPath.set(file.source.path, { owner, file });
  }
  return byPath;
}

/** Declared clusters first; then the nodes of one file; what is left is joined by evidence. */
export function findGroupings<N extends NodeOutline>(
  nodes: readonly N[],
  options: Pick<RunOptions, "clusters" | "isPartial">,
): readonly Grouping<N>[] {
  const groupings: Grouping<N>[] = [];
  const isComplete = options.isPartial !== true;
  const free = new Set(nodes);
  const byPath = groupBy(nodes, ({ path }) => path);
  const byName = groupBy(nodes, ({ name }) => name);
  const add = (group: readonly N[], rest: Partial<Grouping<N>>): void => {
    if (group.length > 1) groupings.push({ name: undefined, isComplete, evidence: [], ...rest, nodes: group });
  };
  for (const { name, nodes: members } of options.clusters ?? []) {
    // In the order of the declaration, whatever the order in which the files were given.
    const found = [...new Set(members.flatMap((member) => byPath.get(member) ?? byName.get(member) ?? []))];
    for (const node of found) free.delete(node);
    add(found, { name, isComplete: isComplete && found.length >= members.length });
  }
  for (const group of groupBy([...free], (node) => node.path).values()) {
    if (group.length < 2) continue;
    for (const node of group) free.delete(node);
    add(withoutVariants(group), {});
  }
  for (const { nodes: group, evidence } of groupNodes([...free])) add(group, { evidence });
  const neighbours = neighboursOf(groupings);
  return groupings.map((grouping, at) => {
    const own = neighbours[at] ?? [];
    return own.length === 0 ? grouping : { ...grouping, neighbours: own };
  });
}

/**
 * As `findGroupings`. Where kalint fails with it, the nodes with which it fails stay alone, and the others are joined
 * without them.
 */
export function safeGroupings<N extends NodeOutline>(
  nodes: readonly N[],
  options: Pick<RunOptions, "clusters" | "isPartial">,
  errors: Diagnostic[],
): readonly Grouping<N>[] {
  try {
    return findGroupings(nodes, options);
  } catch {
    const sound = nodes.filter(
      (node) => guarded(node.path, "reading its facts", errors, () => outlineOf(node)) !== undefined,
    );
    return guarded(nodes[0]?.path ?? "", "looking for clusters", errors, () => findGroupings(sound, options)) ?? [];
  }
}

/** What no rule looks across: nodes of one cluster, and nodes that read one file, stay together. */
export function partsOf<N extends NodeOutline, C extends { readonly nodes: readonly N[] }>({
  nodes,
  clusters,
}: {
  readonly nodes: readonly N[];
  readonly clusters: readonly C[];
}): readonly { readonly nodes: readonly N[]; readonly clusters: readonly C[] }[] {
  const sets = new DisjointSets<N>();
  const rootOf = (one: N): N => sets.find(one);
  const owners = new Map<string, N>();
  for (const node of nodes) {
    for (const { source } of node.evaluated.files) {
      const owner = owners.get(source.path);
      if (owner === undefined) owners.set(source.path, node);
      else sets.join(owner, node);
    }
  }
  for (const { nodes: members } of clusters) {
    for (const member of members) sets.join(members[0] ?? member, member);
  }
  const clustersOf = groupBy(clusters, ({ nodes: [first] }) => (first === undefined ? undefined : rootOf(first)));
  return [...groupBy(nodes, rootOf)].map(([root, group]) => ({ nodes: group, clusters: clustersOf.get(root) ?? [] }));
}
