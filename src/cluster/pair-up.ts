import type { Node } from "../semantic/node.js";

/** Something that is on a node, at a place in that node's order. */
export interface RouterOccurrence {
  readonly node: Node;
  readonly order: number;
}

/** Two members, by index, and how many keys they share. */
export interface NodePair {
  readonly a: number;
  readonly b: number;
  readonly shared: number;
}

/**
 * Pairs of members of different nodes that share keys, the best first. Many holders of one key are paired in the order
 * of their nodes: the first of one node with the first of another, and so on, so the work is linear in the number of
 * keys.
 * The order of the nodes does not change which pairs come first, unless nothing else distinguishes them.
 */
export function pairUp<T extends RouterOccurrence>(
  members: readonly T[],
  keysOf: (member: T) => readonly string[],
  likeness: (a: T, b: T) => number,
): readonly NodePair[] {
  const shared: Shared = new Map();
  for (const holders of holdersByKey(members, keysOf)) countPairs(holders, shared);
  const ranked = [...shared.values()].map((pair) => ({ pair, rank: rank(members[pair.a], members[pair.b], likeness) }));
  ranked.sort(
    (x, y) => y.pair.shared - x.pair.shared || y.rank.like - x.rank.like || x.rank.distance - y.rank.distance,
  );
  return ranked.map(({ pair }) => pair);
}

type Shared = Map<string, { readonly a: number; readonly b: number; shared: number }>;

function rank<T extends RouterOccurrence>(a: T | undefined, b: T | undefined, likeness: (a: T, b: T) => number) {
  if (a === undefined || b === undefined) return { like: 0, distance: 0 };
  return { like: likeness(a, b), distance: Math.abs(a.order - b.order) };
}

/** For each key its holders, in one list a node. */
function holdersByKey<T extends RouterOccurrence>(members: readonly T[], keysOf: (member: T) => readonly string[]) {
  const byKey = new Map<string, Map<Node, number[]>>();
  for (const [index, member] of members.entries()) {
    for (const key of new Set(keysOf(member))) {
      const byNode = byKey.get(key) ?? new Map<Node, number[]>();
      byKey.set(key, byNode);
      const known = byNode.get(member.node);
      if (known === undefined) byNode.set(member.node, [index]);
      else known.push(index);
    }
  }
  return [...byKey.values()].map((byNode) => [...byNode.values()]);
}

/** Up to here every holder of a key is paired with every holder on another node. */
const FEW = 8;

function countPairs(holders: readonly (readonly number[])[], shared: Shared): void {
  const few = holders.reduce((sum, { length }) => sum + length, 0) <= FEW;
  if (few) countAll(holders, shared);
  else countInTurn(holders, shared);
}

function countAll(holders: readonly (readonly number[])[], shared: Shared): void {
  for (const [at, own] of holders.entries()) {
    const others = holders.slice(at + 1).flat();
    for (const a of own) for (const b of others) count(shared, a, b);
  }
}

function countInTurn(holders: readonly (readonly number[])[], shared: Shared): void {
  const longest = Math.max(...holders.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++) {
    const [first, ...others] = holders.flatMap((indexes) => indexes[turn] ?? []);
    if (first !== undefined) for (const other of others) count(shared, first, other);
  }
}

function count(shared: Shared, a: number, b: number): void {
  const key = `${a} ${b}`;
  const known = shared.get(key);
  if (known === undefined) shared.set(key, { a, b, shared: 1 });
  else known.shared++;
}
