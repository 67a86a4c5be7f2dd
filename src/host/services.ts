import type { Word } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import { type Checker, CONNECTING, type Server } from "../semantic/real-servers.js";
import type { AddressRange } from "../semantic/server-groups.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { addressOf, type IpAddress } from "../syntax/addresses.js";
import type { Flow, Protocol } from "./flow.js";

/** Packets of virtual servers, of what IPVS makes of them, and of the checks of their servers. */
export function serviceFlows(node: Node, unknown: string[]): readonly Flow[] {
  return node.virtualServers.flatMap((service) => [
    ...clientFlows(service, unknown),
    ...serversOf(service).flatMap((server) => serverFlows(server, service, unknown)),
    ...service.realServers.flatMap(({ checkers }) => checkers.flatMap((checker) => checkFlows(checker))),
  ]);
}

interface Endpoint {
  readonly address: IpAddress;
  /** Undefined: any port. */
  readonly port: number | undefined;
}

/** More addresses of one group line than this are not listed one by one. */
const MAX_RANGE = 16n;

/** Where clients connect to. Packets pass the input rules before IPVS takes them (ip_vs_core.c:ip_vs_ops). */
function clientFlows({ target, label, protocol, head }: EffectiveVirtualServer, unknown: string[]): readonly Flow[] {
  const reasons = [`clients of virtual_server ${label}`];
  if (target.kind === "fwmark") return [];
  const endpoints = endpointsOf(target);
  if (endpoints === undefined || protocol.value === undefined) {
    unknown.push(`${reasons[0]}: ${endpoints === undefined ? "their addresses" : "their protocol"}`);
    return [];
  }
  const name = protocol.value.toLowerCase() as Protocol;
  return endpoints.map(({ address: { address, family }, port }) => ({
    direction: "in",
    family,
    protocol: name,
    to: address,
    toPort: port,
    reasons,
    at: head,
  }));
}

/** Undefined where not all are known or there are too many. */
function endpointsOf(target: EffectiveVirtualServer["target"]): readonly Endpoint[] | undefined {
  if (target.kind === "address") return [{ address: target.address, port: target.port || undefined }];
  if (target.kind !== "group" || target.group?.isKnown !== true) return undefined;
  const found: Endpoint[] = [];
  for (const entry of target.group.entries) {
    if (entry.kind === "fwmark") continue;
    if (entry.range.last - entry.range.first >= MAX_RANGE) return undefined;
    for (const address of addressesIn(entry.range)) found.push({ address, port: entry.port || undefined });
  }
  return found;
}

function* addressesIn({ family, first, last }: AddressRange): Generator<IpAddress> {
  for (let value = first; value <= last; value++) yield addressOf(value, family);
}

const serversOf = ({ realServers, sorryServer }: EffectiveVirtualServer): readonly Server[] =>
  sorryServer === undefined ? realServers : [...realServers, sorryServer];

/**
 * What goes to a server, through the output rules, and with NAT what comes back, through the forward rules
 * (ip_vs_xmit.c:ip_vs_nat_xmit, ip_vs_dr_xmit, ip_vs_tunnel_xmit).
 */
function serverFlows(
  { address, port, head, method }: Server,
  service: EffectiveVirtualServer,
  unknown: string[],
): readonly Flow[] {
  const reasons = [`server ${head.value} of virtual_server ${service.label}`];
  const protocol = service.protocol.value?.toLowerCase() as Protocol | undefined;
  if (address === undefined || method.value === undefined || (method.value !== "TUN" && protocol === undefined)) {
    unknown.push(`${reasons[0]}: its address, protocol or forwarding method`);
    return [];
  }
  const { family } = address;
  if (method.value === "DR") return [];
  if (method.value === "TUN") {
    const tunnel = family === 4 ? "ipencap" : "ipv6";
    return [{ direction: "out", family, protocol: tunnel, to: address.address, reasons, at: head }];
  }
  const usual = { family, protocol: protocol ?? "tcp", reasons, at: head };
  const known = port === 0 ? undefined : port;
  return [
    { ...usual, direction: "out", to: address.address, toPort: known },
    { ...usual, direction: "forward", from: address.address, fromPort: known },
  ];
}

function checkFlows({ kind, address, port, head }: Checker): readonly Flow[] {
  if (address === undefined) return [];
  const { family } = address;
  const usual = {
    direction: "out",
    family,
    to: address.address,
    reasons: [`check ${kind}`],
    at: head as Word,
  } as const;
  if (kind === "PING_CHECK") return [{ ...usual, protocol: family === 4 ? "icmp" : "ipv6-icmp" }];
  const protocol = CONNECTING.get(kind);
  return protocol === undefined || port === undefined || port === 0 ? [] : [{ ...usual, protocol, toPort: port }];
}
