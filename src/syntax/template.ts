import type { Span } from "../text/span.js";
import type { SyntaxFile } from "./tree.js";

const PAIRS = [
  ["{{", "}}"],
  ["{%", "%}"],
  ["<%", "%>"],
] as const;

/**
 * The first mark of a template language (Jinja2, ERB, Go) that is closed on its line and stands outside quotes. Such a
 * file is not what keepalived will read, so it is not judged. `{{` alone is two braces, a mistake of the usual kind.
 */
export function findTemplateText({ source: { text }, tokens }: SyntaxFile): Span | undefined {
  if (!PAIRS.some(([open]) => text.includes(open))) return undefined;
  let scanned = 0;
  for (const token of tokens) {
    if (token.words.some(({ quoted }) => quoted) || token.start < scanned) continue;
    const span = markAround(text, token.start, token.end);
    if (span !== undefined) return span;
    scanned = token.end;
  }
  return undefined;
}

function markAround(text: string, start: number, end: number): Span | undefined {
  for (const [open, close] of PAIRS) {
    const at = text.startsWith(open, start) ? start : text.slice(start, end + 1).indexOf(open);
    const from = at === start ? start : at < 0 ? -1 : start + at;
    if (from < 0) continue;
    const feed = text.indexOf("\n", from);
    const until = text.indexOf(close, from + open.length);
    if (until >= 0 && (feed < 0 || until < feed)) return { start: from, end: until + close.length };
  }
  return undefined;
}
