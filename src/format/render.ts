import type { Comment } from "../../grammar/index.js";
import { displayWidth } from "../text/display-width.js";
import { type Alignment, align } from "./align.js";
import { type Fitted, fitLine } from "./fit.js";
import type { CodeLine, DefinitionLine, DefinitionRow, Line, LinePiece } from "./line.js";
import { type Indent, indentText } from "./options.js";
import { trimmedEnd } from "./source-lines.js";

/** Where formatted text goes: pieces of the source, and what is new between them. */
export interface Sink {
  add(text: string): void;
  copy(start: number, end: number): void;
}

/** Last pass: prints the lines. */
export function render(lines: readonly Line[], text: string, indent: Indent, sink: Sink): void {
  const alignment = align(lines, text);
  for (const [index, line] of lines.entries()) {
    if (line.kind === "blank") sink.add("\n");
    else if (line.kind === "verbatim") sink.copy(line.start, line.end);
    else if (line.kind === "definition") renderDefinition(line, text, indent, sink);
    else if (line.kind === "code") print(fitCode(line, index, alignment, text, indent), sink);
    else renderComment(line.comment, indentText(indent, line.depth), alignment.commentGaps[index] ?? 0, text, sink);
  }
}

function print({ indent, pieces }: Fitted, sink: Sink): void {
  if (indent !== "") sink.add(indent);
  for (const { gap, start, end } of pieces) {
    if (gap !== "") sink.add(gap);
    sink.copy(start, end);
  }
  sink.add("\n");
}

function fitCode(line: CodeLine, index: number, gaps: Alignment, text: string, indent: Indent): Fitted {
  const { pieces, comment, hasCondition } = line;
  const before = indentText(indent, line.depth);
  if (!hasCondition && comment === undefined) return fitLine(text, before, pieces, () => pieces);
  const wanted = [...pieces];
  const [, behind] = pieces;
  if (hasCondition && behind !== undefined) wanted[1] = { ...behind, gap: blanks(gaps.conditionGaps[index]) };
  if (comment !== undefined) wanted.push(commentPiece(comment, blanks(gaps.commentGaps[index]), text));
  const tight = () => (comment === undefined ? pieces : [...pieces, commentPiece(comment, " ", text)]);
  return fitLine(text, before, wanted, tight);
}

function renderComment(comment: Comment, indent: string, gap: number, text: string, sink: Sink): void {
  const piece = commentPiece(comment, blanks(gap), text);
  print(
    fitLine(text, indent, [piece], () => [{ ...piece, gap: "" }]),
    sink,
  );
}

/** A comment without the white space at its end. */
const commentPiece = ({ start, end }: Comment, gap: string, text: string): LinePiece => ({
  gap,
  start,
  end: trimmedEnd(text, start, end),
});

const blanks = (count: number | undefined): string => (count === undefined || count === 1 ? " " : " ".repeat(count));

/** The backslashes of a definition stand in one column, behind its longest line. */
function renderDefinition({ depth, rows, tail }: DefinitionLine, text: string, indent: Indent, sink: Sink): void {
  const widths = rows.map((row) => rowWidth(row, text, indent));
  const column = widths.reduce((widest, width) => Math.max(widest, width), 0) + 1;
  for (const [index, row] of rows.entries()) {
    const before = row.kind === "blank" ? "" : indentText(indent, depth + row.level);
    if (row.kind === "text") {
      const wanted = rowPieces(row, column - (widths[index] ?? 0), text);
      print(
        fitLine(text, before, wanted, () => rowPieces(row, 1, text)),
        sink,
      );
    } else if (row.kind === "comment") renderComment(row.comment, before, 0, text, sink);
    else print({ indent: "", pieces: [{ gap: "", start: row.start, end: row.end }] }, sink);
  }
  if (tail !== undefined) sink.copy(tail.start, tail.end);
}

type TextRow = Extract<DefinitionRow, { kind: "text" }>;

function rowPieces({ pieces, backslash, comment }: TextRow, gap: number, text: string): LinePiece[] {
  const all = [...pieces];
  if (backslash !== undefined) {
    all.push({ gap: blanks(gap), start: backslash, end: backslash + 1 });
  }
  if (comment !== undefined) all.push(commentPiece(comment, " ", text));
  return all;
}

/** Columns of a row that a backslash follows, its indentation left out of the first level's. */
function rowWidth(row: DefinitionRow, text: string, indent: Indent): number {
  if (row.kind !== "text" || row.backslash === undefined) return 0;
  const before = row.level * indent.columns;
  return row.pieces.reduce((width, { gap, start, end }) => width + gap.length + displayWidth(text, start, end), before);
}
