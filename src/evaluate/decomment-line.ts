import { decomment } from "../../grammar/index.js";
import type { ExpandedLine } from "./line.js";
import type { Dialect } from "./release.js";

/** Takes the comment, escapes of comment marks and outer spaces out of a line (parser.c:decomment). */
export function decommentLine(line: ExpandedLine, dialect: Dialect): ExpandedLine {
  const { text } = line;
  const content = decomment(text, 0, text.length);
  const start = firstInk(text, content.end);
  const keepsBackslash = !dialect.isModern && content.comment >= 0 && endsInBackslash(text, content.comment);
  if (content.removed.length === 0 && !content.endsWithBackslash && !keepsBackslash) {
    return start === 0 && content.end === text.length ? line : line.slice(start, content.end);
  }
  const offsets: number[] = [];
  const removed = new Set(content.removed);
  const end = content.endsWithBackslash ? lastInk(text, start, content.end - 1) : content.end;
  for (let at = start; at < end; at++) if (!removed.has(at)) offsets.push(at);
  if (content.endsWithBackslash || keepsBackslash) offsets.push(text.length - 1);
  return line.pick(offsets);
}

const isBlank = (char: string | undefined): boolean => char === " " || char === "\t";

function firstInk(text: string, end: number): number {
  let at = 0;
  while (at < end && isBlank(text[at])) at++;
  return at;
}

function lastInk(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && isBlank(text[end - 1])) end--;
  return end;
}

/** Before 2.4.0 a backslash at the end of a comment outlives the comment. */
function endsInBackslash(text: string, from: number): boolean {
  let at = from;
  while (at < text.length) {
    if (text[at] !== "\\") at++;
    else if (at + 1 === text.length) return true;
    else at += 2;
  }
  return false;
}
