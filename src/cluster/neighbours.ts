import { bitsOf } from "../syntax/addresses.js";
import type { InstanceOutline, MemberOutline, NodeOutline } from "./outline.js";
import { networkKey } from "./subnets.js";

/** A virtual router of another cluster that uses the router id of one of this cluster in the same network. Plain data. */
export interface Neighbour {
  readonly vrid: number;
  readonly family: 4 | 6;
  /** Interface that both run on. */
  readonly device: string;
  /** Name, node and address of the other one. */
  readonly instance: string;
  readonly node: string;
  readonly address: string;
}

/** Nodes that are one cluster, declared so or not. */
interface Group<N> {
  readonly name: string | undefined;
  readonly nodes: readonly N[];
}

/**
 * For each cluster those before it that use one of its router ids where both are heard: by multicast to one group, on
 * interfaces of one name, with virtual addresses whose written prefix names one network. A private network in another
 * folder is often another site's, unless both clusters are declared together. Linear in the number of addresses.
 */
export function neighboursOf<N extends NodeOutline>(groups: readonly Group<N>[]): readonly (readonly Neighbour[])[] {
  const known = new Map<string, Use<N>>();
  return groups.map((group) => {
    const found = new Map<string, Neighbour>();
    for (const { key, ...use } of usesIn(group)) {
      const first = known.get(key);
      if (first === undefined) known.set(key, use);
      else if (first.group !== group && (!use.isPrivate || areTogether(first, use)))
        found.set(key.slice(0, key.indexOf(" ", key.indexOf(" ") + 1)), neighbour(first));
    }
    return [...found.values()];
  });
}

/** A router id that is used in a network. */
interface Use<N extends NodeOutline> {
  readonly group: Group<N>;
  readonly member: MemberOutline<N>;
  readonly address: string;
  readonly isPrivate: boolean;
}

/** Each with a name of where it is heard, which begins with id and family. */
function* usesIn<N extends NodeOutline>(group: Group<N>): Generator<Use<N> & { readonly key: string }> {
  for (const node of group.nodes) {
    for (const instance of node.instances) {
      for (const place of placesOf(instance)) yield { group, member: { node, instance }, ...place };
    }
  }
}

const areTogether = <N extends NodeOutline>({ group: a, member: one }: Use<N>, { group: b, member: other }: Use<N>) =>
  (a.name !== undefined && b.name !== undefined) || folderOf(one.node) === folderOf(other.node);

const folderOf = ({ path }: NodeOutline): string => path.replace(/[^/\\]*$/, "");

function* placesOf({ vrid, family = 4, isUnicast, destination, addresses, interface: device }: InstanceOutline) {
  if (isUnicast || vrid.value === undefined || device.value === undefined || destination.value === undefined) return;
  for (const address of addresses) {
    const { prefix } = address;
    if (prefix === undefined || prefix >= bitsOf(address.family) - 1) continue;
    const network = networkKey(address, prefix);
    const key = [vrid.value, family, destination.value, device.value, network].join(" ");
    yield { key, address: address.address, isPrivate: PRIVATE.test(address.address) };
  }
}

/** RFC 1918 and RFC 4193. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/;

const neighbour = <N extends NodeOutline>({ member: { node, instance }, address }: Use<N>): Neighbour => ({
  vrid: instance.vrid.value ?? 0,
  family: instance.family ?? 4,
  device: instance.interface.value ?? "",
  instance: instance.name ?? "an instance",
  node: node.name,
  address,
});
