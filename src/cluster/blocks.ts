import { DisjointSets } from "../text/disjoint-sets.js";
import { groupBy } from "../text/group-by.js";
import type { Evidence, NodeGroup } from "./group-nodes.js";
import type { NodeOutline } from "./outline.js";

export interface NodeSet<N> {
  readonly root: N;
  readonly size: number;
}

/** Disjoint sets of nodes, with the reasons why they were joined. */
export class Blocks<N extends NodeOutline> {
  readonly #nodes: readonly N[];
  readonly #sets = new DisjointSets<N>();
  readonly #evidence: Evidence<N>[] = [];
  readonly #joined = new Set<N>();

  constructor(nodes: readonly N[]) {
    this.#nodes = nodes;
  }

  /** Each node's set as it is now: one of its nodes to know it by, and its size. */
  snapshot(): ReadonlyMap<N, NodeSet<N>> {
    const sets = groupBy(this.#nodes, (node) => this.#sets.find(node));
    return new Map(
      [...sets].flatMap(([root, nodes]) => nodes.map((node) => [node, { root, size: nodes.length }] as const)),
    );
  }

  /** These nodes by the sets they are in. */
  groupsOf(nodes: readonly N[]): readonly (readonly N[])[] {
    return [...groupBy(nodes, (node) => this.#sets.find(node)).values()];
  }

  /** Nothing joins it to any other node. */
  isAlone(node: N): boolean {
    return !this.#joined.has(node);
  }

  /** Joins the sets of all these nodes. */
  joinAll(members: readonly { readonly node: N }[], reason: string, isStrong: boolean): void {
    const [first, ...others] = members;
    if (first === undefined) return;
    for (const { node } of others) {
      if (!this.#sets.join(first.node, node)) continue;
      this.#joined.add(first.node).add(node);
      this.#evidence.push({ a: first.node, b: node, reason, isStrong });
    }
  }

  /** The sets, in the order of their first nodes. */
  groups(): NodeGroup<N>[] {
    const groups = new Map<N, { readonly nodes: N[]; readonly evidence: Evidence<N>[] }>();
    for (const node of this.#nodes) {
      const root = this.#sets.find(node);
      const known = groups.get(root);
      if (known === undefined) groups.set(root, { nodes: [node], evidence: [] });
      else known.nodes.push(node);
    }
    for (const evidence of this.#evidence) groups.get(this.#sets.find(evidence.a))?.evidence.push(evidence);
    return [...groups.values()];
  }
}
