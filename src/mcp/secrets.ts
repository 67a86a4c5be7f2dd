import { formerNames, headsIn, namesIn } from "../../grammar/index.js";
import { allPlaces } from "../syntax/schema-index.js";
import type { Span } from "../text/span.js";

let pattern: RegExp | undefined;

/** A keyword whose last word is a secret, under its former names too and without its `_`, with the words before that. */
function secretPattern(): RegExp {
  if (pattern !== undefined) return pattern;
  const secrets = [...allPlaces()].filter(({ keyword }) => keyword.isSecret === true);
  const ways = secrets.flatMap(({ name, keyword: { args = [] } }) => {
    const names = [name, ...formerNames.flatMap(({ use, word }) => (use === name ? word : []))];
    return names.map((one) => one.replaceAll("_", "_?") + "[ \\t]+\\S+".repeat(args.length - 1));
  });
  pattern = new RegExp(`\\b(?:${ways.join("|")})[ \\t]+(\\S[^\\n]*)`, "gi");
  return pattern;
}

/** Where a text holds passwords: values to the end of their lines, and definitions that such a value uses. */
export function secretSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  const names = new Set<string>();
  for (const match of text.matchAll(secretPattern())) {
    const [whole, value = ""] = match;
    const end = match.index + whole.length;
    spans.push({ start: end - value.length, end });
    for (const name of namesIn(value)) names.add(name);
  }
  if (names.size === 0) return spans;
  for (const { name, end: start } of headsIn(text)) {
    const feed = text.indexOf("\n", start);
    if (names.has(name)) spans.push({ start, end: feed < 0 ? text.length : feed });
  }
  return spans;
}

/** Whether two stretches have something in common, or touch. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** A message about a place, without the words of a password that is there. */
export function withoutSecrets(message: string, at: Span, text: string, spans: readonly Span[]): string {
  const words = spans
    .filter((span) => touches(span, at))
    .flatMap(({ start, end }) => text.slice(start, end).split(/\s+/));
  return words.filter((word) => word.length > 1).reduce((shown, word) => shown.replaceAll(word, HIDDEN), message);
}

const HIDDEN = "(hidden)";
