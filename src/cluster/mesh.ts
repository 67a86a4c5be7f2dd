import type { Peer } from "../semantic/instances.js";
import type { Member, VirtualRouter } from "./virtual-routers.js";

/** A node of a unicast router: what it sends from and to. */
export interface MeshNode {
  readonly member: Member;
  /** Undefined: the first address of the interface, which no file tells. */
  readonly source: string | undefined;
  /** Other nodes whose address is not in the list. */
  readonly missing: readonly MeshNode[];
  /** Peers that are no node's address; empty unless every node's address is known. */
  readonly strangers: readonly Peer[];
}

export interface Mesh {
  readonly nodes: readonly MeshNode[];
  /** Nodes for which all others list one other address. */
  readonly moved: readonly { readonly node: MeshNode; readonly others: readonly MeshNode[] }[];
  /** Whether all nodes list an address. */
  isCommon(address: string): boolean;
}

/** Who lists whom; undefined unless at least two nodes send by unicast and all their lists are known. */
export function readMesh({ members }: VirtualRouter): Mesh | undefined {
  const unicast = members.filter(({ instance }) => instance.isUnicast);
  const isKnown = unicast.every(({ node, instance }) => instance.peersKnown && node.isComplete);
  if (unicast.length < 2 || !isKnown || haveCopies(unicast)) return undefined;
  const nodes = unicast.map((member) => meshNode(member, unicast));
  for (const node of nodes) node.missing.push(...missingOf(node, nodes));
  const moved = unicast.length < 3 ? [] : nodes.flatMap((node) => movedNode(node, nodes));
  const settled = new Set(moved.flatMap(({ address }) => address));
  const movedNodes = new Set<MeshNode>(moved.map(({ node }) => node));
  return {
    moved: moved.map(({ node, others }) => ({ node, others })),
    nodes: nodes.map(({ member, source, missing, strangers }) => ({
      member,
      source,
      missing: missing.filter((node) => !movedNodes.has(node)),
      strangers: strangers.filter(({ address }) => !settled.has(address)),
    })),
    isCommon: (address) => unicast.every(({ instance }) => instance.peers.some((peer) => peer.address === address)),
  };
}

/** Two nodes with one address are one mistake (cluster-node-identity-copied), and the lists cannot be judged. */
function haveCopies(members: readonly Member[]): boolean {
  const sources = members.flatMap(({ instance }) => instance.source.value ?? []);
  return new Set(sources).size < sources.length;
}

type Open = MeshNode & { readonly missing: MeshNode[] };

function meshNode(member: Member, unicast: readonly Member[]): Open {
  const sources = unicast.map(({ instance }) => instance.source.value);
  const areKnown = sources.every((source) => source !== undefined);
  const known = new Set(sources);
  const strangers = areKnown ? member.instance.peers.filter(({ address }) => !known.has(address)) : [];
  return { member, source: member.instance.source.value, missing: [], strangers };
}

function missingOf({ member, source }: MeshNode, nodes: readonly MeshNode[]): MeshNode[] {
  const peers = new Set(member.instance.peers.map(({ address }) => address));
  return nodes.filter((other) => other.source !== undefined && other.source !== source && !peers.has(other.source));
}

function movedNode(node: Open, nodes: readonly Open[]) {
  const others = nodes.filter((other) => other !== node);
  const addresses = others.map(({ strangers }) => (strangers.length === 1 ? strangers[0]?.address : undefined));
  const [address] = addresses;
  const areOne = address !== undefined && addresses.every((other) => other === address);
  return areOne && others.every(({ missing }) => missing.includes(node)) ? [{ node, others, address }] : [];
}
