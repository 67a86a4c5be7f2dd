import { CR, indexOfCode } from "./characters.js";
import { utf8Bytes } from "./utf8.js";

/** Longest line that keepalived reads, line end excluded (parser.h:MAXBUF less newline and NUL). */
export const LINE_BYTES = 1022;

/**
 * Calls `visit` for each physical line of `text`, in order, with its offsets; the line end (`\n`, and any `\r` in front
 * of it) is outside. `isUnread`: keepalived does not read it (parser.c:read_line, since 2.4.0), for a NUL or its length. A line of more than 1022 bytes comes in pieces: those of
 * 1023 bytes are unread, what is left is a line of its own.
 */
export function eachPhysicalLine(text: string, visit: (start: number, end: number, isUnread: boolean) => void): void {
  // Not `includes`: V8 11 moves that call into the loop, which then takes the square of the length.
  const hasNul = /\0/.test(text);
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    const rawEnd = feed < 0 ? text.length : feed;
    let from = start;
    if ((rawEnd - start) * 3 > LINE_BYTES) {
      for (const piece of longPieces(text, start, rawEnd)) {
        visit(from, piece, true);
        from = piece;
      }
    }
    const isUnread = hasNul && feed >= 0 && indexOfCode(text, 0, from, rawEnd) >= 0;
    visit(from, stripReturns(text, from, rawEnd), isUnread);
    start = rawEnd + 1;
  }
}

function stripReturns(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && text.charCodeAt(end - 1) === CR) end--;
  return end;
}

/** Ends of the pieces of 1023 bytes that a line which is too long is cut into. */
function longPieces(text: string, start: number, end: number): number[] {
  const pieces: number[] = [];
  let bytes = 0;
  for (let at = start; at < end; at++) {
    bytes += utf8Bytes(text.charCodeAt(at));
    if (bytes <= LINE_BYTES) continue;
    pieces.push(at + 1);
    bytes = 0;
  }
  return pieces;
}
