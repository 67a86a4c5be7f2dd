import { addressBytes, bitsOf, type IpAddress, inSameNetwork, readAddress } from "../../syntax/addresses.js";
import type { Truth } from "./ruleset.js";

/** Whether all hold. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Whether one holds. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/**
 * Whether an address is in `ADDRESS`, `ADDRESS/BITS` or `ADDRESS/MASK`; undefined also where that cannot be read. Of an
 * address that is not known its network may be, as `fe80::/10`.
 */
export function isIn(address: string | undefined, network: string): Truth {
  const written = networkOf(network);
  if (written === undefined) return undefined;
  if (written.bits === 0) return true;
  const own = networkOf(address ?? "");
  if (own === undefined) return undefined;
  if (written.bits <= own.bits) return inSameNetwork(own.first, written.first, written.bits);
  return inSameNetwork(own.first, written.first, own.bits) ? undefined : false;
}

function networkOf(text: string): { readonly first: IpAddress; readonly bits: number } | undefined {
  const [start = "", size] = text.split("/", 2);
  const first = readAddress(start);
  const bits = size === undefined ? first && bitsOf(first.family) : prefixOf(size);
  return first === undefined || bits === undefined ? undefined : { first, bits };
}

/** Bits of `24`, `255.255.255.0`, `ffff::`; undefined for a mask with holes. */
function prefixOf(size: string): number | undefined {
  if (/^\d+$/.test(size)) return Number(size);
  const mask = readAddress(size);
  if (mask === undefined) return undefined;
  const bits = addressBytes(mask)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}

/** Whether an address is between two, both included. */
export function isBetween(address: string | undefined, first: string, last: string): Truth {
  const [own, low, high] = [address ?? "", first, last].map((text) => readAddress(text));
  if (own === undefined || low === undefined || high === undefined) return undefined;
  if (own.family !== low.family) return false;
  const key = (one: typeof own): string => String.fromCharCode(...addressBytes(one));
  return key(low) <= key(own) && key(own) <= key(high);
}

/** Whether an interface has a name, or one that begins as a pattern says (`sign` at its end). */
export function hasName(name: string | undefined, pattern: string, sign: "+" | "*"): Truth {
  if (pattern === sign) return true;
  if (name === undefined) return undefined;
  return pattern.endsWith(sign) ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Numbers of the protocols that rulesets write by name (/etc/protocols). */
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ ip: 0, hopopt: 0, icmp: 1, igmp: 2, ipencap: 4, ipv4: 4, tcp: 6, egp: 8, udp: 17, dccp: 33, ipv6: 41, rsvp: 46 },
  ...{ gre: 47, esp: 50, ah: 51, "ipv6-icmp": 58, icmpv6: 58, eigrp: 88, ospf: 89, ospfigp: 89, pim: 103, ipcomp: 108 },
  ...{ comp: 108, vrrp: 112, carp: 112, l2tp: 115, sctp: 132, udplite: 136 },
};

/** Whether a protocol is the one that a rule writes by name or number; undefined for a name that is not known. */
export function isProtocol(protocol: number, written: string): Truth {
  if (/^\d+$/.test(written)) return Number(written) === protocol;
  const number = NUMBERS[written.toLowerCase()];
  return number === undefined ? undefined : number === protocol;
}
