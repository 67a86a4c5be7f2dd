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
import { CookedWord, type SourceText, Word } from "./tokens.js";

/** Words of a piece of a logical line, up to a brace outside quotes or the end. */
export interface Piece {
  readonly words: Word[];
  /** Where scanning stopped: at a brace, or at the end. */
  end: number;
  /** End of the last word (or of the lost text), so that blanks behind it are outside. */
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
  const { words } = piece;
  words.length = 0;
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
      piece.end = end;
      return piece;
    }
    if (code === QUOTE && !piece.hasDollar) piece.hasDollar = indexOfCode(text, DOLLAR, at, wordEnd) >= 0;
    words.push(makeWord(source, at, wordEnd, code === QUOTE, content));
    at = wordEnd;
    piece.wordsEnd = at;
  }
  if (content?.endsWithBackslash && at === end) glueBackslash(source, words);
  piece.end = at;
  return piece;
}

/** End behind the closing quote, or -1. */
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

/** `A \` at the end of a line is the one word `A\`: blanks before the backslash go (parser.c:decomment). */
function glueBackslash(source: SourceText, words: Word[]): void {
  const [before, last] = words.slice(-2);
  if (before === undefined || last === undefined || before.quoted) return;
  if (last.end - last.start !== 1 || source.text.charCodeAt(last.start) !== BACKSLASH) return;
  if (/[^ \t]/.test(source.text.slice(before.end, last.start))) return;
  words.splice(-2, 2, new CookedWord(source, before.start, last.end, false, `${before.value}\\`));
}
