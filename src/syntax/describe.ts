import type { Argument } from "../../grammar/index.js";

const NOUNS: Readonly<Record<string, string>> = {
  ip: "an IP address",
  "bare-ip": "an IP address without a prefix length",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  "ip/prefix": "an IP address with or without a prefix length",
  "route-prefix": "an IP address with or without a prefix length",
  "ip-range": "a range of addresses",
  "ipv4-multicast": "an IPv4 multicast address",
  "ipv6-multicast": "an IPv6 multicast address",
  "multicast-ip": "a multicast address",
  "ipv4-or-sign": "an IPv4 address, + or -",
  "virtual-server-target": "an IP address, fwmark or group",
  "hostname-or-ip": "a host name or an IP address",
  interface: "an interface",
  "script-command": "a command",
  path: "a path",
  directory: "a folder",
  user: "a user",
  group: "a group",
  mac: "a MAC address of 5 or 6 octets",
  "port-range": "two ports as FIRST-LAST",
  "uint-range": "two numbers as FIRST-LAST",
  "uint-or-range": "a number, or two as FIRST-LAST",
  "mark/mask": "a mark, or MARK/MASK",
  "rt-dsfield": "a number up to 255, or a name",
  "rt-realms": "a realm, or REALM/REALM, each a name or a number up to 255",
  linkgroup: "a number or a name",
  "mpls-labels": "a label up to 1048575, or LABEL/LABEL",
  "ila-locator": "four groups of hexadecimal digits",
  rtt: "a time in s or ms, or a whole number in the kernel's unit",
  "ip-protocol": "a protocol's name or number",
  hex: "hexadecimal digits",
  "hex-string": "hexadecimal digits",
  regex: "a pattern",
  email: "an e-mail address",
  bool: "on, off, true, false, yes or no",
};

const MAX_LISTED = 6;

/** What an argument takes, as the end of a sentence: `a whole number from 1 to 255`. */
export function describeArgument(argument: Argument): string {
  const { type, min, max, unit } = argument;
  if (argument.enum !== undefined && argument.enum.length > 0) return listed(argument);
  const number = type === "decimal" ? `a number with up to ${argument.decimals ?? 6} decimals` : numberNoun(type);
  if (number === undefined)
    return NOUNS[type] ?? (/^(?:def|ref):/.test(type) ? "a name" : withArticle(argument.name.replaceAll("_", " ")));
  const range = min !== undefined && max !== undefined && max < 1e15 ? ` from ${min} to ${max}` : "";
  return `${number}${range}${unit === undefined ? "" : ` (${unit})`}`;
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

const numberNoun = (type: Argument["type"]): string | undefined =>
  type === "uint" || type === "int" ? "a whole number" : type === "port" ? "a port" : undefined;

function listed({ enum: words = [], type }: Argument): string {
  const shown = words.slice(0, MAX_LISTED);
  const more = words.length > shown.length ? " and so on" : "";
  const address = type === "route-prefix" ? ["an IP address"] : type === "ipv4-or-sign" ? ["an IPv4 address"] : [];
  const number = type.includes("uint") || type.startsWith("rt-") ? ["a number"] : [];
  const all = [...address, ...shown, ...number];
  const last = all.pop() ?? "";
  if (all.length === 0) return last;
  return more === "" ? `${all.join(", ")} or ${last}` : `${all.join(", ")}, ${last}${more}`;
}
