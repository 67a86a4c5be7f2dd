import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import type { IpAddress, IpPrefix } from "../../grammar/index.js";

export type Family = 4 | 6;

export type { IpAddress, IpPrefix };

/** What inet_pton takes: dotted quad without leading zeros, or IPv6 without a zone. */
export function readAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { address: text, family: 4 };
  if (!isIPv6(text) || text.includes("%")) return undefined;
  return { address: ipaddr.IPv6.parse(text).toString(), family: 6 };
}

/** `ADDRESS` or `ADDRESS/PREFIX` (vrrp_ipaddress.c:parse_ipaddress). `badPrefix`: keepalived takes the full length. */
export function readPrefix(text: string): (IpPrefix & { readonly badPrefix: boolean }) | undefined {
  const slash = text.indexOf("/");
  const address = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  if (slash < 0) return { ...address, prefix: undefined, badPrefix: false };
  const digits = text.slice(slash + 1);
  if (digits === "") return { ...address, prefix: undefined, badPrefix: false };
  const prefix = Number(digits);
  const isGood = /^\+?\d+$/.test(digits) && prefix <= bitsOf(address.family);
  return { ...address, prefix: isGood ? prefix : undefined, badPrefix: !isGood };
}

export const bitsOf = (family: Family): number => (family === 4 ? 32 : 128);

/** The bytes of an address: 4 or 16. */
export function addressBytes({ address, family }: IpAddress): readonly number[] {
  return family === 4 ? bytesOfIpv4(address) : ipaddr.IPv6.parse(address).toByteArray();
}

function bytesOfIpv4(address: string): readonly number[] {
  const bytes = [0, 0, 0, 0];
  let index = 0;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code === DOT) index++;
    else bytes[index] = (bytes[index] ?? 0) * 10 + code - ZERO;
  }
  return bytes;
}

const DOT = 46;
const ZERO = 48;

/** Whether both addresses lie in one network of `prefix` bits. */
export function inSameNetwork(a: IpAddress, b: IpAddress, prefix: number): boolean {
  if (a.family !== b.family) return false;
  const [left, right] = [addressBytes(a), addressBytes(b)];
  for (let bit = 0; bit < prefix; bit += 8) {
    const mask = prefix - bit >= 8 ? 0xff : (0xff << (8 - (prefix - bit))) & 0xff;
    if (((left[bit >> 3] ?? 0) & mask) !== ((right[bit >> 3] ?? 0) & mask)) return false;
  }
  return true;
}

export function isMulticast(address: IpAddress): boolean {
  const [first = 0] = addressBytes(address);
  return address.family === 4 ? first >= 224 && first < 240 : first === 0xff;
}

/** fe80::/10, or 169.254.0.0/16. */
export function isLinkLocal(address: IpAddress): boolean {
  const [first = 0, second = 0] = addressBytes(address);
  return address.family === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
}

export function isLoopback(address: IpAddress): boolean {
  return address.family === 4 ? address.address.startsWith("127.") : address.address === "::1";
}
