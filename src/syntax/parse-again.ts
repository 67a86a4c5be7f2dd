import { type Comment, type Item, LINE_BYTES, moveToken, parseTokens, tokenize, tokens } from "../../grammar/index.js";
import { SourceFile } from "../text/source-file.js";
import { countUnclosed } from "./balance.js";
import { parseFile, type SyntaxFile } from "./tree.js";

/**
 * Reads a later version of a file, and reads anew only the items at top level around what has changed. Gives the same as
 * `parseFile`. The other items with their tokens are those of the version before, moved to where they are now: nobody
 * may use that tree any more.
 */
export function parseAgain(before: SyntaxFile, source: SourceFile): SyntaxFile {
  const old = before.source.text;
  const { text } = source;
  const start = commonStart(old, text);
  const head = headOf(before, start);
  const tail = tailOf(before, old.length - commonEnd(old, text, start));
  const end: Seam = { index: before.items.length, at: old.length };
  return splice(before, source, head, tail ?? end) ?? splice(before, source, head, end) ?? parseFile(source);
}

/** An item at top level that is the first thing on its line, and where that line starts. */
interface Seam {
  readonly index: number;
  readonly at: number;
}

/** Puts what is read between two seams in the place of what was there; undefined: it reaches beyond the second one. */
function splice(before: SyntaxFile, source: SourceFile, head: Seam, tail: Seam): SyntaxFile | undefined {
  const { length } = before.source.text;
  const by = source.text.length - length;
  const middle = tokenize(new SourceFile("", source.text.slice(head.at, tail.at + by)));
  const made = parseTokens(middle.tokens);
  const reachesOn = countUnclosed(made) > 0 || middle.tokens.at(-1)?.tokenType === tokens.Definition;
  if (reachesOn && tail.at < length) return undefined;
  for (const token of middle.tokens) moveToken(token, source, head.at);
  for (const comment of middle.comments) moveComment(comment, head.at);
  const around = [head.at, tail.at] as const;
  const all = replaced(before.tokens, middle.tokens, around, (token, isAfter) => {
    moveToken(token, source, isAfter ? by : 0);
  });
  const comments = replaced(before.comments, middle.comments, around, (comment, isAfter) => {
    if (isAfter) moveComment(comment, by);
  });
  return {
    source,
    tokens: all,
    comments,
    items: [...before.items.slice(0, head.index), ...made, ...before.items.slice(tail.index)],
    isPlain: middle.isPlain && (before.isPlain || all.every(({ isPlain }) => isPlain)),
  };
}

/** A list with `middle` in the place of what starts in a stretch; what is outside of it is moved. */
function replaced<T extends { readonly start: number }>(
  before: readonly T[],
  middle: readonly T[],
  [from, to]: readonly [number, number],
  move: (one: T, isAfter: boolean) => void,
): readonly T[] {
  const start = (one: T): number => one.start;
  const head = before.slice(0, firstFrom(before, from, start));
  const tail = before.slice(firstFrom(before, to, start));
  for (const one of head) move(one, false);
  for (const one of tail) move(one, true);
  return [...head, ...middle, ...tail];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function moveComment(comment: Mutable<Comment>, by: number): void {
  comment.start += by;
  comment.end += by;
}

/** The second item before a change, since the one beside it may go on differently. */
function headOf({ items, source: { text } }: SyntaxFile, change: number): Seam {
  const lineStart = text.lastIndexOf("\n", change - 1) + 1;
  for (let index = firstFrom(items, lineStart, startOf) - 2; index > 0; index--) {
    const at = seamAt(items, index, text);
    if (at !== undefined) return { index, at };
  }
  return { index: 0, at: 0 };
}

/** The second item after a change, for the same reason. */
function tailOf({ items, source: { text } }: SyntaxFile, change: number): Seam | undefined {
  for (let index = firstFrom(items, change + 1, startOf) + 1; index < items.length; index++) {
    const at = seamAt(items, index, text);
    if (at !== undefined) return { index, at };
  }
  return undefined;
}

/** Where the line of an item starts, if nothing before the item belongs to it or is on its line. */
function seamAt(items: SyntaxFile["items"], index: number, text: string): number | undefined {
  const token = items[index]?.token;
  if (token?.isFirst !== true || !SEAMS.has(token.tokenType)) return undefined;
  const at = text.lastIndexOf("\n", token.start - 1) + 1;
  // After an unread piece of a long line the rest is read as a line of its own.
  return token.start - at < LINE_BYTES / 3 ? at : undefined;
}

const SEAMS: ReadonlySet<object> = new Set([tokens.Words, tokens.Include, tokens.Definition]);

const startOf = ({ token }: Item): number => token.start;

/** The first of a list in order that starts at an offset or after it. */
function firstFrom<T>(all: readonly T[], offset: number, start: (one: T) => number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(all[middle] as T) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pieces are compared first, which is many times faster than comparing characters. */
const PIECE = 4096;

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.slice(at, at + PIECE) === b.slice(at, at + PIECE)) at += PIECE;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return Math.min(at, most);
}

/** `start`: what is the same at the start is left out. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  const tail = (text: string, count: number) => text.slice(text.length - count - PIECE, text.length - count);
  let count = 0;
  while (count + PIECE <= most && tail(a, count) === tail(b, count)) count += PIECE;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  return count;
}
