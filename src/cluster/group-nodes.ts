import { groupBy } from "../text/group-by.js";
import { Blocks, type NodeSet } from "./blocks.js";
import { areProbablyPair, fitTogether, haveOneSecret } from "./likeness.js";
import { type Link, type Sharer, strongLinks, weakLinks } from "./links.js";
import type { MemberOutline, NodeOutline } from "./outline.js";

/** Why two nodes were joined, for `--explain-clusters`. */
export interface Evidence<N> {
  readonly a: N;
  readonly b: N;
  /** `both carry 192.0.2.10`. */
  readonly reason: string;
  /** False where only ids and names look alike. */
  readonly isStrong: boolean;
}

export interface NodeGroup<N> {
  readonly nodes: readonly N[];
  readonly evidence: readonly Evidence<N>[];
}

/**
 * Which nodes belong together when nobody says so. A VIP in common or unicast addresses that meet join two nodes; what
 * nothing stronger joins is joined by router id, subnet and secret (or name) if nothing contradicts. Private addresses
 * and `VI_1` are everywhere, so the files of one folder come first, then those of the folder above it: groups that are
 * complete by themselves are joined only if they fit together. The order of the nodes does not matter.
 */
export function groupNodes<N extends NodeOutline>(nodes: readonly N[]): readonly NodeGroup<N>[] {
  if (nodes.length < 2) return nodes.map((node) => ({ nodes: [node], evidence: [] }));
  const blocks = new Blocks(nodes);
  joinByFolders(blocks, strongLinks(nodes), joinStrong);
  joinByFolders(blocks, weakLinks(nodes), joinWeak);
  const folders = groupBy(nodes, ({ path }) => path.replace(/[^/\\]*$/, ""));
  for (const inside of folders.values()) joinLast(blocks, blocks.groupsOf(inside));
  if (folders.size > 1) joinLast(blocks, blocks.groupsOf(nodes));
  return blocks.groups();
}

/** Sharers of a link that are together in one folder (or below it). */
interface Meeting<N extends NodeOutline> {
  readonly link: Link<N>;
  readonly sharers: readonly Sharer<N>[];
}

type Join<N extends NodeOutline> = (blocks: Blocks<N>, meeting: Meeting<N>, setOf: (node: N) => NodeSet<N>) => void;

/** From the deepest folder up; what is joined in one depth counts from the next one on. */
function joinByFolders<N extends NodeOutline>(blocks: Blocks<N>, links: readonly Link<N>[], join: Join<N>): void {
  const byDepth = new Map<number, Meeting<N>[]>();
  for (const link of links) {
    for (const [depth, sharers] of meetings(link.sharers)) {
      const known = byDepth.get(depth);
      if (known === undefined) byDepth.set(depth, [{ link, sharers }]);
      else known.push({ link, sharers });
    }
  }
  for (const depth of [...byDepth.keys()].sort((x, y) => y - x)) {
    const sets = blocks.snapshot();
    for (const meeting of byDepth.get(depth) ?? [])
      join(blocks, meeting, (node) => sets.get(node) ?? { root: node, size: 1 });
  }
}

/** Folders in which at least two of the sharers meet, each with its depth; those where nobody joins are left out. */
function meetings<N extends NodeOutline>(sharers: readonly Sharer<N>[]): [number, readonly Sharer<N>[]][] {
  if (distinct(sharers) < 2) return [];
  const found: [number, readonly Sharer<N>[]][] = [];
  let open = [sharers];
  for (let depth = 0; open.length > 0; depth++) {
    const next: (readonly Sharer<N>[])[] = [];
    for (const group of open) {
      const parts = [...groupBy(group, ({ node }) => folderAt(node, depth)).values()];
      const [only] = parts;
      if (parts.length === 1 && only !== undefined && folderAt(only[0]?.node, depth) !== undefined) next.push(only);
      else {
        found.push([depth, group]);
        next.push(...parts.filter((part) => distinct(part) > 1 && folderAt(part[0]?.node, depth) !== undefined));
      }
    }
    open = next;
  }
  return found;
}

/** Name of the folder at a depth of the path; undefined for the file itself. */
function folderAt(node: NodeOutline | undefined, depth: number): string | undefined {
  const parts = (node?.path ?? "").split(/[/\\]/);
  return depth < parts.length - 1 ? parts[depth] : undefined;
}

const distinct = (sharers: readonly Sharer<NodeOutline>[]): number => new Set(sharers.map(({ node }) => node)).size;

function joinStrong<N extends NodeOutline>(
  blocks: Blocks<N>,
  { link, sharers }: Meeting<N>,
  setOf: (node: N) => NodeSet<N>,
): void {
  const singles = sharers.filter(({ node }) => setOf(node).size === 1);
  const areAllSingle = singles.length === sharers.length;
  if (link.fits(sharers)) return blocks.joinAll(sharers, link.reason, true);
  const parts = [...groupBy(sharers, ({ identity }) => identity).values()];
  const areSound = parts.length > 1 && parts.every((part) => distinct(part) > 1 && link.fits(part));
  if (areAllSingle && areSound) for (const part of parts) blocks.joinAll(part, link.reason, true);
  else if (areAllSingle) blocks.joinAll(sharers, link.reason, true);
  else blocks.joinAll(singles, link.reason, true);
}

/** Nodes that belong to nobody, with each other; a single one with the only group that it fits. */
function joinWeak<N extends NodeOutline>(
  blocks: Blocks<N>,
  { link, sharers }: Meeting<N>,
  setOf: (node: N) => NodeSet<N>,
): void {
  const singles = sharers.filter(({ node }) => setOf(node).size === 1);
  if (singles.length === 0) return;
  const isOne = distinct(singles) === 1;
  const joined = isOne ? sharers : singles;
  if (isOne && new Set(sharers.map(({ node }) => setOf(node).root)).size !== 2) return;
  if (link.fits(joined)) blocks.joinAll(joined, link.reason, false);
}

/** Candidates that are compared for one instance: enough for files that people write, and no square. */
const MOST = 8;

/** Where one node of a folder is left alone beside all others there, less is enough, or a mistyped address would hide. */
function joinLast<N extends NodeOutline>(blocks: Blocks<N>, groups: readonly (readonly N[])[]): void {
  const lone = groups.flat().find((node) => blocks.isAlone(node));
  const others = groups.find(([first]) => first !== lone);
  if (groups.length !== 2 || lone === undefined || others === undefined) return;
  const members = others.flatMap((node) => node.instances.map((instance) => ({ node, instance })));
  const byId = groupBy(members, ({ instance }) => instance.vrid.value);
  for (const instance of lone.instances) {
    const sameId = byId.get(instance.vrid.value) ?? [];
    const like = sameId.slice(0, MOST).find((other) => isLike({ node: lone, instance }, other, sameId));
    if (like === undefined) continue;
    const reason = `no other file is left, and ${instance.name ?? "an instance"} looks the same in both`;
    return blocks.joinAll([{ node: like.node }, { node: lone }], reason, false);
  }
}

/** One of two nodes, or one that fits to all nodes of a larger cluster. */
function isLike(member: MemberOutline, other: MemberOutline, sameId: readonly MemberOutline[]): boolean {
  if (!areProbablyPair(member, other)) return false;
  const sameName = sameId.filter(({ instance }) => instance.name === other.instance.name);
  return sameName.length < 2 || (haveOneSecret(member.instance, other.instance) && fitTogether([member, ...sameName]));
}
