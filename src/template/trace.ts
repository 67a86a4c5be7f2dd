import type { Span } from "../text/span.js";
import type { Template } from "./template.js";

/** A line of a template, and what a line that it puts out looks like. */
interface Pattern extends Span {
  readonly pattern: RegExp;
  readonly isLiteral: boolean;
}

/** Finds the line of a template that put out a rendered line; undefined where none or several may have. */
export function lineTracer(template: Template): (rendered: string) => Span | undefined {
  const patterns = patternsOf(template);
  return (rendered) => {
    const line = rendered.trim();
    const matching = patterns.filter(({ pattern }) => pattern.test(line));
    const literal = matching.filter(({ isLiteral }) => isLiteral);
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
    const pattern = patternOf(parts);
    if (pattern !== undefined) patterns.push({ ...contentSpan(text, start, end), ...pattern });
    start = end + 1;
  }
  return patterns;
}

const OUTPUT = "\u0000";
const NOTHING = "\u0001";

/** Undefined: the line has no word of its own by which it could be known. */
function patternOf(parts: readonly string[]): Pick<Pattern, "pattern" | "isLiteral"> | undefined {
  const isTag = (part: string) => part === OUTPUT || part === NOTHING;
  const literals = parts.filter((part) => !isTag(part)).join("");
  if (!/\w/.test(literals)) return undefined;
  const source = parts
    .join("")
    .trim()
    .replace(/[.*+?^$(){}|[\]\\/]/g, "\\$&")
    .replaceAll(OUTPUT, "[^\\n]*?")
    .replaceAll(NOTHING, "")
    .replace(/\s+/g, "\\s+");
  return { pattern: new RegExp(`^${source}$`), isLiteral: !parts.includes(OUTPUT) };
}

/** The line without white space at its ends. */
function contentSpan(text: string, start: number, end: number): Span {
  const line = text.slice(start, end);
  return { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
}
