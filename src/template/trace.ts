import type { Span } from "../text/span.js";
import type { Template } from "./template.js";

/** A line of a template, and what a line that it puts out looks like. */
interface Pattern extends Span {
  /** What is literal, in order; between two pieces an output has put something. */
  readonly pieces: readonly string[];
}

/** Finds the line of a template that put out a rendered line; undefined where none or several may have. */
export function lineTracer(template: Template): (rendered: string) => Span | undefined {
  const patterns = patternsOf(template);
  return (rendered) => {
    const line = normal(rendered);
    const matching = patterns.filter(({ pieces }) => fits(line, pieces));
    const literal = matching.filter(({ pieces }) => pieces.length === 1);
    const [first, second] = literal.length > 0 ? literal : matching;
    return second === undefined ? first : undefined;
  };
}

function patternsOf({ text, tags }: Template): readonly Pattern[] {
  const patterns: Pattern[] = [];
  let tag = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const parts: string[] = [];
    let at = start;
    while (tag > 0 && (tags[tag - 1]?.end ?? 0) > start) tag--;
    while ((tags[tag]?.end ?? text.length + 1) <= start) tag++;
    for (let own = tags[tag]; own !== undefined && own.start < end; own = tags[++tag]) {
      parts.push(text.slice(at, Math.max(at, own.start)), own.kind === "output" ? OUTPUT : NOTHING);
      at = Math.min(own.end, end);
    }
    parts.push(text.slice(at, end));
    const pattern = piecesOf(parts);
    if (pattern !== undefined) patterns.push({ ...contentSpan(text, start, end), pieces: pattern });
    start = end + 1;
  }
  return patterns;
}

const OUTPUT = "\u0000";
const NOTHING = "\u0001";

/** Undefined: the line has no word of its own by which it could be known. */
function piecesOf(parts: readonly string[]): readonly string[] | undefined {
  const pieces = normal(parts.join("").replaceAll(NOTHING, "")).split(OUTPUT);
  return pieces.some((piece) => /\w/.test(piece)) ? pieces : undefined;
}

/** How much white space there is makes no difference. */
const normal = (text: string): string => text.trim().replace(/\s+/g, " ");

/** Whether a line is the pieces in order, with anything between two of them. */
function fits(line: string, pieces: readonly string[]): boolean {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return line === first;
  if (!line.startsWith(first) || !line.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = line.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= line.length - last.length;
}

/** The line without white space at its ends. */
function contentSpan(text: string, start: number, end: number): Span {
  const line = text.slice(start, end);
  return { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
}
