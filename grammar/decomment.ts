import { BACKSLASH, BANG, HASH, QUOTE, trimEnd } from "./characters.js";

/** What is left of a physical line when its comment is gone (parser.c:decomment). */
export interface Content {
  /** End of the text before the comment, white space at its end excluded. */
  readonly end: number;
  /** Start of the comment, or -1. */
  readonly comment: number;
  /** Offsets of backslashes that go: `\#` and `\!` outside quotes. */
  readonly removed: readonly number[];
  /** The line's last character is a backslash that stays, joined to what is before it. */
  readonly endsWithBackslash: boolean;
  /** The line holds a backslash anywhere before its comment. */
  readonly hasBackslash: boolean;
}

const NONE: readonly number[] = [];

type MutableContent = { -readonly [K in keyof Content]: Content[K] };

/** To be filled by `decomment`. */
export const newContent = (): Content => ({
  end: 0,
  comment: -1,
  removed: NONE,
  endsWithBackslash: false,
  hasBackslash: false,
});

/**
 * Finds the comment of `text[start, end)`, a line without its line end. The result is written to `content`, which is
 * returned: the scanner uses one for all lines.
 */
export function decomment(text: string, start: number, end: number, content: Content = newContent()): Content {
  let quoted = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === BACKSLASH) return decommentEscaped(text, start, end, at, quoted, content);
    else if ((code === HASH || code === BANG) && !quoted)
      return fill(content, trimEnd(text, start, at), at, NONE, false, false);
  }
  return fill(content, trimEnd(text, start, end), -1, NONE, false, false);
}

function fill(
  content: MutableContent,
  end: number,
  comment: number,
  removed: readonly number[],
  endsWithBackslash: boolean,
  hasBackslash: boolean,
): Content {
  content.end = end;
  content.comment = comment;
  content.removed = removed;
  content.endsWithBackslash = endsWithBackslash;
  content.hasBackslash = hasBackslash;
  return content;
}

function decommentEscaped(
  text: string,
  start: number,
  end: number,
  from: number,
  inQuotes: boolean,
  content: Content,
): Content {
  const removed: number[] = [];
  let quoted = inQuotes;
  let comment = -1;
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === BACKSLASH) {
      if (at + 1 >= end) break;
      const next = text.charCodeAt(at + 1);
      if (!quoted && (next === HASH || next === BANG)) removed.push(at);
      at++;
    } else if ((code === HASH || code === BANG) && !quoted) {
      comment = at;
      break;
    }
  }
  const endsWithBackslash = comment < 0 && at < end;
  const contentEnd = comment < 0 ? end : comment;
  return fill(content, trimEnd(text, start, contentEnd), comment, removed, endsWithBackslash, true);
}
