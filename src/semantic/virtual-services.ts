import type { Word } from "../../grammar/index.js";
import type { Family } from "../syntax/addresses.js";
import type { Server } from "./real-servers.js";
import { type AddressRange, rangeOf } from "./server-groups.js";
import type { EffectiveVirtualServer } from "./virtual-servers.js";

/** Something that a virtual server claims in IPVS. */
interface Claim {
  /** What has to be equal for two claims to meet: protocol, port and family, or a firewall mark. */
  readonly key: string;
  readonly range: AddressRange;
  readonly server: EffectiveVirtualServer;
  readonly order: number;
  /** As messages name it. */
  readonly what: string;
}

export interface Overlap {
  readonly first: EffectiveVirtualServer;
  readonly second: EffectiveVirtualServer;
  readonly what: string;
}

/** Virtual servers that claim what an earlier one has claimed, each once, in order. */
export function findOverlaps(servers: readonly EffectiveVirtualServer[]): readonly Overlap[] {
  // One without real servers is not set up, and reported for that.
  const claims = servers.flatMap((server, order) => (server.realServers.length === 0 ? [] : claimsOf(server, order)));
  claims.sort((a, b) => compare(a.key, b.key) || compare(a.range.first, b.range.first) || a.order - b.order);
  const found = new Map<EffectiveVirtualServer, Overlap & { readonly order: number }>();
  let widest: Claim | undefined;
  for (const claim of claims) {
    const isNew = widest === undefined || widest.key !== claim.key || claim.range.first > widest.range.last;
    if (!isNew && widest !== undefined && widest.server !== claim.server) add(found, widest, claim);
    if (isNew || widest === undefined || claim.range.last > widest.range.last) widest = claim;
  }
  return [...found.values()].sort((a, b) => a.order - b.order);
}

function add(found: Map<EffectiveVirtualServer, Overlap & { readonly order: number }>, a: Claim, b: Claim): void {
  const [first, second] = a.order < b.order ? [a, b] : [b, a];
  if (found.has(second.server)) return;
  found.set(second.server, { first: first.server, second: second.server, what: second.what, order: second.order });
}

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is not known claims nothing. */
function claimsOf(server: EffectiveVirtualServer, order: number): Claim[] {
  const { target } = server;
  if (target.kind === "address") {
    return target.port === undefined
      ? []
      : addressClaim(server, order, rangeOf(target.address), target.port, server.label);
  }
  if (target.kind === "fwmark") return markClaim(server, order, target.mark, server.family);
  if (target.kind === "unknown") return [];
  return (target.group?.entries ?? []).flatMap((entry) =>
    entry.kind === "fwmark"
      ? markClaim(server, order, entry.mark, entry.family ?? server.family)
      : addressClaim(server, order, entry.range, entry.port, `${entry.word.value} ${entry.port}`),
  );
}

function addressClaim(
  server: EffectiveVirtualServer,
  order: number,
  range: AddressRange,
  port: number,
  what: string,
): Claim[] {
  const protocol = server.protocol.value;
  if (protocol === undefined) return [];
  return [{ key: `${protocol} ${port} ${range.family}`, range, server, order, what: `${what} (${protocol})` }];
}

const ONE: Pick<AddressRange, "first" | "last"> = { first: 0n, last: 0n };

function markClaim(server: EffectiveVirtualServer, order: number, mark: number, family: Family | undefined): Claim[] {
  if (family === undefined) return [];
  return [{ key: `fwmark ${mark} ${family}`, range: { family, ...ONE }, server, order, what: `fwmark ${mark}` }];
}

/** Packets keep the port that they were sent to. */
export const keepsPort = ({ method }: Server): boolean => method.value === "DR" || method.value === "TUN";

/** The port that packets go to: where none is written, and always by DR and TUN, that of the service; 0 for a mark. */
export function portInUse(server: Server, { target }: EffectiveVirtualServer): number | undefined {
  const { port } = server;
  if (port === undefined || target.kind === "group" || target.kind === "unknown") return port;
  const isTaken = keepsPort(server) || (port === 0 && target.kind === "address");
  if (!isTaken) return port;
  return target.kind === "address" ? target.port : 0;
}

/** A port of the service. */
export interface ServicePort {
  readonly port: number;
  readonly at: Word;
  readonly what: string;
  /** All addresses of the service have this port. */
  readonly isOnly: boolean;
}

/** The first port of the service that is not the one written for a server which gets packets as they are. */
export function otherPort(server: Server, { target, head, label }: EffectiveVirtualServer): ServicePort | undefined {
  const { port } = server;
  if (port === undefined || port === 0 || !keepsPort(server)) return undefined;
  if (target.kind === "address") {
    if (target.port === undefined || target.port === port) return undefined;
    return { port: target.port, at: head, what: label, isOnly: true };
  }
  const entries = target.kind === "group" ? (target.group?.entries ?? []) : [];
  const addresses = entries.filter((entry) => entry.kind === "address");
  const other = addresses.find((entry) => entry.port !== port);
  if (other === undefined) return undefined;
  const isOnly = addresses.every((entry) => entry.port === other.port);
  return { port: other.port, at: other.word, what: `${other.word.value} in ${label}`, isOnly };
}
