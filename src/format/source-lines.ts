import { type Comment, type Token, tokens } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";

/** What the formatter needs of a file: its tokens, not the tree over them. */
export type TokenFile = Pick<SyntaxFile, "source" | "tokens" | "comments">;

/** A physical line of the source, or all lines of a definition over several. */
export interface SourceLine {
  readonly start: number;
  /** Where the next one starts. */
  readonly next: number;
  /** Indices of the tokens that start here, the end exclusive. */
  readonly firstToken: number;
  readonly endToken: number;
  /** The same for comments. */
  readonly firstComment: number;
  readonly endComment: number;
  /** Printed with its line end as it is: unread by keepalived, or between `kalint-format off` and `on`. */
  readonly isVerbatim: boolean;
  /** Only its indentation may change. */
  readonly isFixed: boolean;
  /** The last token is a definition over several lines. */
  readonly isLong: boolean;
}

const OFF = /^[#!]+\s*kalint-format\s+off\b/;
const ON = /^[#!]+\s*kalint-format\s+on\b/;
/** White space that is neither blank, tab nor line end. */
const ODD = /[\v\f]|\r[^\r\n]/;
/** Part of the first word to keepalived; a line in front of it may go, so it may become the first character. */
const BOM = "\ufeff";

/** Calls `visit` for each line of a file, in order, with the tokens and comments of it. */
export function eachSourceLine(file: TokenFile, visit: (line: SourceLine) => void): void {
  const reader = new Reader(file);
  for (let line = reader.next(); line !== undefined; line = reader.next()) visit(line);
}

class Reader {
  readonly #file: TokenFile;
  readonly #text: string;
  readonly #mayBeFixed: boolean;
  readonly #hasNul: boolean;
  #line = 0;
  #token = 0;
  #comment = 0;
  #isOff = false;
  /** A token of the current line lost text to a quote that is not closed. */
  #hasLost = false;

  constructor(file: TokenFile) {
    this.#file = file;
    this.#text = file.source.text;
    this.#mayBeFixed = [BOM, "\\"].some((mark) => this.#text.includes(mark)) || ODD.test(this.#text);
    this.#hasNul = this.#text.includes("\0");
  }

  next(): SourceLine | undefined {
    const { lineStarts } = this.#file.source;
    const start = lineStarts[this.#line];
    if (start === undefined || start >= this.#text.length) return undefined;
    const firstToken = this.#token;
    const firstComment = this.#comment;
    const firstLine = this.#line;
    let isUnread = this.#takeTokens();
    const last = this.#token > firstToken ? this.#file.tokens[this.#token - 1] : undefined;
    if (last !== undefined && dangles(last)) this.#takeTail();
    const next = this.#nextStart();
    this.#line++;
    while ((this.#file.comments[this.#comment]?.start ?? next) < next) this.#comment++;
    isUnread ||= this.#hasNul && this.#text.slice(start, next).includes("\0");
    const isLong = last?.tokenType === tokens.Definition && this.#line > firstLine + 1;
    const isOdd = this.#mayBeFixed && this.#isOdd(start, next, isLong ? last : undefined, firstComment);
    // A carriage return at the end of a value would become part of the line end.
    const isFixed = isOdd || this.#hasLost || (isLong && this.#text[last.end - 1] === "\r");
    return {
      start,
      next,
      firstToken,
      endToken: this.#token,
      firstComment,
      endComment: this.#comment,
      isVerbatim: this.#takeMark(firstToken, firstComment) || isUnread || (isFixed && isLong),
      isFixed,
      isLong,
    };
  }

  /** Moves past the tokens that start on this line; `#line` ends at the last line of the last one. */
  #takeTokens(): boolean {
    const { tokens: all } = this.#file;
    let isUnread = false;
    this.#hasLost = false;
    let token = all[this.#token];
    while (token !== undefined && token.start < this.#nextStart()) {
      while (token.end > this.#nextStart()) this.#line++;
      isUnread ||= token.tokenType === tokens.Unread;
      if (token.lost !== undefined) this.#hasLost = true;
      this.#token++;
      token = all[this.#token];
    }
    return isUnread;
  }

  /** Moves past the lines up to the empty one that ends the value of a definition. */
  #takeTail(): void {
    while (this.#nextStart() < this.#text.length) {
      this.#line++;
      const start = this.#file.source.lineStarts[this.#line] ?? this.#text.length;
      if (/^\r*\n?$/.test(this.#text.slice(start, this.#nextStart()))) return;
    }
  }

  #nextStart(): number {
    return this.#file.source.lineStarts[this.#line + 1] ?? this.#text.length;
  }

  /** Whether the line lies in a region that stays as it is; its marks stand on lines of their own. */
  #takeMark(firstToken: number, firstComment: number): boolean {
    const wasOff = this.#isOff;
    const comment = this.#file.comments[firstComment];
    if (comment === undefined || this.#comment === firstComment || this.#token > firstToken) return wasOff;
    const text = this.#text.slice(comment.start, Math.min(comment.end, comment.start + 80));
    if (wasOff) this.#isOff = !ON.test(text);
    else this.#isOff = OFF.test(text);
    return wasOff || this.#isOff;
  }

  #isOdd(start: number, next: number, definition: Token | undefined, firstComment: number): boolean {
    const comment: Comment | undefined = this.#file.comments[firstComment];
    const end = definition?.start ?? Math.min(comment?.start ?? next, next);
    const code = this.#text.slice(start, Math.min(end, lineEnd(this.#text, start, next)));
    // Escapes of marks and quotes, and a backslash at the end, are read in more than one way.
    return /\\[#!"]|\\[ \t]*$/.test(code) || /[\v\f\r]/.test(code) || /^[ \t]*\ufeff/.test(code);
  }
}

/** End of a line without its line end, which is `\n` and any `\r` before it. */
export function lineEnd(text: string, start: number, next: number): number {
  let end = text[next - 1] === "\n" ? next - 1 : next;
  while (end > start && text[end - 1] === "\r") end--;
  return end;
}

/** End of `text[start, from)` without white space, unless that comes after a backslash, where it may count. */
export function trimmedEnd(text: string, start: number, from: number): number {
  let end = from;
  while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
  return end > start && text[end - 1] === "\\" ? from : end;
}

const isWhite = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** A definition whose last line asks for another one. */
const dangles = (token: Token): boolean =>
  token.tokenType === tokens.Definition && token.source.text.charCodeAt(token.end - 1) === 92;
