import { cutColumns, displayWidth } from "../text/display-width.js";
import { printable } from "../text/printable.js";
import type { Location } from "../text/span.js";
import { positionIn, type Report } from "./report.js";

/** Columns of a line where the terminal does not say how wide it is. */
const DEFAULT_WIDTH = 120;
/** Columns of code without which a frame shows nothing. */
const LEAST_ROOM = 10;
const TAB = "    ";

/** The line of a location with the line before it, and a mark below the span. No line is wider than the report. */
export function codeFrame(report: Report, location: Location, color: (text: string) => string): string[] {
  const source = report.sources.get(location.file);
  if (source === undefined) return [];
  const start = positionIn(report, location.file, location.start);
  const end = positionIn(report, location.file, location.end);
  const gutter = String(start.line).length;
  const frame = (number: string, line: string) => `  ${report.colors.dim(`${number.padStart(gutter)} │`)} ${line}`;
  const room = Math.max(LEAST_ROOM, (report.width ?? DEFAULT_WIDTH) - gutter - "   │ ".length);
  const around = (line: number) => near(source.lineText(line), start.column - 1);
  const { text, skipped } = around(start.line);
  const from = start.column - 1 - skipped;
  const to = end.line === start.line ? end.column - 1 - skipped : undefined;
  const before = displayWidth(shown(text.slice(0, from)));
  const marked = displayWidth(shown(text.slice(from, to)));
  const window = windowFor(before, marked, { room, isLong: displayWidth(shown(text)) > room });
  const previous =
    start.line === 1 ? [] : [frame(String(start.line - 1), clipped(around(start.line - 1).text, window))];
  const carets = `${" ".repeat(window.before)}${color("^".repeat(window.marked))}`;
  return [...previous, frame(String(start.line), clipped(text, window)), frame("", carets)];
}

/** The columns of a line that are shown, and those of the mark in them. */
interface Window {
  readonly shift: number;
  readonly room: number;
  readonly before: number;
  readonly marked: number;
}

/** Shifts the line so far that the mark is in sight, with a column at both ends for what is cut off. */
function windowFor(
  before: number,
  width: number,
  { room, isLong }: { readonly room: number; readonly isLong: boolean },
): Window {
  const mark = Math.max(1, width);
  if (before + 1 < room && before + mark <= room - (isLong ? 1 : 0)) return { shift: 0, room, before, marked: mark };
  const marked = Math.min(mark, room - 2);
  const shift = Math.max(0, before + marked + 1 - room);
  return { shift, room, before: before - shift, marked };
}

/** Characters before and after a place that are looked at: more than a screen has columns, and less than a line may have. */
const AROUND = 2000;

/** The part of a line around an offset; the rest of a long line never gets onto the screen. */
function near(line: string, at: number): { readonly text: string; readonly skipped: number } {
  const skipped = Math.max(0, at - AROUND);
  return { text: line.slice(skipped, at + AROUND), skipped };
}

const shown = (text: string): string => printable(text).replace(/\t/g, TAB);

/** The part of a line that fits; `…` marks what is cut off. */
function clipped(text: string, { shift, room }: Window): string {
  const line = shown(text);
  const left = shift === 0 ? "" : "…";
  const from = shift + left.length;
  const isLong = displayWidth(line) > shift + room;
  const part = cutColumns(line, from, room - left.length - (isLong ? 1 : 0));
  return left + part + (isLong ? "…" : "");
}
