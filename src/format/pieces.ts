import type { Span } from "../text/span.js";

/** What may reach beyond the block that it stands in: definitions, conditions, sequences, regions, odd line ends. */
const FAR_REACHING = /[$@~\\\0\r\ufeff]|kalint-format/;

/**
 * The end of a block at the left margin, with something that belongs to what follows behind it: a blank line, or code
 * with or without comments of its own above it. In the canonical form one blank line stands there in all these cases.
 */
const SEAM = /\n\}\n(?:(\n+)(?=[^\s}])|(?=(?:[ \t]*[#!][^\n]*\n)*[^\s#!{}]))/g;

/** A part of a text that can be formatted by itself, and where the blank lines after it end. */
export interface TextPiece extends Span {
  readonly next: number;
}

/**
 * Divides a text into pieces of about `size` characters, so that memory (40 bytes for each of the text) stays bounded.
 * Whether a seam lies inside a block only shows when a piece is not balanced; then the division is worth nothing.
 */
export function divide(text: string, size: number): readonly TextPiece[] {
  if (text.length <= size || FAR_REACHING.test(text)) return [{ start: 0, end: text.length, next: text.length }];
  const pieces: TextPiece[] = [];
  let start = 0;
  while (text.length - start > size) {
    SEAM.lastIndex = start + size;
    const seam = SEAM.exec(text);
    if (seam === null) break;
    const [found, blank = ""] = seam;
    const next = seam.index + found.length;
    pieces.push({ start, end: next - blank.length, next });
    start = next;
  }
  return [...pieces, { start, end: text.length, next: text.length }];
}
