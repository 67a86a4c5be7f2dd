import type { Statement } from "../../grammar/index.js";
import { ExpandedLine } from "../evaluate/line.js";
import type { Anchor, AnchorEdit } from "./define-rule.js";
import { layoutOf, newlineOf } from "./layout.js";

/** From a statement's first word to its last, or to the brace that closes its block. */
export function statementAnchor({ token, block }: Statement): Anchor {
  const last = block?.close ?? block?.items.at(-1);
  const end = last === undefined ? token.end : "token" in last ? last.token.end : last.end;
  return { source: token.source, start: token.start, end: Math.max(token.end, block?.open.end ?? 0, end) };
}

/**
 * The lines an anchor is on, with the spaces and conditions before it, a comment or a text that is cut off
 * after it (`\#…`), and the line's end. Where other code shares those lines: the anchor with the spaces before it.
 */
export function wholeLine(anchor: Anchor): Anchor {
  const { source, start, end } = asWritten(anchor);
  const { text } = source;
  let from = start;
  while (from > 0 && isBlank(text[from - 1])) from--;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const behind = text.slice(end, newline < 0 ? text.length : newline);
  const before = text.slice(lineStart, start);
  if (source !== anchor.source && SEQUENCE.test(before)) return nowhere(anchor);
  const isAlone = CONDITIONS.test(before) && (UNREAD.test(behind) || isLast(anchor, behind));
  if (!isAlone) return { source, start: from, end };
  return { source, start: lineStart, end: newline < 0 ? text.length : newline + 1 };
}

/** What may stand in front of a line's words without being code of its own. */
const CONDITIONS = /^[ \t]*(?:@\S+[ \t]+)*$/;

/** What stands behind a sequence stands there for all its turns; one of them cannot go alone. */
const SEQUENCE = /^[ \t]*(?:@\S+[ \t]+)*~/;

/** Blanks and a comment; `\#` begins one too in the readings behind the first (parser.c:decomment, write_conf_copy). */
const UNREAD = /^\s*(?:\\?[#!].*)?$/;

/** Nothing follows in the evaluated line, such as behind a name that stands for nothing. */
const isLast = ({ source, end }: Anchor, behind: string): boolean =>
  source instanceof ExpandedLine && source.text.slice(end).trim() === "" && !/[{}"]/.test(behind);

/** An anchor that counts as made by evaluation, so that a fix with it is not offered. */
function nowhere({ source, start, end }: Anchor): Anchor {
  const place = source.locate(start, end);
  const via = [...place.via, { path: place.path, start: place.start, end: place.end, message: "repeated here" }];
  return { source: { text: source.text, locate: () => ({ ...place, via }) }, start, end };
}

/** An anchor on an evaluated line as one of the file, whose lines hold more than what is left of them; unless it was made. */
function asWritten(anchor: Anchor): Anchor {
  const { source, start, end } = anchor;
  if (!(source instanceof ExpandedLine) || !source.isWritten(start, end)) return anchor;
  const { at, origin, start: from } = source.runAt(start);
  if (origin.via.length > 0) return anchor;
  return { source: origin.source, start: from + start - at, end: from + end - at };
}

const isBlank = (char: string | undefined): boolean => char === " " || char === "\t";

/** Takes a statement out, with its line where it is alone there. */
export const removeStatement = (statement: Statement): AnchorEdit => ({
  at: wholeLine(statementAnchor(statement)),
  text: "",
});

/** Takes the line of an anchor out. */
export const removeLine = (anchor: Anchor): AnchorEdit => ({ at: wholeLine(anchor), text: "" });

/** Adds a line after a statement that has no block, and after its comment, indented as it is. */
export function addLineBehind(statement: Statement, line: string): AnchorEdit {
  const { token } = statement;
  const { text } = token.source;
  let from = token.start;
  while (from > 0 && isBlank(text[from - 1])) from--;
  const indent = text.slice(from, token.start);
  return { at: behindComment(token), text: `${newlineOf(text)}${indent}${line}` };
}

/** Adds lines at the start of a block, indented as its first line is; not where code follows the brace on its line. */
export function addLinesIn(open: Anchor, lines: readonly string[]): AnchorEdit | undefined {
  const at = behindComment(open);
  const { text } = open.source;
  if (!/^[ \t]*(?:\r?\n|$)/.test(text.slice(at.start, text.indexOf("\n", at.start) + 1 || undefined))) return undefined;
  const { indent, newline } = layoutOf(text);
  const first = /^\s*?\n(?:[ \t]*(?:[#!].*)?\r?\n)*([ \t]+)[^\s}]/.exec(text.slice(at.start));
  const lineStart = text.lastIndexOf("\n", open.start - 1) + 1;
  const own = /^[ \t]*/.exec(text.slice(lineStart, open.start))?.[0] ?? "";
  const before = first?.[1] ?? own + indent;
  return { at, text: lines.map((line) => `${newline}${before}${line}`).join("") };
}

/** The place after an anchor and a comment that belongs to its line; a comment that a backslash continues stays apart. */
export function behindComment({ source, end }: Anchor): Anchor {
  const comment = /^[ \t]*[#!].*?(?=\r?$)/m.exec(
    source.text.slice(end, source.text.indexOf("\n", end) + 1 || undefined),
  );
  const at = comment?.index === 0 && !comment[0].endsWith("\\") ? end + comment[0].length : end;
  return { source, start: at, end: at };
}

/** An anchor with the spaces before it, so that a word is taken out without leaving two. */
export function withBlanksBefore({ source, start, end }: Anchor): Anchor {
  let from = start;
  while (from > 0 && isBlank(source.text[from - 1])) from--;
  return { source, start: from, end };
}

/** The spaces between the start of an anchor's line and the anchor; empty where something else is there. */
export function indentOf({ source, start }: Anchor): string {
  const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
  const before = source.text.slice(lineStart, start);
  return /^[ \t]*$/.test(before) ? before : "";
}

/** Nothing but spaces and a comment shares the anchor's lines. */
export function isAloneOnLine(anchor: Anchor): boolean {
  const { source, end } = wholeLine(anchor);
  return end > anchor.end || end === source.text.length;
}
