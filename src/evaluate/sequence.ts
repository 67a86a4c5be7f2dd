import type { Via } from "../../grammar/index.js";
import { MAX_INERT } from "./limits.js";
import type { ExpandedLine } from "./line.js";

/** Room for the bounds of `~SEQ`, which are copied before definitions in them are replaced (parser.c:add_seq). */
export const BOUNDS_ROOM = 64;

/** A `~SEQ` or `~LST` at work: hands out a set of values for its variables at each turn. */
export interface Sequence {
  readonly names: readonly string[];
  /** What is read once for each set of values. */
  readonly rest: ExpandedLine;
  /** The places of the variables' values. */
  readonly via: readonly Via[];
  /** The values of the next turn; undefined when the last one was given. */
  next(): readonly string[] | undefined;
  hasMore(): boolean;
}

/** `endless`: it would take more turns than a configuration may have lines here. */
export type SequenceResult =
  | { readonly sequence: Sequence }
  | { readonly refused: string }
  | { readonly endless: true };

/** Turns of one sequence beyond which reading would pass the bound on tokens anyway. */
const MAX_TURNS = 5_000_000n;

const refused = (detail: string): SequenceResult => ({ refused: detail });

const LONG_MAX = 2n ** 63n - 1n;

/** Reads `~SEQ(…)` at the start of a line; `replace` puts definitions into the bounds (parser.c:add_seq). */
export function parseSeq(line: ExpandedLine, replace: (bounds: ExpandedLine) => string): SequenceResult {
  const { text } = line;
  const isHex = text[4] === "x";
  const open = skipBlanks(text, isHex ? 5 : 4);
  if (text[open] !== "(") return refused("no parenthesis");
  const nameStart = skipBlanks(text, open + 1);
  const nameEnd = skipTo(text, nameStart, " \t,)");
  const after = skipBlanks(text, nameEnd);
  const name = text.slice(nameStart, nameEnd);
  if (after >= text.length || text[after] === ")") return refused("no bounds");
  if (name === "" || name.startsWith("{")) return refused("no variable");
  const boundsStart = skipBlanks(text, after + 1);
  const close = text.indexOf(")", boundsStart);
  if (close < 0) return refused("no closing parenthesis");
  if (close + 2 - boundsStart > BOUNDS_ROOM) return refused("bounds too long");
  const range = parseBounds(replace(line.slice(boundsStart, close + 1)));
  if (typeof range === "string") return refused(range);
  if (isHex && (range.first < 0n || range.last < 0n)) return refused("~SEQx cannot count below 0");
  if ((range.last - range.first) / range.step > MAX_TURNS) return { endless: true };
  const rest = line.slice(Math.min(skipBlanks(text, close + 1), text.length), text.length);
  return { sequence: counter(name, range, isHex, rest, viaOf(line, 0, close + 1, "counted here")) };
}

interface Range {
  readonly first: bigint;
  readonly step: bigint;
  readonly last: bigint;
}

function parseBounds(text: string): Range | string {
  const numbers: bigint[] = [];
  let at = 0;
  for (;;) {
    const number = readLong(text, at);
    numbers.push(number.value);
    at = skipBlanks(text, number.end);
    if (text[at] === ")") break;
    if (text[at] !== "," || numbers.length === 3) return "bounds are one to three numbers";
    at++;
  }
  const [one = 0n, two, three] = numbers;
  if (two === undefined) return { first: one < 0n ? -1n : 1n, step: one < 1n ? -1n : 1n, last: one };
  if (three === undefined) return { first: one, step: one <= two ? 1n : -1n, last: two };
  if (two === 0n || (one < three && two < 0n) || (one > three && two > 0n))
    return "the step does not lead to the last number";
  return { first: one, step: two, last: three };
}

/** A number as C's strtol reads it with base 0; 0 where there is none. */
function readLong(text: string, from: number): { value: bigint; end: number } {
  const pattern = /[ \t\n\v\f\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))/y;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return { value: 0n, end: from };
  const [whole, sign, hex, octal, decimal = "0"] = match;
  const size = hex !== undefined ? BigInt(`0x${hex}`) : octal !== undefined ? BigInt(`0o0${octal}`) : BigInt(decimal);
  const value = size > LONG_MAX ? LONG_MAX : size;
  return { value: sign === "-" ? -value : value, end: from + whole.length };
}

function counter(name: string, range: Range, isHex: boolean, rest: ExpandedLine, via: readonly Via[]): Sequence {
  const { step, last } = range;
  let value = range.first;
  // At least one turn: the bounds are compared after each.
  let isDone = false;
  return {
    names: [name],
    rest,
    via,
    hasMore: () => !isDone,
    next() {
      if (isDone) return undefined;
      const text = value.toString(isHex ? 16 : 10);
      value += step;
      isDone = step > 0n ? value > last : value < last;
      return [text];
    },
  };
}

/** What `~LST(…)` at the start of a line says. */
type List = Pick<Sequence, "names" | "rest" | "via"> & { readonly sets: readonly (readonly string[])[] };

/** Reads `~LST(…)` of each line once: a sequence inside another begins anew at each turn of that. */
export class Lists {
  readonly #known = new Map<ExpandedLine, List | string>();

  /** The line was read before. */
  has(line: ExpandedLine): boolean {
    return this.#known.has(line);
  }

  read(line: ExpandedLine): SequenceResult {
    const list = this.#known.get(line) ?? parseLst(line);
    if (this.#known.size < MAX_INERT) this.#known.set(line, list);
    return typeof list === "string" ? refused(list) : { sequence: turnsOf(list) };
  }
}

/** parser.c:add_lst. */
function parseLst(line: ExpandedLine): List | string {
  const { text } = line;
  let at = skipBlanks(text, 4);
  if (text[at] !== "(") return "no parenthesis";
  const names = readGroup(text, skipBlanks(text, at + 1), " \t,}", false);
  if (names === undefined || text[names.end] !== ",") return "no values";
  const sets: (readonly string[])[] = [];
  at = skipBlanks(text, names.end + 1);
  for (;;) {
    const set = readGroup(text, at, " \t,})", true);
    if (set === undefined) return "values are not closed";
    if (set.words.length > names.words.length) return "more values than variables";
    sets.push(names.words.map((_, index) => set.words[index] ?? ""));
    if (text[set.end] === ")") {
      at = set.end;
      break;
    }
    if (text[set.end] !== ",") return "no comma between values";
    at = skipBlanks(text, set.end + 1);
  }
  const rest = line.slice(Math.min(skipBlanks(text, at + 1), text.length), text.length);
  return { names: names.words, sets, rest, via: viaOf(line, 0, at + 1, "listed here") };
}

/** One word, or words in braces. `end` is behind the brace and blanks. */
function readGroup(
  text: string,
  from: number,
  stops: string,
  mayEnd: boolean,
): { words: readonly string[]; end: number } | undefined {
  const isSet = text[from] === "{";
  const closer = isSet ? "}" : ",";
  const words: string[] = [];
  let at = isSet ? skipBlanks(text, from + 1) : from;
  for (;;) {
    const end = skipTo(text, at, stops);
    words.push(text.slice(at, end));
    at = skipBlanks(text, end);
    const char = text[at];
    if (char === closer || (mayEnd && char === ")" && !isSet)) break;
    if (char !== ",") return undefined;
    at = skipBlanks(text, at + 1);
  }
  // A variable without braces may be followed by a brace that closes nothing; keepalived skips it too.
  if (text[at] === "}") at = skipBlanks(text, at + 1);
  return { words, end: at };
}

function turnsOf({ names, sets, rest, via }: List): Sequence {
  let turn = 0;
  return { names, rest, via, hasMore: () => turn < sets.length, next: () => sets[turn++] };
}

function viaOf(line: ExpandedLine, start: number, end: number, message: string): readonly Via[] {
  const { path, start: from, end: to, via } = line.locate(start, end);
  return [{ path, start: from, end: to, message }, ...via];
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function skipTo(text: string, from: number, stops: string): number {
  let at = from;
  while (at < text.length && !stops.includes(text[at] ?? "")) at++;
  return at;
}
