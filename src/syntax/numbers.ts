/** Why keepalived does not accept a word as a number. */
export type NumberFault = "not-a-number" | "too-small" | "too-large" | "too-many-decimals";

export interface NumberResult {
  readonly value?: number;
  readonly fault?: NumberFault;
}

const INTEGER = /^\s*([+-]?)(\d+)$/;
const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?$/;

/** A whole number in decimal, `+` allowed, nothing after it (parser.c:read_int_func, read_unsigned_func). */
export function readInteger(text: string, min: number, max: number): NumberResult {
  if (isShortNumber(text)) return inRange(Number(text), min, max);
  // strtoul() reads nothing as 0.
  if (text.trim() === "") return inRange(0, min, max);
  const match = INTEGER.exec(text);
  if (match === null) return { fault: "not-a-number" };
  if (match[1] === "-" && min >= 0) return { fault: "too-small" };
  const value = Number(`${match[1]}${match[2]}`);
  // Beyond 2^53 the number itself is not exact.
  if (max > Number.MAX_SAFE_INTEGER && BigInt(match[2] ?? "") > MAX64) return { fault: "too-large" };
  return inRange(value, min, max);
}

/** A number as C's strtoul() reads it with base 0 (decimal, 0octal, 0xhex), and what follows it. */
export interface CNumber {
  /** At most 2^64 - 1, as which a number beyond counts; a negative one wraps. */
  readonly value: bigint;
  /** No digits: the value is 0. */
  readonly isEmpty: boolean;
  readonly rest: string;
}

const C_NUMBER = /^\s*([+-]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)/i;
const MAX64 = (1n << 64n) - 1n;

export function readCNumber(text: string): CNumber {
  const match = C_NUMBER.exec(text);
  if (match === null) return { value: 0n, isEmpty: true, rest: text };
  const [all, sign, digits = ""] = match;
  const isOctal = /^0[0-7]/.test(digits);
  const read = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const value = read > MAX64 ? MAX64 : sign === "-" ? BigInt.asUintN(64, -read) : read;
  return { value, isEmpty: false, rest: text.slice(all.length) };
}

/** A whole number without sign in any base, nothing after it (parser.c:read_unsigned_base_strvec). */
export function readAnyBase(text: string, min: number, max: number): NumberResult {
  if (/^\s*-/.test(text)) return { fault: "too-small" };
  const { value, rest } = readCNumber(text);
  return rest === "" ? inRange(Number(value), min, max) : { fault: "not-a-number" };
}

/** Digits alone, as nearly all numbers are: what a match would give needs not be made for them. */
function isShortNumber(text: string): boolean {
  if (text.length === 0 || text.length > 9) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** A decimal number with at most `places` digits after the point (parser.c:read_decimal_unsigned_long_func). */
export function readDecimal(text: string, min: number, max: number, places: number): NumberResult {
  const match = DECIMAL.exec(text);
  if (match === null || match[1] === "-") return { fault: match === null ? "not-a-number" : "too-small" };
  // Neither digits nor anything else is 0, as zeros are put behind the point.
  const result = inRange(/\d/.test(text) ? Number(text) : 0, min, max);
  if (result.fault !== undefined) return result;
  return (match[3]?.length ?? 0) > places ? { fault: "too-many-decimals" } : result;
}

/** A time of a route. */
export interface RouteTime extends NumberResult {
  /** How many milliseconds one of the number is, where it has a unit: without one it counts parts of the kernel. */
  readonly unit?: 1 | 1000;
}

const ROUTE_TIME = /^([^s]*?)(?:(m?)s(?:ecs?)?)?$/i;

/**
 * A number, with s or ms after it; nothing is 0, and there are no exponents (vrrp_ip_rule_route_parser.c:get_time_rtt).
 * `most` is in milliseconds, or in parts of the kernel where the number has no unit.
 */
export function readRouteTime(text: string, most: number): RouteTime | undefined {
  const [, digits, milli] = ROUTE_TIME.exec(text.trimStart()) ?? [];
  if (digits === undefined || /e/i.test(digits) || (milli !== undefined && digits === "")) return undefined;
  if (milli === undefined) return readDecimal(digits, 0, most, 0);
  return milli === ""
    ? { ...readDecimal(digits, 0, most / 1000, 3), unit: 1000 }
    : { ...readDecimal(digits, 0, most, 0), unit: 1 };
}

function inRange(value: number, min: number, max: number): NumberResult {
  if (value < min) return { fault: "too-small" };
  return value > max ? { fault: "too-large" } : { value };
}
