import type { Node } from "../semantic/node.js";
import type { Evidence } from "./group-nodes.js";
import type { Neighbour } from "./neighbours.js";
import { type Member, matchRouters, type VirtualRouter } from "./virtual-routers.js";

/** Nodes that speak VRRP to each other. */
export interface Cluster {
  /** Its name where one was declared. */
  readonly name: string | undefined;
  /** Two or more, in the order they were given. */
  readonly nodes: readonly Node[];
  /** The virtual routers of the cluster, also those that only one node has. */
  readonly routers: readonly VirtualRouter[];
  /** All nodes of the cluster are here, so that what is missing is really missing. */
  readonly isComplete: boolean;
  /** Something stronger than ids and names that look alike joins the nodes, or somebody declared them one cluster. */
  readonly areRelated: boolean;
  /** Why the nodes were joined; empty for a declared cluster. */
  readonly evidence: readonly Evidence<Node>[];
  /** Virtual routers of other clusters of the run that collide with one of this. */
  readonly neighbours: readonly Neighbour[];
  readonly target: string | undefined;
}

export interface ClusterOptions {
  readonly name?: string | undefined;
  readonly isComplete?: boolean;
  readonly evidence?: readonly Evidence<Node>[];
  readonly neighbours?: readonly Neighbour[];
}

export function makeCluster(nodes: readonly Node[], options: ClusterOptions = {}): Cluster {
  let routers: readonly VirtualRouter[] | undefined;
  const evidence = options.evidence ?? [];
  const areRelated = isStrong(evidence);
  return {
    name: options.name,
    nodes,
    isComplete: (options.isComplete ?? true) && nodes.every((node) => node.isComplete),
    areRelated,
    evidence,
    neighbours: options.neighbours ?? [],
    target: nodes[0]?.target,
    get routers() {
      routers ??= matchRouters(nodes, areRelated);
      return routers;
    },
  };
}

/** Whether nodes that this joins are surely related; without any, somebody has declared them one cluster. */
export const isStrong = (evidence: readonly { readonly isStrong: boolean }[]): boolean =>
  evidence.length === 0 || evidence.some((one) => one.isStrong);

/** Something whose value differs from the others', with the one to compare it with. */
export interface OddOf<I, T> {
  readonly item: I;
  readonly value: T;
  /** The first one that has the value of the majority. */
  readonly reference: I;
  readonly expected: T;
}

/** A member of a virtual router whose value differs from the others'. */
export interface Odd<T> {
  readonly member: Member;
  readonly value: T;
  readonly reference: Member;
  readonly expected: T;
}

/**
 * Those that disagree with the majority; among equals the first one's value stands. Where the value is undefined (not
 * known) they are left out.
 */
export function findOddOf<I, T>(
  items: readonly I[],
  valueOf: (item: I) => T | undefined,
  keyOf: (value: T) => string | number = String,
): readonly OddOf<I, T>[] {
  const groups = new Map<string | number, { readonly item: I; readonly value: T }[]>();
  for (const item of items) {
    const value = valueOf(item);
    if (value === undefined) continue;
    const key = keyOf(value);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [{ item, value }]);
    else known.push({ item, value });
  }
  if (groups.size < 2) return [];
  const [majority, ...others] = [...groups.values()].sort((a, b) => b.length - a.length);
  const reference = majority?.[0];
  if (reference === undefined) return [];
  return others.flat().map((one) => ({ ...one, reference: reference.item, expected: reference.value }));
}

/** The members of a virtual router that disagree with the majority. */
export const findOdd = <T>(
  { members }: VirtualRouter,
  valueOf: (member: Member) => T | undefined,
  keyOf: (value: T) => string | number = String,
): readonly Odd<T>[] => findOddOf(members, valueOf, keyOf).map(({ item, ...rest }) => ({ member: item, ...rest }));
