import {
  BACKSLASH,
  CLOSE_BRACE,
  DOLLAR,
  indexOfCode,
  isBrace,
  isNamePart,
  isNameStart,
  isWhitespace,
  OPEN_BRACE,
  QUOTE,
} from "./characters.js";
import type { Content } from "./decomment.js";
import { CookedWord, NO_WORDS, type SourceText, Word } from "./tokens.js";

/** Words of a piece of a logical line, up to a brace outside quotes or the end. */
export interface Piece {
  words: readonly Word[];
  /** Where they are put together: an array that grows gets room for 17, and most lines have two. */
  readonly found: Word[];
  /** Where scanning stopped: at a brace, or at the end. */
  end: number;
  /** End of the last word (or of the lost text), so that white space after it is outside. */
  wordsEnd: number;
  lost: Word | undefined;
  hasDollar: boolean;
}

/**
 * Splits `source.text[start, end)` as keepalived does (parser.c:alloc_strvec_r): a double quote always ends the word
 * before it, there are no escapes, and what follows an unclosed quote is lost.
 * The result is written to `piece`, which is returned. `keepsReferences`: `${NAME}` is one piece of a word, its braces are no structure, as in a file that was not evaluated.
 */
export function splitWords(
  source: SourceText,
  start: number,
  end: number,
  content: Content | undefined,
  keepsReferences: boolean,
  piece: Piece,
): Piece {
  const { text } = source;
  const { found } = piece;
  let count = 0;
  piece.lost = undefined;
  piece.hasDollar = false;
  piece.wordsEnd = start;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isWhitespace(code)) {
      at++;
      continue;
    }
    if (isBrace(code)) break;
    const wordEnd = code === QUOTE ? closingQuote(text, at, end) : plainEnd(text, at, end, keepsReferences, piece);
    if (wordEnd < 0) {
      piece.lost = new Word(source, at, end, false);
      if (indexOfCode(text, DOLLAR, at, end) >= 0) piece.hasDollar = true;
      piece.wordsEnd = end;
      at = end;
      break;
    }
    if (code === QUOTE && !piece.hasDollar) piece.hasDollar = indexOfCode(text, DOLLAR, at, wordEnd) >= 0;
    found[count++] = makeWord(source, at, wordEnd, code === QUOTE, content);
    at = wordEnd;
    piece.wordsEnd = at;
  }
  if (content?.endsWithBackslash && at === end && piece.lost === undefined) count = glueBackslash(source, found, count);
  piece.words = count === 0 ? NO_WORDS : found.slice(0, count);
  piece.end = at;
  return piece;
}

/** End after the closing quote, or -1. */
function closingQuote(text: string, open: number, end: number): number {
  const close = indexOfCode(text, QUOTE, open + 1, end);
  return close < 0 ? -1 : close + 1;
}

function plainEnd(text: string, start: number, end: number, keepsReferences: boolean, piece: Piece): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    // Most characters are letters and digits: one comparison for them.
    if (code > DOLLAR && code < OPEN_BRACE) at++;
    else if (code === QUOTE || isWhitespace(code) || isBrace(code)) break;
    else if (code === DOLLAR) {
      piece.hasDollar = true;
      at = (keepsReferences && referenceEnd(text, at, end)) || at + 1;
    } else at++;
  }
  return at;
}

/** End of `${NAME}` or `${NAME word word}` that starts at `at`, or 0. */
export function referenceEnd(text: string, at: number, end: number): number {
  if (text.charCodeAt(at + 1) !== OPEN_BRACE || !isNameStart(text.charCodeAt(at + 2))) return 0;
  for (let i = at + 3; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === CLOSE_BRACE) return i + 1;
    if (!isNamePart(code) && code !== 32 && code !== 9) return 0;
  }
  return 0;
}

function makeWord(source: SourceText, start: number, end: number, quoted: boolean, content: Content | undefined): Word {
  const all = content?.removed;
  if (all === undefined || all.length === 0) return new Word(source, start, end, quoted);
  const removed = all.filter((at) => at >= start && at < end);
  if (removed.length === 0) return new Word(source, start, end, quoted);
  let value = "";
  let from = start;
  for (const at of removed) {
    value += source.text.slice(from, at);
    from = at + 1;
  }
  return new CookedWord(source, start, end, quoted, value + source.text.slice(from, end));
}

/** `A \` at the end of a line is the one word `A\`: white space before the backslash is removed (parser.c:decomment). */
function glueBackslash(source: SourceText, found: Word[], count: number): number {
  const [before, last] = found.slice(Math.max(0, count - 2), count);
  if (before === undefined || last === undefined || before.quoted) return count;
  if (last.end - last.start !== 1 || source.text.charCodeAt(last.start) !== BACKSLASH) return count;
  if (/[^ \t]/.test(source.text.slice(before.end, last.start))) return count;
  found[count - 2] = new CookedWord(source, before.start, last.end, false, `${before.value}\\`);
  return count - 1;
}
