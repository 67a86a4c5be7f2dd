import { eachPhysicalLine } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { Dialect } from "./release.js";

/** The physical lines of a file, three numbers each: start, end, and whether the scanner left it unread. */
export type PhysicalLines = readonly number[];

const cache = new WeakMap<SyntaxFile, PhysicalLines>();

/** The physical lines of a file, pieces of long ones as lines of their own. */
export function physicalLines(tree: SyntaxFile): PhysicalLines {
  const known = cache.get(tree);
  if (known !== undefined) return known;
  const lines: number[] = [];
  eachPhysicalLine(tree.source.text, (start, end, isUnread) => {
    lines.push(start, end, isUnread ? 1 : 0);
  });
  cache.set(tree, lines);
  return lines;
}

/** Where reading is in a file. */
export interface LinePosition {
  readonly tree: SyntaxFile;
  readonly lines: PhysicalLines;
  /** Number of the next line in `lines`. */
  index: number;
  /** First token that does not lie before that line. */
  token: number;
  /** As keepalived counts (`current_line_no`). */
  lineNumber: number;
}

export const startOf = (tree: SyntaxFile): LinePosition => ({
  tree,
  lines: physicalLines(tree),
  index: 0,
  token: 0,
  lineNumber: 0,
});

/** What is on a physical line. */
export interface PhysicalLine {
  readonly start: number;
  /** Behind the last character that is read. */
  readonly end: number;
  /** keepalived drops it whole (since 2.4.0). */
  readonly dropped: "line-too-long" | "nul-line" | undefined;
  /** Its tokens, when evaluation cannot change them; `to` is behind the last. */
  readonly plain: { readonly from: number; readonly to: number } | undefined;
}

/** Steps over one line; undefined at the end of the file. */
export function nextLine(at: LinePosition, dialect: Dialect): PhysicalLine | undefined {
  const { lines, tree } = at;
  const base = at.index * 3;
  const start = lines[base];
  const end = lines[base + 1];
  if (start === undefined || end === undefined) return undefined;
  at.index++;
  const tokens = stepTokens(at, start, end);
  const { text } = tree.source;
  const isUnread = lines[base + 2] === 1;
  const nul = mayHoldNul(tree) ? text.slice(start, end).indexOf("\0") : -1;
  // The next piece of a long line begins where this one ends.
  const isEnded = lines[base + 3] !== end && text[lineEnd(text, end)] === "\n";
  if (dialect.isModern) {
    if (isEnded || isUnread) at.lineNumber++;
    if (isUnread) return { start, end, dropped: nul >= 0 ? "nul-line" : "line-too-long", plain: undefined };
  } else if (isEnded && nul < 0) at.lineNumber++;
  const isChanged = isUnread || nul >= 0 || (!dialect.isModern && text[end - 1] === "\\");
  return { start, end: nul >= 0 ? start + nul : end, dropped: undefined, plain: isChanged ? undefined : tokens };
}

/** The tokens of a line, when all are plain. */
function stepTokens(at: LinePosition, start: number, end: number): PhysicalLine["plain"] {
  const { tokens } = at.tree;
  const from = at.token;
  let to = from;
  let isPlain = !isInsideToken(at.tree, from, start);
  for (let token = tokens[to]; token !== undefined && token.start < end; token = tokens[++to]) {
    if (!token.isPlain) isPlain = false;
  }
  at.token = to;
  return isPlain ? { from, to } : undefined;
}

/** A definition over several lines is one token; its further lines hold none of their own. */
function isInsideToken(tree: SyntaxFile, next: number, start: number): boolean {
  const token = tree.tokens[next - 1];
  return token !== undefined && token.end > start;
}

function lineEnd(text: string, end: number): number {
  let at = end;
  while (text[at] === "\r") at++;
  return at;
}

const withNul = new WeakMap<SyntaxFile, boolean>();

function mayHoldNul(tree: SyntaxFile): boolean {
  let known = withNul.get(tree);
  if (known === undefined) {
    known = tree.source.text.includes("\0");
    withNul.set(tree, known);
  }
  return known;
}
