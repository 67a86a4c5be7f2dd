import { displayWidth } from "../text/display-width.js";
import { printable } from "../text/printable.js";
import type { Location } from "../text/span.js";
import { positionIn, type Report } from "./report.js";

/** Columns of code that are shown where the terminal does not say how wide it is. */
const DEFAULT_WIDTH = 120;
const TAB = "    ";

/** The line of a location with the line before it, and a mark below the span. */
export function codeFrame(report: Report, location: Location, color: (text: string) => string): string[] {
  const source = report.sources.get(location.file);
  if (source === undefined) return [];
  const { colors } = report;
  const start = positionIn(report, location.file, location.start);
  const end = positionIn(report, location.file, location.end);
  const gutter = String(start.line).length;
  const room = Math.max(10, (report.width ?? DEFAULT_WIDTH) - gutter - 6);
  const { text, skipped } = near(source.lineText(start.line), start.column - 1);
  const from = start.column - 1 - skipped;
  const before = shown(text.slice(0, from));
  const marked = shown(text.slice(from, end.line === start.line ? end.column - 1 - skipped : undefined));
  const shift = Math.max(0, displayWidth(before) + Math.min(displayWidth(marked), 20) - room);
  const frame = (number: string, line: string) => `  ${colors.dim(`${number.padStart(gutter)} │`)} ${line}`;
  const previous =
    start.line > 1
      ? [
          frame(
            String(start.line - 1),
            cut(shown(near(source.lineText(start.line - 1), start.column - 1).text), shift, room),
          ),
        ]
      : [];
  const carets = "^".repeat(Math.max(1, Math.min(displayWidth(marked), room)));
  return [
    ...previous,
    frame(String(start.line), cut(shown(text), shift, room)),
    frame("", `${" ".repeat(Math.max(0, displayWidth(before) - shift))}${color(carets)}`),
  ];
}

/** Characters before and behind a place that are looked at: more than a screen has columns, and less than a line may have. */
const AROUND = 2000;

/** The part of a line around an offset; of a long line the rest never gets onto the screen. */
function near(line: string, at: number): { readonly text: string; readonly skipped: number } {
  const skipped = Math.max(0, at - AROUND);
  return { text: line.slice(skipped, at + AROUND), skipped };
}

const shown = (text: string): string => printable(text).replace(/\t/g, TAB);

/** The part of a line that fits; `…` stands for what does not. */
function cut(text: string, shift: number, room: number): string {
  const line = shift === 0 ? text : `…${text.slice(shift + 1)}`;
  return displayWidth(line) <= room ? line : `${line.slice(0, room - 1)}…`;
}
