import { type Item, type Prefix, type Statement, type Token, tokens } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { compareReleases } from "../text/release.js";

/** A stretch of a file that keepalived reads otherwise than written. */
export interface Misread {
  readonly kind: "condition" | "comment" | "line";
  /** What is at fault: the condition, the comment line, or the line that is too long or holds a NUL. */
  readonly start: number;
  readonly end: number;
  /** The stretch that is read at the wrong level. */
  readonly from: number;
  readonly to: number;
  /** Of a condition: on which nodes. */
  readonly prefix?: Prefix;
  /** A comment line that ends with a backslash: up to 2.3.3 the value goes on behind it. */
  readonly outlives?: boolean;
}

/** Since this release a comment that ends with a backslash ends the value too. */
const ENDS_ALWAYS = "2.4.0";

/** Whether a release is not known to read the stretch as it is written. */
export const isMisreadBy = ({ outlives }: Misread, target: string | undefined): boolean =>
  outlives !== true || target === undefined || compareReleases(target, ENDS_ALWAYS) >= 0;

const known = new WeakMap<SyntaxFile, readonly Misread[]>();
const NONE: readonly Misread[] = [];

/**
 * Blocks of which a condition drops the first line alone, and comment lines that end a value over several lines in the
 * readings after the first one, and lines that are read in part (parser.c:read_line, write_conf_copy).
 */
export function misreadIn(file: SyntaxFile): readonly Misread[] {
  if (file.isPlain) return NONE;
  let found = known.get(file);
  if (found === undefined) {
    found = [...conditionedBlocks(file.items), ...commentedDefinitions(file), ...brokenLines(file)];
    known.set(file, found);
  }
  return found;
}

function* conditionedBlocks(items: readonly Item[]): Generator<Misread> {
  for (const item of items) {
    if (item.kind !== "statement" || item.block === undefined) continue;
    const prefix = item.token.prefixes.find(({ kind }) => kind === "condition");
    const { close } = item.block;
    if (prefix !== undefined && !hasCondition(close, prefix)) yield conditioned(item, prefix);
    else if (prefix === undefined) yield* conditionedBlocks(item.block.items);
  }
}

function conditioned({ token, block }: Statement, prefix: Prefix): Misread {
  const to = block?.close?.end ?? Number.POSITIVE_INFINITY;
  return { kind: "condition", start: prefix.start, end: token.end, from: token.start, to, prefix };
}

const hasCondition = (token: Token | undefined, { id, negated }: Prefix): boolean =>
  token?.prefixes.some((one) => one.kind === "condition" && one.id === id && one.negated === negated) === true;

function* commentedDefinitions({ tokens: stream, source: { text } }: SyntaxFile): Generator<Misread> {
  for (const token of stream) {
    if (token.tokenType !== tokens.Definition) continue;
    yield* token.words.length < 3 ? [] : commentLine(token);
    yield* commentBehind(token, text);
  }
}

function* commentLine(token: Token): Generator<Misread> {
  const match = /\n[ \t]*([#!][^\n]*)/.exec(token.image);
  if (match === null) return;
  const end = token.start + match.index + match[0].length;
  const start = end - (match[1]?.length ?? 0);
  // A use of the value lacks the lines too, wherever it stands; they all point into the definition.
  const outlives = match[1]?.trimEnd().endsWith("\\") === true;
  yield { kind: "comment", start, end, from: token.start, to: token.end, outlives };
}

/** The backslash stands in a comment behind the line, so that the next lines no longer belong to the value. */
function* commentBehind(token: Token, text: string): Generator<Misread> {
  const newline = text.indexOf("\n", token.end);
  if (newline < 0) return;
  const match = /^[ \t]*([#!].*\\)[ \t\r]*$/.exec(text.slice(token.end, newline));
  if (match === null) return;
  const end = newline - (match[0].length - match[0].lastIndexOf("\\") - 1);
  let to = newline + 1;
  while (to < text.length) {
    const next = text.indexOf("\n", to);
    const line = text.slice(to, next < 0 ? text.length : next).trimEnd();
    to = next < 0 ? text.length : next + 1;
    if (!line.endsWith("\\")) break;
  }
  yield { kind: "comment", start: end - (match[1]?.length ?? 0), end, from: token.start, to, outlives: true };
}

/** What is left of a line of which a piece is not read. */
function* brokenLines({ tokens: stream, source: { text } }: SyntaxFile): Generator<Misread> {
  for (const { tokenType, start, end } of stream) {
    if (tokenType !== tokens.Unread) continue;
    const newline = text.indexOf("\n", end);
    yield { kind: "line", start, end, from: start, to: newline < 0 ? text.length : newline };
  }
}
