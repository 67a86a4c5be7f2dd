import { groupBy } from "../text/group-by.js";
import { isCommonplace } from "./commonplaces.js";
import { fitTogether, identityOf } from "./likeness.js";
import type { MemberOutline, NodeOutline } from "./outline.js";
import { subnetKeys } from "./subnets.js";

/** Something that nodes have in common, and that may make them one cluster. */
export interface Link<N extends NodeOutline> {
  readonly sharers: readonly Sharer<N>[];
  readonly reason: string;
  /** Whether these sharers, taken together, contradict each other nowhere. */
  fits(sharers: readonly Sharer<N>[]): boolean;
}

/** A node that has what a link is about; sharers of one identity are likely to belong together. */
export interface Sharer<N extends NodeOutline> {
  readonly node: N;
  readonly identity: string;
  readonly member: MemberOutline<N> | undefined;
}

/** Virtual addresses that several nodes carry, unicast addresses that meet, virtual services of nodes without VRRP. */
export function strongLinks<N extends NodeOutline>(nodes: readonly N[]): readonly Link<N>[] {
  return [...addressLinks(nodes), ...unicastLinks(nodes), ...serviceLinks(nodes)];
}

function addressLinks<N extends NodeOutline>(nodes: readonly N[]): Link<N>[] {
  const byAddress = index(nodes, ({ instance }) => instance.addresses.map(({ address }) => address));
  return [...byAddress].map(([address, members]) => routerLink(members, `both carry ${address}`));
}

/** The node that sends from an address, and those that send to it; without the first, those that also share the id. */
function unicastLinks<N extends NodeOutline>(nodes: readonly N[]): Link<N>[] {
  const owners = index(nodes, ({ instance }) => (instance.isUnicast ? [instance.source.value ?? ""] : []));
  const senders = index(nodes, ({ instance }) => instance.peers.map(({ address }) => address));
  const links: Link<N>[] = [];
  for (const [address, members] of senders) {
    const own = owners.get(address) ?? [];
    if (own.length > 0) {
      const sharers = [...own, ...members].map(sharerOf);
      links.push({
        sharers,
        reason: `${address} is the unicast address of one and a peer of the other`,
        fits: (some) => isMutual(own, some),
      });
      continue;
    }
    const sameId = groupBy(members, ({ instance }) => `${instance.vrid.value ?? ""}`);
    for (const group of sameId.values()) links.push(routerLink(group, `both have the peer ${address}`));
  }
  return links;
}

/** One node only has the address, and sends to all that send to it; no two send from one address. */
function isMutual(owners: readonly MemberOutline[], sharers: readonly Sharer<NodeOutline>[]): boolean {
  const nodes = new Set(sharers.map(({ node }) => node));
  const [owner, ...others] = owners.filter(({ node }) => nodes.has(node));
  if (owner === undefined || others.length > 0) return false;
  const peers = new Set(owner.instance.peers.map(({ address }) => address));
  const senders = sharers.filter(({ node }) => node !== owner.node);
  const sources = senders.flatMap(({ member }) => member?.instance.source.value ?? []);
  return new Set(sources).size === sources.length && sources.every((source) => peers.has(source));
}

/** Directors whose addresses something else than VRRP moves. */
function serviceLinks<N extends NodeOutline>(nodes: readonly N[]): Link<N>[] {
  const byService = new Map<string, N[]>();
  for (const node of nodes) {
    if (node.instances.length > 0) continue;
    for (const service of new Set(serviceNames(node))) {
      const known = byService.get(service);
      if (known === undefined) byService.set(service, [node]);
      else known.push(node);
    }
  }
  return [...byService].map(([service, sharing]) => ({
    sharers: sharing.map((node) => ({ node, identity: "", member: undefined })),
    reason: `both define virtual_server ${service}`,
    fits: () => false,
  }));
}

/** Marks and names of groups are not unique anywhere. */
const serviceNames = ({ ast }: NodeOutline): string[] =>
  ast.virtualServer.map(({ statement }) => wordsOf(statement.args)).filter((name) => !/^(?:group|fwmark)\b/.test(name));

const wordsOf = (words: readonly { readonly value: string }[]): string => words.map(({ value }) => value).join(" ");

/**
 * Router id, family and subnet together with the secret, or with the name where there is no secret; not where all of
 * them are commonplace.
 */
export function weakLinks<N extends NodeOutline>(nodes: readonly N[]): readonly Link<N>[] {
  const byKey = index(nodes, ({ instance }) => {
    const { vrid, family, name, authentication, addresses } = instance;
    const { secret } = authentication;
    const proof = secret === undefined ? name : `\0${secret}`;
    if (vrid.value === undefined || proof === undefined) return [];
    const isFrequent = secret === undefined ? isCommonplace("names", name) : isCommonplace("secrets", secret);
    const isPlain = isFrequent && isCommonplace("routerIds", vrid.value);
    return subnetKeys(addresses)
      .filter((subnet) => !isPlain || !isCommonplace("subnets", subnet))
      .map((subnet) => `${vrid.value} ${family ?? 4} ${subnet} ${proof}`);
  });
  return [...byKey.values()].map((members) => {
    const { vrid, name } = members[0]?.instance ?? {};
    return routerLink(members, `both have router id ${vrid?.value} in one subnet, and ${name} or its secret`);
  });
}

function routerLink<N extends NodeOutline>(members: readonly MemberOutline<N>[], reason: string): Link<N> {
  const sharers = members.map(sharerOf);
  const fits = (some: readonly Sharer<N>[]) => fitTogether(some.flatMap(({ member }) => member ?? []));
  return { sharers, reason, fits };
}

const sharerOf = <N extends NodeOutline>(member: MemberOutline<N>): Sharer<N> => ({
  node: member.node,
  identity: identityOf(member.instance),
  member,
});

/** Members of all nodes by each of their keys. */
function index<N extends NodeOutline>(
  nodes: readonly N[],
  keysOf: (member: MemberOutline<N>) => readonly string[],
): ReadonlyMap<string, readonly MemberOutline<N>[]> {
  const byKey = new Map<string, MemberOutline<N>[]>();
  for (const node of nodes) {
    for (const instance of node.instances) {
      const member = { node, instance };
      for (const key of new Set(keysOf(member))) {
        if (key === "") continue;
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, [member]);
        else known.push(member);
      }
    }
  }
  return byKey;
}
