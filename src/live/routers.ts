import { addressBytes } from "../syntax/addresses.js";
import { DisjointSets } from "../text/disjoint-sets.js";
import { groupBy } from "../text/group-by.js";
import type { LiveMember, LiveNode } from "./nodes.js";

/**
 * Which instances are one virtual router: those that the files say so of, then those that carry an address together, then
 * those of one router id and name that nothing else joins. No router has two instances of one node.
 */
export function groupMembers(
  members: readonly LiveMember[],
  writtenRouter: (member: LiveMember) => number | undefined,
): readonly (readonly LiveMember[])[] {
  const sets = new DisjointSets<LiveMember>();
  const nodes = new Map<LiveMember, Set<LiveNode>>(members.map((member) => [member, new Set([member.node])]));
  const join = (some: readonly LiveMember[]): void => {
    const [first, ...rest] = some;
    for (const other of rest) if (first !== undefined) joinTwo(sets, nodes, first, other);
  };
  const joinBy = (some: readonly LiveMember[], keysOf: (member: LiveMember) => readonly string[]): void => {
    for (const group of groupBy(
      some.flatMap((member) => keysOf(member).map((key) => ({ member, key }))),
      ({ key }) => key,
    ).values())
      join(group.map(({ member }) => member));
  };
  joinBy(members, (member) => {
    const router = writtenRouter(member);
    return router === undefined ? [] : [`${router}`];
  });
  joinBy(members, (member) => sharedAddresses(member).map((address) => `${idOf(member)} ${address}`));
  joinBy(members, sharedAddresses);
  const alone = members.filter((member) => (nodes.get(sets.find(member))?.size ?? 0) < 2);
  joinBy(alone, (member) => [`${idOf(member)} ${member.running.name}`]);
  joinBy(
    alone.filter((member) => (nodes.get(sets.find(member))?.size ?? 0) < 2 && hasNoAddress(member)),
    (member) => [idOf(member)],
  );
  return [...groupBy(members, (member) => sets.find(member)).values()];
}

function joinTwo(
  sets: DisjointSets<LiveMember>,
  nodes: Map<LiveMember, Set<LiveNode>>,
  a: LiveMember,
  b: LiveMember,
): void {
  const [left, right] = [sets.find(a), sets.find(b)];
  const [mine, other] = [nodes.get(left), nodes.get(right)];
  if (left === right || mine === undefined || other === undefined) return;
  for (const node of other) if (mine.has(node)) return;
  for (const node of other) mine.add(node);
  sets.join(left, right);
}

const hasNoAddress = ({ running: { addresses } }: LiveMember): boolean => (addresses ?? []).length === 0;

const idOf = ({ running: { vrid, family } }: LiveMember): string => `${vrid ?? "?"} ${family ?? 4}`;

/** Addresses that a network has once: a link-local one is on each link anew. */
export const sharedAddresses = ({ running }: LiveMember): readonly string[] =>
  [...(running.addresses ?? []), ...(running.excluded ?? [])]
    .filter((address) => !isLinkLocal(address))
    .map(({ address }) => address);

const isLinkLocal = (address: Parameters<typeof addressBytes>[0]): boolean => {
  const [first = 0, second = 0] = addressBytes(address);
  return address.family === 6 ? first === 0xfe && (second & 0xc0) === 0x80 : first === 169 && second === 254;
};
