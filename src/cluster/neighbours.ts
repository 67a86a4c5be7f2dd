import { bitsOf, isLinkLocal } from "../syntax/addresses.js";
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
    for (const use of usesIn(group)) {
      for (const site of sitesOf(use)) {
        const first = known.get(site);
        if (first === undefined) known.set(site, use);
        else if (first.group !== group) found.set(use.router, neighbour(first));
      }
    }
    return [...found.values()];
  });
}

/** A router id that is used in a network. */
interface Use<N extends NodeOutline> {
  readonly group: Group<N>;
  readonly member: MemberOutline<N>;
  readonly address: string;
  /** Router id, family and interface: what a cluster is reported once for. */
  readonly router: string;
  /** The network, and the multicast group there. */
  readonly network: string;
}

function* usesIn<N extends NodeOutline>(group: Group<N>): Generator<Use<N>> {
  for (const node of group.nodes) {
    for (const instance of node.instances) {
      for (const place of placesOf(instance)) yield { group, member: { node, instance }, ...place };
    }
  }
}

/** Names of where a use is heard, one of which has to be the same for two that hear each other. */
function sitesOf<N extends NodeOutline>({ group, member, address, router, network }: Use<N>): readonly string[] {
  const site = `${router} ${network}`;
  if (!PRIVATE.test(address)) return [site];
  const inFolder = `${site} in ${folderOf(member.node)}`;
  return group.name === undefined ? [inFolder] : [inFolder, `${site} declared`];
}

const folderOf = ({ path }: NodeOutline): string => path.replace(/[^/\\]*$/, "");

function* placesOf({ vrid, family = 4, isUnicast, destination, addresses, interface: device }: InstanceOutline) {
  if (isUnicast || vrid.value === undefined || device.value === undefined || destination.value === undefined) return;
  const router = [vrid.value, family, device.value].join(" ");
  for (const address of addresses) {
    const { prefix } = address;
    if (prefix === undefined || prefix >= bitsOf(address.family) - 1 || isLinkLocal(address)) continue;
    yield { router, network: `${destination.value} ${networkKey(address, prefix)}`, address: address.address };
  }
}

/** RFC 1918 and RFC 4193. A link-local network is the same everywhere and says nothing. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/;

const neighbour = <N extends NodeOutline>({ member: { node, instance }, address }: Use<N>): Neighbour => ({
  vrid: instance.vrid.value ?? 0,
  family: instance.family ?? 4,
  device: instance.interface.value ?? "",
  instance: instance.name ?? "an instance",
  node: node.name,
  address,
});
