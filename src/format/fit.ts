import { byteLength, LINE_BYTES } from "../../grammar/index.js";
import type { CodeLine, LinePiece } from "./line.js";
import { type Indent, indentText } from "./options.js";

/** What is printed of one line: pieces of the source with their gaps, after an indentation. */
export interface Fitted {
  readonly indent: string;
  readonly pieces: readonly LinePiece[];
}

/**
 * Chooses spacing so that a line stays readable for keepalived, which drops or cuts longer ones (parser.c:read_line):
 * as wanted, else without alignment, else with less indentation, else as it was written.
 */
export function fitLine(
  text: string,
  indent: string,
  wanted: readonly LinePiece[],
  tight: () => readonly LinePiece[],
): Fitted {
  if (isShort(indent, wanted) || bytesOf(text, wanted) + indent.length <= LINE_BYTES) return { indent, pieces: wanted };
  const pieces = tight();
  const bytes = bytesOf(text, pieces);
  if (bytes <= LINE_BYTES) return { indent: indent.slice(0, LINE_BYTES - bytes), pieces };
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return { indent, pieces };
  return { indent: "", pieces: [{ gap: "", start: first.start, end: last.end }] };
}

/** Whether a line with one space before its comment and all of its indentation can be read. */
export function hasRoom({ depth, pieces, comment }: CodeLine, text: string, indent: Indent): boolean {
  const all = comment === undefined ? pieces : [...pieces, { gap: " ", start: comment.start, end: comment.end }];
  return bytesOf(text, all) + indentText(indent, depth).length <= LINE_BYTES;
}

/** Short enough in the worst case, three bytes a unit. */
function isShort(indent: string, pieces: readonly LinePiece[]): boolean {
  let units = 0;
  for (const { gap, start, end } of pieces) units += gap.length + end - start;
  return indent.length + units * 3 <= LINE_BYTES;
}

function bytesOf(text: string, pieces: readonly LinePiece[]): number {
  let bytes = 0;
  for (const { gap, start, end } of pieces) bytes += gap.length + byteLength(text, start, end);
  return bytes;
}
