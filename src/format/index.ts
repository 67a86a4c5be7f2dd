import { tokenize } from "../../grammar/index.js";
import { findTemplate } from "../template/find-mark.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { SourceFile } from "../text/source-file.js";
import { spaceLines } from "./blank-lines.js";
import { breakLines } from "./break-lines.js";
import { EditSink } from "./edits.js";
import type { FormatMemory } from "./format-memory.js";
import { type FormatOptions, indentOf } from "./options.js";
import { orderLines } from "./order.js";
import { divide, type TextPiece } from "./pieces.js";
import { type FormatRefusal, inspect } from "./refusal.js";
import { render, type Sink } from "./render.js";
import type { FormatEdits, FormatResult } from "./result.js";
import { formatTemplate } from "./template.js";

export type { FormatOptions } from "./options.js";
export type { FormatEdits, FormatResult } from "./result.js";

/** Lines from 1, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Prints a configuration in the canonical form. Never changes what keepalived reads. */
export function format(text: string, options: FormatOptions = {}): FormatResult {
  const result = formatEdits(text, options);
  return result.kind === "refused" ? result : { kind: "formatted", text: applyEdits(text, result.edits) };
}

/** A text is divided when it is longer than this; one that cannot be, and is longer than `MOST`, is refused. */
const PIECE = 4 << 20;
const MOST = 64 << 20;

/**
 * The smallest edits that format a text, so that cursors, folds and blame stay. With a memory, blocks that it has met are
 * not formatted again.
 */
export function formatEdits(text: string, options: FormatOptions = {}, memory?: FormatMemory): FormatEdits {
  if (memory === undefined) return formatDivided(text, options, PIECE);
  const formatPiece = memory.formatter(options, (piece) => formatWhole(piece, options));
  return formatDivided(text, options, 1, formatPiece);
}

/** The same, of pieces of this many characters; how many they are changes nothing. */
export function formatDivided(
  text: string,
  options: FormatOptions,
  pieceSize: number,
  formatPiece?: (piece: string) => FormatEdits,
): FormatEdits {
  const mark = findTemplate(text, options.path ?? "", options.template);
  if (mark === undefined) return formatPlain(text, options, pieceSize, formatPiece);
  const { order, ...inOrder } = options;
  return formatTemplate(text, mark.language, (layout) => formatPlain(layout, inOrder, layout.length + 1));
}

function formatPlain(
  text: string,
  options: FormatOptions,
  pieceSize: number,
  formatPiece = (piece: string): FormatEdits => formatWhole(piece, options),
): FormatEdits {
  const pieces = divide(text, pieceSize);
  if (pieces.length > 1) {
    const edits = formatPieces(text, pieces, formatPiece);
    if (edits !== undefined) return { kind: "formatted", edits };
  }
  if (text.length > MOST) {
    const reason = `more than ${MOST >> 20} MiB that hang together are too much for memory`;
    return { kind: "refused", reason, span: { start: 0, end: 0 } };
  }
  return formatWhole(text, options);
}

function formatWhole(text: string, options: FormatOptions): FormatEdits {
  const sink = new EditSink(text);
  const refusal = run(text, options, sink);
  return refusal === undefined ? { kind: "formatted", edits: sink.finish() } : { kind: "refused", ...refusal };
}

/** Undefined: they do not stand for themselves. */
function formatPieces(
  text: string,
  pieces: readonly TextPiece[],
  formatPiece: (piece: string) => FormatEdits,
): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { start, end, next } of pieces) {
    const result = formatPiece(text.slice(start, end));
    if (result.kind === "refused") return undefined;
    for (const edit of result.edits) edits.push({ start: start + edit.start, end: start + edit.end, text: edit.text });
    if (end === text.length) break;
    if (next === end) edits.push({ start: end, end, text: "\n" });
    else if (next > end + 1) edits.push({ start: end + 1, end: next, text: "" });
  }
  return edits;
}

/** The edits that touch these lines; the others of the file stay as they are. */
export function formatRange(
  text: string,
  range: LineRange,
  options: FormatOptions = {},
  memory?: FormatMemory,
): FormatEdits {
  const result = formatEdits(text, options, memory);
  if (result.kind === "refused") return result;
  const { lineStarts } = new SourceFile("", text);
  const start = lineStarts[Math.max(range.first, 1) - 1];
  if (start === undefined) return { kind: "formatted", edits: [] };
  const end = (lineStarts[Math.max(range.last, 1)] ?? text.length + 1) - 1;
  return { kind: "formatted", edits: result.edits.filter((edit) => edit.start <= end && edit.end >= start) };
}

function run(text: string, options: FormatOptions, sink: Sink): FormatRefusal | undefined {
  const source = new SourceFile("", text);
  const { tokens, comments } = tokenize(source);
  const file = { source, tokens, comments };
  const inspection = inspect(file);
  if (inspection.kind === "refused") return inspection.refusal;
  const indent = indentOf(options);
  const broken = breakLines(file, inspection.reference, indent);
  const lines = options.order === "canonical" ? orderLines(broken, text) : broken;
  render(spaceLines(lines), text, indent, sink);
  return undefined;
}
