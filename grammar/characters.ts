/** Character codes the scanner decides by. */
export const TAB = 9;
export const CR = 13;
export const SPACE = 32;
export const BANG = 33;
export const QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const CLOSE_PAREN = 41;
export const AT = 64;
export const BACKSLASH = 92;
export const CARET = 94;
export const SMALL_I = 105;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

/** Separates words: space, tab, line feed, vertical tab, form feed, carriage return (parser.h:WHITE_SPACE). */
export const isWhitespace = (code: number): boolean => code === SPACE || (code >= TAB && code <= CR);

/** Space or tab: what is skipped at both ends of a logical line. */
export const isBlank = (code: number): boolean => code === SPACE || code === TAB;

export const isBrace = (code: number): boolean => code === OPEN_BRACE || code === CLOSE_BRACE;

export function isNameStart(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

export const isNamePart = (code: number): boolean => isNameStart(code) || (code >= 48 && code <= 57);

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function trimEnd(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** First `code` in `text[from, end)`, or -1. Unlike indexOf it stops at `end`, so a scan of a file stays linear. */
export function indexOfCode(text: string, code: number, from: number, end: number): number {
  for (let at = from; at < end; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}
