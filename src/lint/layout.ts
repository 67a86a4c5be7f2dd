import type { AnchorEdit } from "./define-rule.js";

/** How a text is laid out, so that inserted lines look like those around them. */
export interface Layout {
  /** What one level is indented by. */
  readonly indent: string;
  readonly newline: string;
}

const USUAL_INDENT = "    ";

/** An opening line and the first line below it with more before its first word. */
const DEEPER = /^([ \t]*)[^\s#!].*\{[ \t]*(?:[#!].*)?\r?\n(?:[ \t]*(?:[#!].*)?\r?\n)*\1([ \t]+)[^\s}]/m;

/** The indentation and the line ends that the text itself has; four spaces where it has none. */
export function layoutOf(text: string): Layout {
  return { indent: DEEPER.exec(text)?.[2] ?? USUAL_INDENT, newline: newlineOf(text) };
}

/** As the first line ends. */
export const newlineOf = (text: string): string => (/^[^\n]*\r\n/.test(text) ? "\r\n" : "\n");

/** Lines in which a tab stands for a level, each with its line end. */
export const laidOut = ({ indent, newline }: Layout, lines: readonly string[]): string =>
  lines.map((line) => line.replace(/^\t+/, (tabs) => indent.repeat(tabs.length)) + newline).join("");

/** Inserts a block at top level before what is at an offset, and before its comments; an empty line separates the two. */
export function insertBlockBefore(
  source: AnchorEdit["at"]["source"],
  at: number,
  lines: readonly string[],
): AnchorEdit | undefined {
  const start = startWithComments(source.text, at);
  if (start === undefined) return undefined;
  const layout = layoutOf(source.text);
  return { at: { source, start, end: start }, text: laidOut(layout, lines) + layout.newline };
}

/** Start of the line, or undefined where other code precedes it; comments on the lines above belong to what follows. */
export function startWithComments(text: string, at: number): number | undefined {
  let start = text.lastIndexOf("\n", at - 1) + 1;
  if (text.slice(start, at).trim() !== "") return undefined;
  while (start > 0) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*[#!]/.test(text.slice(above, start))) return start;
    start = above;
  }
  return start;
}

/** Start of the empty lines before an offset that begins a line; the offset itself where there are none. */
export function startOfBlankLines(text: string, at: number): number {
  let start = at;
  while (start > 0) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    if (text.slice(above, start).trim() !== "") return start;
    start = above;
  }
  return start;
}
