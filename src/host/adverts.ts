import type { Cluster } from "../cluster/cluster.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import type { Flow, Protocol } from "./flow.js";

/** Adverts that a node sends and receives. `unknown` gets what the files do not tell. */
export function advertFlows(node: Node, cluster: Cluster, unknown: string[]): readonly Flow[] {
  return node.instances.flatMap((instance) => {
    const reasons = [`adverts of ${instance.name ?? instance.head.value}`];
    const { family } = instance;
    const protocol = protocolOf(instance);
    if (family === undefined || protocol === undefined) {
      unknown.push(`${reasons[0]}: ${family === undefined ? "their address family" : "their authentication"}`);
      return [];
    }
    const usual = { family, protocol, interface: deviceOf(instance), reasons, at: instance.head };
    return instance.isUnicast
      ? unicast(instance, usual, unknown)
      : multicast(instance, usual, rivalsOf(node, instance, cluster));
  });
}

type Usual = Pick<Flow, "family" | "protocol" | "interface" | "reasons" | "at">;

function unicast({ source, peers, peersKnown }: Instance, usual: Usual, unknown: string[]): readonly Flow[] {
  if (!peersKnown) unknown.push(`${usual.reasons[0]}: some peers`);
  const own = source.value;
  return peers.flatMap(({ address }) => [
    { ...usual, direction: "in", from: address, to: own } as const,
    { ...usual, direction: "out", from: own, to: address } as const,
  ]);
}

/** Without the address of each rival, whoever is on the link may send. */
function multicast({ source, destination }: Instance, usual: Usual, rivals: readonly Instance[]): readonly Flow[] {
  const to = destination.value;
  const sources = rivals.map((rival) => rival.source.value);
  const isKnown = sources.length > 0 && sources.every((one) => one !== undefined);
  return [
    ...(isKnown ? sources : [undefined]).map((from) => ({ ...usual, direction: "in", from, to }) as const),
    { ...usual, direction: "out", from: source.value, to },
    membership(usual),
  ];
}

/** Reports of membership, by which switches know where to send adverts (RFC 3376 §4.2.14, RFC 3810 §5.2.14). */
function membership({ family, interface: device, at }: Usual): Flow {
  const reasons = ["membership in the group of adverts"];
  const kind =
    family === 4
      ? ({ protocol: "igmp", to: "224.0.0.22" } as const)
      : ({ protocol: "ipv6-icmp", to: "ff02::16" } as const);
  return { direction: "out", family, ...kind, interface: device, reasons, at };
}

const rivalsOf = (node: Node, instance: Instance, { routers }: Cluster): readonly Instance[] =>
  (routers.find(({ members }) => members.some((one) => one.instance === instance))?.members ?? [])
    .filter((member) => member.node !== node)
    .map((member) => member.instance);

/** IPSEC-AH has its own protocol (vrrp.c:vrrp_open_sockpool); anything else is VRRP. */
function protocolOf({ authentication: { kind } }: Instance): Protocol | undefined {
  if (kind === "unknown") return undefined;
  return kind === "AH" ? "ah" : "vrrp";
}

/**
 * Where adverts come in. On a VMAC or an IPVLAN they come in by that interface, unless `vmac_xmit_base` is set
 * (measured with 2.2.7: netfilter sees `vrrp.51`, not `eth0`). Its name may be keepalived's own choice: undefined.
 */
function deviceOf({ block, interface: real }: Instance): string | undefined {
  const isVirtual = block.useVmac.length > 0 || block.useIpvlan !== undefined;
  return isVirtual && block.vmacXmitBase === undefined ? undefined : real.value;
}
