import ipaddr from "ipaddr.js";
import type { IpAddress, IpPrefix } from "../../grammar/index.js";

export type Family = 4 | 6;

export type { IpAddress, IpPrefix };

/** Four numbers up to 255 without leading zeros. `node:net` knows this too, but loads all of Node's streams: 3 ms. */
const DOTTED_QUAD = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** What inet_pton takes: dotted quad without leading zeros, or IPv6 without a zone. */
export function readAddress(text: string): IpAddress | undefined {
  if (DOTTED_QUAD.test(text)) return { address: text, family: 4 };
  if (!isIpv6(text)) return undefined;
  return { address: ipaddr.IPv6.parse(text).toString(), family: 6 };
}

/** The address before `-` or `/`; what follows is ignored (lib/utils.c:inet_stosockaddr). */
export function readLeadingAddress(text: string): IpAddress | undefined {
  const cut = text.search(/[-/]/);
  return readAddress(cut < 0 ? text : text.slice(0, cut));
}

/** What inet_aton takes: one to four numbers, also octal or hexadecimal, of which the last fills what is left. */
export function isNumericIpv4(text: string): boolean {
  const parts = text.split(".");
  const numbers = parts.map((part) => (/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(part) ? toNumber(part) : Number.NaN));
  const last = numbers.pop() ?? Number.NaN;
  return parts.length <= 4 && numbers.every((number) => number <= 255) && last < 256 ** (4 - numbers.length);
}

const toNumber = (part: string): number => Number(part.replace(/^0(?=[0-7])/, "0o"));

/** The library also takes zones, and octal or hexadecimal numbers in an IPv4 part. */
function isIpv6(text: string): boolean {
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return false;
  return !text.includes(".") || DOTTED_QUAD.test(text.slice(text.lastIndexOf(":") + 1));
}

/** `ADDRESS` or `ADDRESS/PREFIX` (vrrp_ipaddress.c:parse_ipaddress). `badPrefix`: keepalived takes the full length. */
export function readPrefix(text: string): { readonly value: IpPrefix; readonly badPrefix: boolean } | undefined {
  const slash = text.indexOf("/");
  const read = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (read === undefined) return undefined;
  const { address, family } = read;
  const digits = slash < 0 ? "" : text.slice(slash + 1);
  if (digits === "") return { value: { address, family, prefix: undefined }, badPrefix: false };
  const prefix = Number(digits);
  const isGood = /^\+?\d+$/.test(digits) && prefix <= bitsOf(family);
  return { value: { address, family, prefix: isGood ? prefix : undefined }, badPrefix: !isGood };
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

const firstByte = (address: IpAddress): number =>
  address.family === 4 ? Number.parseInt(address.address, 10) : (addressBytes(address)[0] ?? 0);

export function isMulticast(address: IpAddress): boolean {
  const first = firstByte(address);
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

/** The address whose bytes make this number; the inverse of `addressBytes`. */
export function addressOf(value: bigint, family: Family): IpAddress {
  const bytes = Array.from({ length: bitsOf(family) / 8 }, (_, at, count = bitsOf(family) / 8) =>
    Number((value >> BigInt(8 * (count - 1 - at))) & 0xffn),
  );
  return { address: ipaddr.fromByteArray(bytes).toString(), family };
}

/** Blocks of RFC 1918, RFC 6598 and RFC 4193: address, bits. */
const PRIVATE_BLOCKS: readonly (readonly [address: IpAddress, bits: number])[] = [
  [{ address: "10.0.0.0", family: 4 }, 8],
  [{ address: "172.16.0.0", family: 4 }, 12],
  [{ address: "192.168.0.0", family: 4 }, 16],
  [{ address: "100.64.0.0", family: 4 }, 10],
  [{ address: "fc00::", family: 6 }, 7],
];

/** Whether both addresses are public, or of one private block: a typing mistake seldom leads to another one. */
export function inSameRange(a: IpAddress, b: IpAddress): boolean {
  const blockOf = (one: IpAddress) => PRIVATE_BLOCKS.find(([block, bits]) => inSameNetwork(block, one, bits));
  return blockOf(a) === blockOf(b);
}
