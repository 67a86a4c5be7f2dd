import { type Argument, byteLength, mayRefer, type Word } from "../../grammar/index.js";
import { MARK } from "../template/placeholder.js";
import { isMulticast, isNumericIpv4, readAddress, readLeadingAddress, readPrefix } from "./addresses.js";
import { readAnyBase, readCNumber, readDecimal, readInteger, readRouteTime } from "./numbers.js";

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
  /** An interface that the kernel would not make. */
  | "impossible-name"
  | "empty"
  | "malformed";

/** The value that keepalived takes, what is wrong with the word, or both where it takes a wrong one. */
export interface WordReading {
  readonly value?: unknown;
  readonly fault?: Fault | undefined;
}

/** Typographic quotes around a word, or at one end of it: what was meant is not what is read. */
const SMART_QUOTED = /^[\u2018-\u201f\u00ab\u00bb]|[\u2018-\u201f\u00ab\u00bb]$/;

/** Holds an output of a template or a definition that was not replaced, or was meant to be quoted: its value is not known. */
export function isUnknown(word: Word): boolean {
  const { source, start, end } = word;
  // Nearly all words are plain, and are not taken out of their text to see that.
  let at = start;
  while (at < end && isPlain(source.text.charCodeAt(at))) at++;
  if (at === end) return false;
  const text = word.text;
  return mayRefer(text) || text.includes(MARK) || SMART_QUOTED.test(text);
}

/** ASCII, and no `$`. */
const isPlain = (code: number): boolean => code < 0x80 && code !== 0x24;

/** What no interface is called (Linux, net/core/dev.c:dev_valid_name). `eth0:1` is a label of an address. */
const IMPOSSIBLE = /[:/]|^\.{1,2}$/;

/** Reads a word as the type of an argument. The result's `value` is undefined where the word is not valid. */
export function readValue(argument: Argument, text: string): WordReading {
  const { type } = argument;
  if (text === "" && argument.nonEmpty === true) return { fault: "empty" };
  if (type === "uint" || type === "int" || type === "port") return readWhole(argument, text);
  if (type === "decimal") return readDecimal(text, argument.min ?? 0, argument.max ?? Infinity, argument.decimals ?? 6);
  if (type === "bool") return readBoolean(text);
  if (type === "enum") return readEnum(argument, text);
  const reader = READERS[type];
  const reading = reader === undefined ? { value: text } : reader(text, argument);
  if (type === "interface" && IMPOSSIBLE.test(text)) return { value: text, fault: "impossible-name" };
  const limit = type === "interface" ? (argument.maxLength ?? 15) : argument.maxLength;
  const isLong = limit !== undefined && reading.fault === undefined && byteLength(text) > limit;
  return isLong ? { value: text, fault: "too-long" } : reading;
}

function readWhole(argument: Argument, text: string): WordReading {
  const lowest = argument.type === "int" ? -2147483648 : 0;
  if (argument.digitFirst === true && !/^\s*[\d-]/.test(text)) return { fault: "not-a-number" };
  const read = argument.anyBase === true ? readAnyBase : readInteger;
  return read(text, argument.min ?? lowest, argument.max ?? (argument.type === "port" ? 65535 : 4294967295));
}

function readBoolean(text: string): WordReading {
  if (text === "on" || text === "true" || text === "yes") return { value: true };
  if (text === "off" || text === "false" || text === "no") return { value: false };
  return { fault: "not-in-enum" };
}

function readEnum({ enum: words = [], caseSensitive, prefix = [] }: Argument, written: string): WordReading {
  const text = prefix.includes(written.slice(0, 1)) ? written.slice(1) : written;
  const isSame = (word: string) =>
    word === text || (caseSensitive === false && word.toLowerCase() === text.toLowerCase());
  const found = words.find(isSame);
  return found === undefined ? { fault: "not-in-enum" } : { value: found };
}

function readIp(text: string): WordReading {
  const value = readLeadingAddress(text);
  if (value === undefined) return { fault: "not-an-address" };
  return /[-/]/.test(text) ? { value, fault: "ignored-suffix" } : { value };
}

/** An address alone: a prefix length is no part of it (vrrp_ipaddress.c:parse_ipaddress). */
function readBareIp(text: string): WordReading {
  const value = readAddress(text);
  return value === undefined ? { fault: "not-an-address" } : { value };
}

function readIpPrefix(text: string): WordReading {
  const read = readPrefix(text);
  if (read === undefined) return { fault: "not-an-address" };
  const { value, badPrefix } = read;
  return badPrefix ? { value, fault: "bad-prefix" } : { value };
}

function readRoutePrefix(text: string, { enum: words = [] }: Argument): WordReading {
  return words.includes(text) ? { value: text } : readIpPrefix(text);
}

function readIpv4OrWord(text: string, argument: Argument): WordReading {
  return argument.enum?.includes(text) === true ? { value: text } : readFamily(text, argument);
}

/** What a name of iproute2's tables can look like: which names there are, the machine decides. */
const TABLE_NAME = /^[A-Za-z_][^/:]*$/;

/** A number of one of iproute2's tables, or a name in it (lib/rttables.c:find_entry). Numbers beyond 32 bits wrap. */
function readNamed(text: string, { min = 0, max = 4294967295 }: Argument): WordReading {
  const { value, isEmpty, rest } = readCNumber(text);
  if (isEmpty || rest !== "") return TABLE_NAME.test(text) ? { value: text } : { fault: "malformed" };
  const number = Number(BigInt.asUintN(32, value));
  if (number < min) return { fault: "too-small" };
  return number > max ? { fault: "too-large" } : { value: text };
}

/** `REALM` or `REALM/REALM` (vrrp_ip_rule_route_parser.c:get_realms). */
function readRealms(text: string): WordReading {
  const slash = text.indexOf("/");
  const parts = slash < 0 ? [text] : [text.slice(0, slash), text.slice(slash + 1)];
  const faulty = parts.map((part) => readNamed(part, REALM)).find(({ fault }) => fault !== undefined);
  return faulty ?? { value: text };
}

const REALM: Argument = { name: "realm", type: "rt-realms", max: 255 };
const MAX32 = 4294967295n;

/** `MARK` or `MARK/MASK` (vrrp_iprule.c:alloc_rule). */
function readMark(text: string): WordReading {
  const mark = readCNumber(text);
  if (/^\s*-/.test(text) || /\/[\s-]/.test(text)) return { fault: "malformed" };
  const mask = mark.rest.startsWith("/") ? readCNumber(mark.rest.slice(1)) : undefined;
  if ((mask ?? mark).rest !== "") return { fault: "malformed" };
  return mark.value > MAX32 || (mask?.value ?? 0n) > MAX32 ? { fault: "too-large" } : { value: text };
}

const LABEL_MAX = 1048575n;
const MOST_LABELS = 2;

/** Labels joined by `/` (vrrp_ip_rule_route_parser.c:parse_mpls_address). */
function readLabels(text: string): WordReading {
  const parts = text.trimStart().split("/");
  if (parts.length > MOST_LABELS) return { fault: "malformed" };
  for (const part of parts) {
    const { value, isEmpty, rest } = readCNumber(part);
    if (isEmpty || rest !== "" || part.startsWith("-")) return { fault: "malformed" };
    if (value > LABEL_MAX) return { fault: "too-large" };
  }
  return { value: text };
}

function readRtt(text: string, { max = Number.POSITIVE_INFINITY }: Argument): WordReading {
  const time = readRouteTime(text, max);
  if (time === undefined) return { fault: "malformed" };
  return time.fault === undefined ? { value: text } : time;
}

/** A name of /etc/protocols, or a number (vrrp_iprule.c:inet_proto_a2n). */
function readProtocol(text: string, { max = 255 }: Argument): WordReading {
  const digits = /^\s*\+?(\d+)/.exec(text)?.[1];
  if (digits === undefined) return /^[a-z]/i.test(text) ? { value: text } : { fault: "malformed" };
  if (Number(digits) > max) return { fault: "too-large" };
  return /^\s*\+?\d+$/.test(text) ? { value: text } : { fault: "malformed" };
}

function readNumberOrWord(text: string, argument: Argument): WordReading {
  const word = readEnum(argument, text);
  if (word.fault === undefined) return word;
  const read = argument.anyBase === true ? readAnyBase : readInteger;
  const number = read(text, argument.min ?? 0, argument.max ?? 4294967295);
  return number.fault === "not-a-number" ? word : number;
}

/** An address of one family, for multicast groups also of their range. */
function readFamily(text: string, { type }: Argument): WordReading {
  const value = readAddress(text);
  if (value === undefined) return { fault: "not-an-address" };
  if (type.startsWith("ipv4") !== (value.family === 4) && type.startsWith("ipv")) return { fault: "wrong-family" };
  return type.includes("multicast") && !isMulticast(value) ? { fault: "not-multicast" } : { value };
}

const matching =
  (form: RegExp) =>
  (text: string): WordReading =>
    form.test(text) ? { value: text } : { fault: "malformed" };

/** A number or `FIRST-LAST`, in order and each in range; `single`: one number will do. */
function readRange(text: string, { min = 0, max = 4294967295 }: Argument): WordReading {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return { fault: "malformed" };
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  if (first < min || last < first) return { fault: "too-small" };
  return last > max ? { fault: "too-large" } : { value: text };
}

/** `ADDRESS-LAST` or `ADDRESS-ADDRESS` (check_data.c:alloc_vsg_entry). */
function readAddressRange(text: string): WordReading {
  const dash = text.indexOf("-");
  const first = readAddress(text.slice(0, Math.max(dash, 0)));
  if (first === undefined) return { fault: "not-an-address" };
  const rest = text.slice(dash + 1);
  const last = readAddress(rest);
  if (last !== undefined) return last.family === first.family ? { value: text } : { fault: "wrong-family" };
  const isLast = first.family === 4 ? /^\d{1,3}$/.test(rest) && Number(rest) <= 255 : /^[\da-f]{1,4}$/i.test(rest);
  return isLast ? { value: text } : { fault: "not-an-address" };
}

function readDigits(text: string, { length }: Argument): WordReading {
  const isGood = /^[\da-f]+$/i.test(text) && (length === undefined || text.length === length);
  return isGood ? { value: text } : { fault: "malformed" };
}

/** A name is for the machine's name service; what cannot be one is refused (global_parser.c:smtpserver_handler). */
function readHost(text: string): WordReading {
  const isName = text !== "" && !/[^\w.:%-]|^-/.test(text) && (!/^[\d.]+$/.test(text) || isNumericIpv4(text));
  return isName ? { value: text } : { fault: "not-an-address" };
}

/** Names of permissions joined by `|`, or a number; a bar may stand by itself (global_parser.c:umask_handler). */
function readMask(text: string, { enum: names = [] }: Argument): WordReading {
  const parts = text.split("|").filter((part) => part !== "");
  return parts.every((part) => names.includes(part) || /^(?:\d+|0x[\da-f]+)$/i.test(part))
    ? { value: text }
    : { fault: "not-in-enum" };
}

const READERS: Readonly<Record<string, (text: string, argument: Argument) => WordReading>> = {
  ip: readIp,
  ipv4: readFamily,
  ipv6: readFamily,
  "ipv4-multicast": readFamily,
  "ipv6-multicast": readFamily,
  "multicast-ip": readFamily,
  "ip-range": readAddressRange,
  "bare-ip": readBareIp,
  // sscanf() takes what follows, and numbers in any order.
  "port-range": matching(/^\s*[+-]?\d+-\s*[+-]?\d/),
  "uint-range": matching(/^\s*[+-]?\d+-\s*[+-]?\d/),
  "uint-or-range": readRange,
  hex: readDigits,
  "hostname-or-ip": readHost,
  "ip-protocol": readProtocol,
  umask: readMask,
  rtt: readRtt,
  mac: matching(/^[\da-f]{1,2}(?::[\da-f]{1,2}){4,5}$/i),
  "mark/mask": readMark,
  "mpls-labels": readLabels,
  "rt-scope": readNamed,
  "rt-dsfield": readNamed,
  "rt-table": readNamed,
  "rt-protocol": readNamed,
  "rt-realms": readRealms,
  linkgroup: (text, { max = 2147483647 }) => readNamed(text, { name: "group", type: "linkgroup", max }),
  "ila-locator": matching(/^[\da-f]{1,4}(?::[\da-f]{1,4}){3}$/i),
  "ip/prefix": readIpPrefix,
  "route-prefix": readRoutePrefix,
  "ipv4-or-sign": readIpv4OrWord,
  "uint-or-word": readNumberOrWord,
  "enum-or-uint": readNumberOrWord,
};
