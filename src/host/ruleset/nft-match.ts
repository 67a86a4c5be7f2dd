import { hasName, isBetween, isIn, isProtocol, not, some } from "./match.js";
import type { Packet, Truth } from "./ruleset.js";

export type Expression = Readonly<Record<string, unknown>>;

/** Elements of the named sets and maps of a table. */
export type Sets = ReadonlyMap<string, readonly unknown[]>;

/** Whether a packet is as a `match` says (libnftables-json(5)). */
export function matches(value: unknown, packet: Packet, sets: Sets): Truth {
  const { op, left, right } = (value ?? {}) as {
    readonly op?: unknown;
    readonly left?: unknown;
    readonly right?: unknown;
  };
  const test = testOf(left, packet);
  // A rule for another protocol does not match, whatever it compares.
  if (test === false) return false;
  if (test === undefined) return undefined;
  const is = isOneOf(right, test, sets, 0);
  return op === "==" || op === "in" ? is : op === "!=" ? not(is) : undefined;
}

/** Compares one written value with that of the packet. */
type Test = (written: string, range?: readonly [string, string] | undefined) => Truth;

/** Sets in sets are not nested deeper by any program. */
const MAX_DEPTH = 4;

function isOneOf(right: unknown, test: Test, sets: Sets, depth: number): Truth {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof right === "number") return test(String(right));
  if (typeof right === "string") {
    if (!right.startsWith("@")) return test(right);
    const named = sets.get(right.slice(1));
    return named === undefined ? undefined : isOneOf({ set: named }, test, sets, depth + 1);
  }
  if (Array.isArray(right)) return some(right.map((one) => isOneOf(one, test, sets, depth + 1)));
  const { set, prefix, range, elem } = (right ?? {}) as Readonly<Record<string, unknown>>;
  if (set !== undefined) return some([set].flat().map((one) => isOneOf(one, test, sets, depth + 1)));
  if (elem !== undefined) return isOneOf((elem as Expression).val, test, sets, depth + 1);
  if (Array.isArray(range)) return test("", [String(range[0]), String(range[1])]);
  const { addr, len } = (prefix ?? {}) as Readonly<Record<string, unknown>>;
  return addr === undefined ? undefined : test(`${addr}/${len}`);
}

/** How the left side of a match compares; false: never, as it is of another protocol. */
function testOf(left: unknown, packet: Packet): Test | false | undefined {
  const { payload, meta, ct, fib } = (left ?? {}) as Readonly<Record<string, unknown>>;
  if (payload !== undefined) return ofPayload(payload as Expression, packet);
  if (meta !== undefined) return ofMeta(String((meta as Expression).key), packet);
  if (ct !== undefined) return (ct as Expression).key === "state" ? ofState(packet) : undefined;
  if (fib !== undefined) return ofFib(fib as Expression, packet);
  return undefined;
}

const address =
  (own: string | undefined): Test =>
  (written, range) =>
    range === undefined ? isIn(own, written) : isBetween(own, ...range);

const protocol =
  (number: number): Test =>
  (written, range) =>
    range === undefined ? isProtocol(number, written) : Number(range[0]) <= number && number <= Number(range[1]);

const word =
  (own: string): Test =>
  (written, range) =>
    range === undefined ? written === own : undefined;

/** Headers that neither VRRP nor AH has: a rule that asks for one is for another protocol. */
const OTHER: ReadonlySet<string> = new Set([
  "tcp",
  "udp",
  "udplite",
  "sctp",
  "dccp",
  "icmp",
  "icmpv6",
  "igmp",
  "esp",
  "arp",
]);

function ofPayload({ protocol: name, field }: Expression, packet: Packet): Test | false | undefined {
  if (OTHER.has(String(name))) return false;
  if (name !== "ip" && name !== "ip6") return undefined;
  if ((name === "ip" ? 4 : 6) !== packet.family) return false;
  switch (field) {
    case "saddr":
      return address(packet.from);
    case "daddr":
      return address(packet.to);
    case "protocol":
    case "nexthdr":
      return protocol(packet.protocol);
    case "ttl":
    case "hoplimit":
      return packet.isMulticast || packet.direction === "out" ? word(ADVERT_TTL) : undefined;
    default:
      return undefined;
  }
}

/** vrrp.h:VRRP_IP_TTL; unicast may be set otherwise. */
const ADVERT_TTL = "255";

function ofMeta(key: string, packet: Packet): Test | undefined {
  switch (key) {
    case "l4proto":
      return protocol(packet.protocol);
    case "nfproto":
      return word(packet.family === 4 ? "ipv4" : "ipv6");
    case "protocol":
      return word(packet.family === 4 ? "ip" : "ip6");
    case "iif":
    case "iifname":
      return packet.direction === "in" ? (written) => hasName(packet.interface, written, "*") : () => false;
    case "oif":
    case "oifname":
      return packet.direction === "out" ? (written) => hasName(packet.interface, written, "*") : () => false;
    case "pkttype":
      return packet.direction === "in" ? word(packet.isMulticast ? "multicast" : "host") : undefined;
    default:
      return undefined;
  }
}

function ofState({ state }: Packet): Test | undefined {
  return state === undefined ? undefined : word(state);
}

/** `fib daddr type`: what kind of address the packet is for. */
function ofFib({ result, flags }: Expression, packet: Packet): Test | undefined {
  if (result !== "type" || String([flags].flat()) !== "daddr") return undefined;
  return word(packet.isMulticast ? "multicast" : packet.direction === "in" ? "local" : "unicast");
}
