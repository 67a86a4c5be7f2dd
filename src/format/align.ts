import { displayWidth } from "../text/display-width.js";
import type { CodeLine, Line } from "./line.js";

/** Spaces before the words after `@id`, and before the comment, for each line. */
export interface Alignment {
  readonly conditionGaps: Uint32Array;
  readonly commentGaps: Uint32Array;
}

/**
 * Third pass: what comes after the `@id` of neighbouring lines, and their comments, begin in one column. Neighbours
 * are lines of one level with nothing between them; columns are those of a screen.
 */
export function align(lines: readonly Line[], text: string): Alignment {
  const conditionGaps = new Uint32Array(lines.length).fill(1);
  const commentGaps = new Uint32Array(lines.length).fill(1);
  alignRuns(lines, conditionDepth, conditionGaps, (line) => (line.kind === "code" ? conditionWidth(line, text) : 0));
  alignRuns(lines, commentDepth, commentGaps, (line, index) => {
    if (line.kind !== "code") return 0;
    return codeWidth(line, text, conditionGaps[index] ?? 1);
  });
  // A comment that goes on below has no code in front: its gap is the column behind the indentation.
  lines.forEach((line, index) => {
    if (line.kind === "comment" && !line.continues) commentGaps[index] = 0;
  });
  return { conditionGaps, commentGaps };
}

/** Sets the gaps of each run of lines for which `depthOf` gives one and the same depth. */
function alignRuns(
  lines: readonly Line[],
  depthOf: (line: Line) => number,
  gaps: Uint32Array,
  widthOf: (line: Line, index: number) => number,
): void {
  let from = 0;
  while (from < lines.length) {
    const first = lines[from];
    const depth = first === undefined ? -1 : depthOf(first);
    let to = from + 1;
    if (depth >= 0) {
      for (let line = lines[to]; line !== undefined && depthOf(line) === depth; line = lines[to]) to++;
      if (to - from > 1) alignRun(lines, from, to, gaps, widthOf);
    }
    from = to;
  }
}

function alignRun(
  lines: readonly Line[],
  from: number,
  to: number,
  gaps: Uint32Array,
  widthOf: (line: Line, index: number) => number,
): void {
  const widths = lines.slice(from, to).map((line, offset) => widthOf(line, from + offset));
  const column = widths.reduce((widest, width) => Math.max(widest, width), 0) + 1;
  widths.forEach((width, offset) => {
    gaps[from + offset] = column - width;
  });
}

/** Depth of a line that takes part, else -1. */
const conditionDepth = (line: Line): number => (line.kind === "code" && line.hasCondition ? line.depth : -1);

function commentDepth(line: Line): number {
  if (line.kind === "code") return line.comment !== undefined && !line.isFixed ? line.depth : -1;
  return line.kind === "comment" && line.continues ? line.depth : -1;
}

function conditionWidth({ pieces }: CodeLine, text: string): number {
  const [condition] = pieces;
  return condition === undefined ? 0 : displayWidth(text, condition.start, condition.end);
}

function codeWidth({ pieces, hasCondition }: CodeLine, text: string, conditionGap: number): number {
  return pieces.reduce((width, piece, index) => {
    const gap = index === 1 && hasCondition ? conditionGap : piece.gap.length;
    return width + gap + displayWidth(text, piece.start, piece.end);
  }, 0);
}
