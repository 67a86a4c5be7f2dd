import type { SourceText, Word } from "../../grammar/index.js";

/** The program or an argument of a command, with the written piece it comes from. */
export interface CommandWord {
  readonly value: string;
  /** The piece of the written word; the whole word where the command's text is not written in one piece. */
  readonly at: { readonly source: SourceText; readonly start: number; readonly end: number };
  /** It, or a part of it, stood in quotes inside the command. */
  readonly isQuoted: boolean;
  /** The value with `_` in place of each character that stood in quotes or after a backslash: a shell takes those as they are. */
  readonly bare: string;
}

interface CommandPiece {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly bare: string;
}

/** Splits a line in words; escapes stay as they are (parser.c:alloc_strvec_quoted). Undefined: a quote stays open. */
export const splitLine = (line: string): readonly string[] | undefined => split(line, false)?.map(({ value }) => value);

/** Splits a command in the program and its arguments (parser.c:alloc_strvec_quoted_escaped). */
export function splitCommand(command: string, written: Word): readonly CommandWord[] | undefined {
  const offset = written.start + (written.quoted ? 1 : 0);
  const isVerbatim = written.source.text.startsWith(command, offset) && offset + command.length <= written.end;
  return split(command, true)?.map(({ value, start, end, isQuoted, bare }) => ({
    value,
    isQuoted,
    bare,
    at: isVerbatim ? { source: written.source, start: offset + start, end: offset + end } : written,
  }));
}

const WHITE_SPACE = " \t\f\n\r\v";

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Either quote groups, also inside a word, and a backslash takes the next character out of its meaning. */
function split(text: string, takesEscapes: boolean): readonly CommandPiece[] | undefined {
  const pieces: CommandPiece[] = [];
  let at = 0;
  while (at < text.length) {
    while (WHITE_SPACE.includes(text[at] ?? "x")) at++;
    if (at >= text.length) break;
    const piece = readWord(text, at, takesEscapes);
    if (piece === undefined) return undefined;
    pieces.push(piece);
    at = piece.end;
  }
  return pieces;
}

function readWord(text: string, start: number, takesEscapes: boolean): CommandPiece | undefined {
  const word = { value: "", bare: "", isQuoted: false };
  let quote = "";
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === "\\") {
      const escape = readEscape(text, at, takesEscapes);
      if (escape === undefined) return undefined;
      word.value += escape.value;
      word.bare += "_".repeat(escape.value.length);
      at = escape.end;
      continue;
    }
    if (quote === "" && WHITE_SPACE.includes(char)) break;
    const isQuote = quote === "" ? QUOTES.includes(char) : char === quote;
    if (isQuote) {
      quote = quote === "" ? char : "";
      word.isQuoted = true;
    } else addLetter(word, char, quote !== "");
    at++;
  }
  return quote === "" ? { ...word, start, end: at } : undefined;
}

const QUOTES = `"'`;

function addLetter(word: { value: string; bare: string }, char: string, isQuoted: boolean): void {
  word.value += char;
  word.bare += isQuoted ? "_" : char;
}

/** What stands behind a backslash; at the end of the text there has to be something. */
function readEscape(text: string, at: number, takesEscapes: boolean): { value: string; end: number } | undefined {
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (!takesEscapes) return { value: text.slice(at, at + 2), end: at + 2 };
  const hex = /^x[0-9A-Fa-f]{1,2}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (hex !== undefined) return { value: byte(Number.parseInt(hex.slice(1), 16)), end: at + 1 + hex.length };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) return { value: byte(Number.parseInt(octal, 8)), end: at + 1 + octal.length };
  const control = next === "c" ? text.charCodeAt(at + 2) : Number.NaN;
  if (!Number.isNaN(control)) return { value: byte(control & 0x1f), end: at + 3 };
  return { value: ESCAPES[next] ?? next, end: at + 2 };
}

const byte = (code: number): string => String.fromCharCode(code & 0xff);
