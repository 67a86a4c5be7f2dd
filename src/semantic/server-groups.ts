import type { Statement, Word } from "../../grammar/index.js";
import { addressBytes, bitsOf, type Family, type IpAddress, readAddress } from "../syntax/addresses.js";
import type { Typed } from "../syntax/ast.js";
import { readInteger } from "../syntax/numbers.js";
import { isUnknown } from "../syntax/values.js";

/** Addresses of one family, first to last, as numbers. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** One line of a `virtual_server_group`. */
export type GroupEntry =
  | { readonly kind: "address"; readonly range: AddressRange; readonly port: number; readonly word: Word }
  | { readonly kind: "fwmark"; readonly mark: number; readonly family: Family | undefined; readonly word: Word };

export interface ServerGroup {
  /** Undefined where it is missing, or holds a definition that was not replaced. */
  readonly name: string | undefined;
  /** The name, else the keyword. */
  readonly word: Word;
  readonly statement: Statement;
  /** Lines that keepalived takes; refused ones have a report of their own. */
  readonly entries: readonly GroupEntry[];
  /** Every line was read and understood, so that what is not there is really missing. */
  readonly isKnown: boolean;
}

export const groupHas = ({ entries }: ServerGroup, kind: GroupEntry["kind"]): boolean =>
  entries.some((entry) => entry.kind === kind);

/** Families that the group's lines determine (check_parser.c:vsg_handler). */
export function groupFamilies({ entries }: ServerGroup): ReadonlySet<Family> {
  const families = entries.map((entry) => (entry.kind === "address" ? entry.range.family : entry.family));
  return new Set(families.filter((family) => family !== undefined));
}

/** Reads the blocks of `virtual_server_group`, as check_data.c:alloc_vsg_entry takes their lines. */
export function readServerGroups(blocks: readonly Typed[]): readonly ServerGroup[] {
  return blocks.flatMap(({ statement }) => {
    const [keyword, name] = statement.words;
    return keyword === undefined ? [] : [readGroup(statement, name, name ?? keyword)];
  });
}

function readGroup(statement: Statement, name: Word | undefined, word: Word): ServerGroup {
  const { items = [], close } = statement.block ?? {};
  const lines = items.flatMap((item) => (item.kind === "statement" && item.words.length > 0 ? [item.words] : []));
  const entries = lines.map((words) => (words.some(isUnknown) ? undefined : readEntry(words)));
  const isRead = items.every(({ kind }) => kind === "statement" || kind === "definition" || kind === "bare");
  return {
    name: name === undefined || isUnknown(name) ? undefined : name.value,
    word,
    statement,
    entries: entries.filter((entry) => entry !== undefined),
    isKnown: isRead && close !== undefined && entries.every((entry) => entry !== undefined),
  };
}

function readEntry(words: readonly Word[]): GroupEntry | undefined {
  const [word, second, third] = words;
  if (word === undefined) return undefined;
  if (word.value === "fwmark") {
    const mark = readInteger(second?.value ?? "", 0, 4294967295).value;
    const family = third?.value === "inet" ? 4 : third?.value === "inet6" ? 6 : undefined;
    if (mark === undefined || (third !== undefined && family === undefined)) return undefined;
    return { kind: "fwmark", mark, family, word };
  }
  const port = readPort(second);
  const range = readRange(word.value);
  return port === undefined || range === undefined ? undefined : { kind: "address", range, port, word };
}

/** A port as IPVS services take it: none and zeros are 0, all ports; undefined for what keepalived rejects. */
export function readPort(word: Word | undefined): number | undefined {
  if (word === undefined || /^0*$/.test(word.value)) return 0;
  return readInteger(word.value, 1, 65535).value;
}

function asNumber(address: IpAddress): bigint {
  const bytes = addressBytes(address);
  // What a number can be is not put together of seven big ones.
  if (address.family === 4) return BigInt(bytes.reduce((sum, byte) => sum * 256 + byte, 0));
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

export function rangeOf(address: IpAddress): AddressRange {
  const number = asNumber(address);
  return { family: address.family, first: number, last: number };
}

/** `ADDRESS`, `ADDRESS/PREFIX`, `ADDRESS-ADDRESS` or `ADDRESS-LAST`, where LAST replaces the last part. */
export function readRange(text: string): AddressRange | undefined {
  const [, start = "", sign, rest = ""] = /^([^-/]*)(?:([-/])(.*))?$/.exec(text) ?? [];
  const address = readAddress(start);
  if (address === undefined) return undefined;
  const single = rangeOf(address);
  if (sign === undefined) return single;
  const last = sign === "/" ? endOfNetwork(single, rest) : endOfRange(single, rest);
  return last === undefined ? undefined : { ...single, last };
}

/** Bits outside the prefix have to be 0. */
function endOfNetwork({ family, first }: AddressRange, text: string): bigint | undefined {
  const prefix = readInteger(text, 1, bitsOf(family)).value;
  if (prefix === undefined) return undefined;
  const mask = (1n << BigInt(bitsOf(family) - prefix)) - 1n;
  return (first & mask) === 0n ? first | mask : undefined;
}

function endOfRange({ family, first }: AddressRange, text: string): bigint | undefined {
  if (text.includes(family === 4 ? "." : ":")) {
    const end = readAddress(text);
    return end?.family === family && asNumber(end) >= first ? asNumber(end) : undefined;
  }
  const bits = family === 4 ? 8 : 16;
  const form = family === 4 ? /^\d{1,3}$/ : /^[\da-f]{1,4}$/i;
  const end = form.test(text) ? BigInt(Number.parseInt(text, family === 4 ? 10 : 16)) : undefined;
  const part = first & ((1n << BigInt(bits)) - 1n);
  return end !== undefined && end > part && end < 1n << BigInt(bits) ? first - part + end : undefined;
}

/** What makes keepalived drop a line of a group, where a general rule could not decide. */
export interface LineFault {
  readonly at: Word;
  /** A clause: `invalid port "65536"`. */
  readonly why: string;
}

/** The fault of a line whose address or mark is well-formed by itself; undefined also where a word is not known. */
export function lineFault(words: readonly Word[]): LineFault | undefined {
  const [word, second, third] = words;
  if (word === undefined || words.some(isUnknown)) return undefined;
  if (word.value === "fwmark") {
    const isFamily = third === undefined || third.value === "inet" || third.value === "inet6";
    return isFamily ? undefined : { at: third, why: `"${third.value}" is neither inet nor inet6` };
  }
  const why = rangeFault(word.value);
  if (why !== undefined) return { at: word, why };
  const isPort = second === undefined || readPort(second) !== undefined || readRange(word.value) === undefined;
  return isPort ? undefined : { at: second, why: `invalid port "${second.value}"` };
}

/** What is wrong with a network or range that starts with an address. */
export function rangeFault(text: string): string | undefined {
  if (readRange(text) !== undefined) return undefined;
  const [, start = "", sign = "", end = ""] = /^([^-/]*)([-/])(.*)$/.exec(text) ?? [];
  const first = readAddress(start);
  if (first === undefined) return undefined;
  if (sign === "/") {
    const isPrefix = readInteger(end, 1, bitsOf(first.family)).value !== undefined;
    return isPrefix
      ? `address bits after /${end} are set`
      : `invalid prefix length "${end}" (1-${bitsOf(first.family)})`;
  }
  const last = readAddress(end);
  if (last !== undefined)
    return last.family === first.family ? "the end is below the start" : "start and end are of two families";
  const form = first.family === 4 ? /^\d{1,3}$/ : /^[\da-f]{1,4}$/i;
  const isPart = form.test(end) && (first.family === 6 || Number(end) < 256);
  return isPart
    ? `${end} is not above the last part of ${start}`
    : `${end} is neither an address nor a last part of one`;
}
