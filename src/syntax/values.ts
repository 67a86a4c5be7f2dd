import type { Argument, Word } from "../../grammar/index.js";
import { isMulticast, readAddress, readPrefix } from "./addresses.js";
import { readDecimal, readInteger } from "./numbers.js";

/** Why a word is not what the schema asks for. */
export type Fault =
  | "not-a-number"
  | "too-small"
  | "too-large"
  | "too-many-decimals"
  | "not-in-enum"
  | "not-an-address"
  | "bad-prefix"
  | "wrong-family"
  | "not-multicast"
  /** An address that is taken, without what follows it. */
  | "ignored-suffix"
  | "too-long"
  | "malformed";

/** The value that keepalived takes, what is wrong with the word, or both where it takes a wrong one. */
export interface Reading {
  readonly value?: unknown;
  readonly fault?: Fault | undefined;
}

const REFERENCE = /\$(?:\{\s*[A-Za-z_]|[A-Za-z_])/;

/** Typographic quotes around a word, or at one end of it: what was meant is not what is read. */
const SMART_QUOTED = /^[\u2018-\u201f\u00ab\u00bb]|[\u2018-\u201f\u00ab\u00bb]$/;

/** Holds a definition that was not replaced, or was meant to be quoted, so that its value is not known. */
export function isUnknown(word: Word): boolean {
  const { source, start, end } = word;
  // Nearly all words are plain, and are not taken out of their text to see that.
  let at = start;
  while (at < end && isPlain(source.text.charCodeAt(at))) at++;
  if (at === end) return false;
  const text = word.text;
  return (text.includes("$") && REFERENCE.test(text)) || SMART_QUOTED.test(text);
}

/** ASCII, and no `$`. */
const isPlain = (code: number): boolean => code < 0x80 && code !== 0x24;

/** Reads a word as the type of an argument. The result's `value` is undefined where the word is not valid. */
export function readValue(argument: Argument, text: string): Reading {
  const { type } = argument;
  if (type === "uint" || type === "int" || type === "port") return readWhole(argument, text);
  if (type === "decimal") return readDecimal(text, argument.min ?? 0, argument.max ?? Infinity, argument.decimals ?? 6);
  if (type === "bool") return readBoolean(text);
  if (type === "enum") return readEnum(argument, text);
  const reader = READERS[type];
  const reading = reader === undefined ? { value: text } : reader(text, argument);
  const limit = type === "interface" ? (argument.maxLength ?? 15) : argument.maxLength;
  const isLong = limit !== undefined && reading.fault === undefined && Buffer.byteLength(text) > limit;
  return isLong ? { value: text, fault: "too-long" } : reading;
}

function readWhole(argument: Argument, text: string): Reading {
  const lowest = argument.type === "int" ? -2147483648 : 0;
  return readInteger(text, argument.min ?? lowest, argument.max ?? (argument.type === "port" ? 65535 : 4294967295));
}

function readBoolean(text: string): Reading {
  if (text === "on" || text === "true" || text === "yes") return { value: true };
  if (text === "off" || text === "false" || text === "no") return { value: false };
  return { fault: "not-in-enum" };
}

function readEnum({ enum: words = [], caseSensitive, prefix = [] }: Argument, written: string): Reading {
  const text = prefix.includes(written.slice(0, 1)) ? written.slice(1) : written;
  const isSame = (word: string) =>
    word === text || (caseSensitive === false && word.toLowerCase() === text.toLowerCase());
  const found = words.find(isSame);
  return found === undefined ? { fault: "not-in-enum" } : { value: found };
}

/** What stands behind `-` or `/` does not count (lib/utils.c:inet_stosockaddr). */
function readIp(text: string): Reading {
  const cut = text.search(/[-/]/);
  const value = readAddress(cut < 0 ? text : text.slice(0, cut));
  if (value === undefined) return { fault: "not-an-address" };
  return cut < 0 ? { value } : { value, fault: "ignored-suffix" };
}

function readIpPrefix(text: string): Reading {
  const read = readPrefix(text);
  if (read === undefined) return { fault: "not-an-address" };
  const { value, badPrefix } = read;
  return badPrefix ? { value, fault: "bad-prefix" } : { value };
}

function readRoutePrefix(text: string, { enum: words = [] }: Argument): Reading {
  return words.includes(text) ? { value: text } : readIpPrefix(text);
}

function readAddressOrWord(text: string, { enum: words = [] }: Argument): Reading {
  return words.includes(text) ? { value: text } : readIp(text);
}

function readNumberOrWord(text: string, argument: Argument): Reading {
  const word = readEnum(argument, text);
  if (word.fault === undefined) return word;
  const number = readInteger(text, argument.min ?? 0, argument.max ?? 4294967295);
  return number.fault === "not-a-number" ? word : number;
}

/** An address of one family, for multicast groups also of their range. */
function readFamily(text: string, { type }: Argument): Reading {
  const value = readAddress(text);
  if (value === undefined) return { fault: "not-an-address" };
  if (type.startsWith("ipv4") !== (value.family === 4) && type.startsWith("ipv")) return { fault: "wrong-family" };
  return type.includes("multicast") && !isMulticast(value) ? { fault: "not-multicast" } : { value };
}

const matching =
  (form: RegExp) =>
  (text: string): Reading =>
    form.test(text) ? { value: text } : { fault: "malformed" };

/** `FIRST-LAST`, in order and each in range; `single`: one number will do. */
function readRange(text: string, { min = 0, max = 4294967295 }: Argument, single: boolean): Reading {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null || (!single && match[2] === undefined)) return { fault: "malformed" };
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  if (first < min || last < first) return { fault: "too-small" };
  return last > max ? { fault: "too-large" } : { value: text };
}

/** `ADDRESS-LAST` or `ADDRESS-ADDRESS` (check_data.c:alloc_vsg_entry). */
function readAddressRange(text: string): Reading {
  const dash = text.indexOf("-");
  const first = readAddress(text.slice(0, Math.max(dash, 0)));
  if (first === undefined) return { fault: "not-an-address" };
  const rest = text.slice(dash + 1);
  const last = readAddress(rest);
  if (last !== undefined) return last.family === first.family ? { value: text } : { fault: "wrong-family" };
  const isLast = first.family === 4 ? /^\d{1,3}$/.test(rest) && Number(rest) <= 255 : /^[\da-f]{1,4}$/i.test(rest);
  return isLast ? { value: text } : { fault: "not-an-address" };
}

function readDigits(text: string, { length }: Argument): Reading {
  const isGood = /^[\da-f]+$/i.test(text) && (length === undefined || text.length === length);
  return isGood ? { value: text } : { fault: "malformed" };
}

/** Names of permissions joined by `|`, or a number; a bar may stand by itself (global_parser.c:umask_handler). */
function readMask(text: string, { enum: names = [] }: Argument): Reading {
  const parts = text.split("|").filter((part) => part !== "");
  return parts.every((part) => names.includes(part) || /^(?:\d+|0x[\da-f]+)$/i.test(part))
    ? { value: text }
    : { fault: "not-in-enum" };
}

const PORTS: Argument = { name: "port", type: "port", min: 0, max: 65535 };

const READERS: Readonly<Record<string, (text: string, argument: Argument) => Reading>> = {
  ip: readIp,
  ipv4: readFamily,
  ipv6: readFamily,
  "ipv4-multicast": readFamily,
  "ipv6-multicast": readFamily,
  "multicast-ip": readFamily,
  "ip-range": readAddressRange,
  "port-range": (text) => readRange(text, PORTS, false),
  "uint-range": (text, argument) => readRange(text, argument, false),
  "uint-or-range": (text, argument) => readRange(text, argument, true),
  hex: readDigits,
  "hostname-or-ip": (text) =>
    /^[\d.]+$/.test(text) && readAddress(text) === undefined ? { fault: "not-an-address" } : { value: text },
  "ip-protocol": (text, { max = 255 }) => (/^\d+$/.test(text) ? readInteger(text, 0, max) : { value: text }),
  umask: readMask,
  rtt: matching(/^\d+(?:\.\d+)?(?:s|secs?|ms|msecs?)?$/i),
  mac: matching(/^[\da-f]{1,2}(?::[\da-f]{1,2}){4,5}$/i),
  "mark/mask": matching(/^(?:0x[\da-f]+|\d+)(?:\/(?:0x[\da-f]+|\d+))?$/i),
  "mpls-labels": matching(/^\d+(?:\/\d+)*$/),
  "ila-locator": matching(/^[\da-f]{1,4}(?::[\da-f]{1,4}){3}$/i),
  "ip/prefix": readIpPrefix,
  "route-prefix": readRoutePrefix,
  "ipv4-or-sign": readAddressOrWord,
  "uint-or-word": readNumberOrWord,
  "enum-or-uint": readNumberOrWord,
};
