import { isLenientOnAddresses, judgeAdvert, reaches, type SameSegment, type Speaker } from "./hears.js";
import type { SimInstance, SimNode } from "./model.js";
import { isFrom } from "./read-model.js";
import type { Actor, Cast } from "./world.js";

/** What the files do not tell and somebody may: addresses of interfaces, and who is on which segment. */
export interface Facts {
  /** Addresses without prefix, by name of the node and interface. */
  readonly addresses?: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> | undefined;
  /** Names of the nodes on a segment, by the interface's name. */
  readonly segments?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Puts instances of several nodes on one stage: who may hear whom, and what it makes of it. */
export function makeCast(nodes: readonly SimNode[], facts: Facts = {}): Cast {
  const areOneSegment = segmentsOf(nodes, facts);
  const all = nodes.flatMap((node, at) =>
    node.instances.map((instance, position) => ({ node, at, instance, position })),
  );
  const guessed = guessAddresses(
    all.map(({ node, instance }) => ({ node, instance, address: knownAddress(node, instance, facts) })),
  );
  const order = rank(guessed.map(({ address }) => address));
  const actors: Actor[] = all.map(({ node, at, instance, position }, who) => ({
    node: at,
    instance,
    position,
    rank: order[who] ?? who,
    isDeafWhileDelayed: isFrom(node.release, "2.2.8"),
    sharesInterfaceFlag: isFrom(node.release, "2.3.3"),
  }));
  const byRouter = new Map<string, number[]>();
  for (const [who, { instance }] of actors.entries()) {
    const key = `${instance.vrid} ${instance.family}`;
    const known = byRouter.get(key);
    if (known === undefined) byRouter.set(key, [who]);
    else known.push(who);
  }
  const hearing = guessed.map((sender, who) => {
    const { instance } = sender;
    const candidates = byRouter.get(`${instance.vrid} ${instance.family}`) ?? [];
    return candidates.flatMap((to) => {
      const receiver = guessed[to];
      if (receiver === undefined || actors[to]?.node === actors[who]?.node) return [];
      if (!reaches(sender, receiver, areOneSegment)) return [];
      return [{ to, how: judgeAdvert(sender, receiver), isLenient: isLenientOnAddresses(receiver, instance) }];
    });
  });
  return { nodes, actors, hearing, members: membersOf(actors) };
}

function membersOf(actors: readonly Actor[]): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>();
  for (const [who, { node, instance }] of actors.entries()) {
    if (instance.group === undefined) continue;
    const key = `${node} ${instance.group}`;
    const known = members.get(key);
    if (known === undefined) members.set(key, [who]);
    else known.push(who);
  }
  return members;
}

/** `unicast_src_ip`, else the first address of the family on the interface (D8); link-local ones of IPv6 are never known. */
function knownAddress(node: SimNode, instance: SimInstance, { addresses }: Facts): string | undefined {
  if (instance.source !== undefined) return instance.source;
  if (instance.family === 6) return undefined;
  const own = addresses?.get(node.name)?.get(instance.interface ?? "") ?? [];
  return own.find((address) => !address.includes(":"));
}

/**
 * An unknown address of a unicast node is the one that all others list and nobody is known to have. Where that does not
 * name a single one it stays unknown.
 */
function guessAddresses(speakers: readonly Speaker[]): readonly Speaker[] {
  return speakers.map((speaker) => {
    const { instance, address } = speaker;
    if (address !== undefined || !instance.isUnicast) return speaker;
    const others = speakers.filter((other) => other.node !== speaker.node && isSameRouter(other.instance, instance));
    const taken = new Set(others.flatMap((other) => other.address ?? []));
    const listed = others.map(({ instance: { peers } }) =>
      [...peers].filter((peer) => !taken.has(peer) && !instance.peers.has(peer)),
    );
    const [first] = listed;
    const common = (first ?? []).filter((peer) => listed.every((peers) => peers.includes(peer)));
    return common.length === 1 ? { ...speaker, address: common[0] } : speaker;
  });
}

const isSameRouter = (a: SimInstance, b: SimInstance): boolean => a.vrid === b.vrid && a.family === b.family;

/** Place of each address in numerical order; unknown ones keep the order in which the nodes were given. */
function rank(addresses: readonly (string | undefined)[]): readonly number[] {
  const known = addresses.map((address, at) => ({ key: address === undefined ? undefined : sortKey(address), at }));
  const sorted = known.toSorted((a, b) => {
    if (a.key === undefined || b.key === undefined) return a.at - b.at;
    return a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at;
  });
  const ranks: number[] = [];
  for (const [place, { at }] of sorted.entries()) ranks[at] = place;
  return ranks;
}

/** Text that sorts as the address does; both families are written in their canonical forms. */
const sortKey = (address: string): string =>
  address.includes(":")
    ? expandIpv6(address)
    : address
        .split(".")
        .map((part) => part.padStart(3, "0"))
        .join(".");

function expandIpv6(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...middle, ...right].map((part) => part.padStart(4, "0")).join(":");
}

/**
 * Interfaces of one name are one segment; one of another name is taken for the same where neither node uses the other's
 * name, because machines name their cards differently. What `segments` says stands above that.
 */
function segmentsOf(nodes: readonly SimNode[], { segments, addresses }: Facts): SameSegment {
  const used = new Map(nodes.map((node) => [node, new Set(node.instances.flatMap((one) => one.interface ?? []))]));
  const isOn = (name: string, node: SimNode): boolean => segments?.get(name)?.includes(node.name) ?? true;
  return (a, b, [left, right]) => {
    if (left === undefined || right === undefined) return true;
    if (left === right) return isOn(left, a) && isOn(right, b);
    if (segments !== undefined || addresses !== undefined) return false;
    return used.get(b)?.has(left) !== true && used.get(a)?.has(right) !== true;
  };
}
