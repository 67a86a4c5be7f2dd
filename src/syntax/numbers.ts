/** Why a word is no number that keepalived takes. */
export type NumberFault = "not-a-number" | "too-small" | "too-large" | "too-many-decimals";

export interface NumberResult {
  readonly value?: number;
  readonly fault?: NumberFault;
}

const INTEGER = /^\s*([+-]?)(\d+)$/;
const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?$/;

/** A whole number in decimal, `+` allowed, nothing behind it (parser.c:read_int_func, read_unsigned_func). */
export function readInteger(text: string, min: number, max: number): NumberResult {
  if (isShortNumber(text)) return inRange(Number(text), min, max);
  const match = INTEGER.exec(text);
  if (match === null) return { fault: "not-a-number" };
  return inRange(Number(`${match[1]}${match[2]}`), min, max);
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

/** A decimal number with at most `places` digits behind the point (parser.c:read_decimal_unsigned_long_func). */
export function readDecimal(text: string, min: number, max: number, places: number): NumberResult {
  const match = DECIMAL.exec(text);
  if (match === null || !/\d/.test(text)) return { fault: "not-a-number" };
  const result = inRange(Number(text), min, max);
  if (result.fault !== undefined) return result;
  return (match[3]?.length ?? 0) > places ? { fault: "too-many-decimals" } : result;
}

function inRange(value: number, min: number, max: number): NumberResult {
  if (value < min) return { fault: "too-small" };
  return value > max ? { fault: "too-large" } : { value };
}
