import type { Span } from "../text/span.js";
import type { Tag } from "./tag.js";

/** Begins a word in place of an output. No character, so that no file has it (Unicode 23.7). */
export const MARK = "\ufdd0";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A word as long as the tag; that of another tag is another one, as long as they are few. */
export function placeholder(number: number, { start, end }: Span): string {
  const index = number % DIGITS.length ** 2;
  const high = DIGITS[Math.floor(index / DIGITS.length)] ?? "";
  const low = DIGITS[index % DIGITS.length] ?? "";
  return end - start < 3 ? MARK.padEnd(end - start, "_") : (MARK + high + low).padEnd(end - start, "_");
}

const PLACEHOLDER = /\ufdd0([0-9A-Za-z])([0-9A-Za-z])_*/g;

/** A message with the tags as they are written in place of their words; undefined: it holds one that was made of more. */
export function withTags(message: string, tags: readonly Tag[], text: string): string | undefined {
  if (!message.includes(MARK)) return message;
  const shown = message.replace(PLACEHOLDER, (found, high: string, low: string) => {
    const tag = tags[DIGITS.indexOf(high) * DIGITS.length + DIGITS.indexOf(low)];
    if (tag === undefined) return found;
    const length = Math.min(found.length, tag.end - tag.start);
    return text.slice(tag.start, tag.end) + found.slice(length);
  });
  return shown.includes(MARK) || shown.includes("\n") ? undefined : shown;
}
