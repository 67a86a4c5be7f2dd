import { type Comment, type Token, tokens } from "../../grammar/index.js";
import type { SourceFile } from "../text/source-file.js";
import { hasRoom } from "./fit.js";
import type { CodeLine, LinePiece } from "./line.js";
import type { DefinedNames } from "./names.js";
import type { Indent } from "./options.js";

/** A comment that a line number depends on: its place says which statement it is about. */
export const isMark = (text: string): boolean => /^[#!]+\s*kalint-/.test(text);

/**
 * A line of words at whose end an opening brace from below would be welcome. Only comments and blank lines may stand
 * between. A condition or a sequence speaks for the whole line, and `$NAME` may have to be the last word of it, so such
 * lines take no brace (parser.c:read_line, replace_param).
 */
export class KeywordLine {
  readonly line: CodeLine;
  /** Comments on lines of their own between the words and the brace. */
  readonly comments: Comment[] = [];
  readonly #source: SourceFile;
  readonly #indent: Indent;
  #brace: LinePiece | undefined;

  private constructor(line: CodeLine, source: SourceFile, indent: Indent) {
    this.line = line;
    this.#source = source;
    this.#indent = indent;
  }

  /** The line of `token`, if a brace may follow it there. */
  static of(
    token: Token,
    line: CodeLine,
    source: SourceFile,
    names: DefinedNames,
    indent: Indent,
  ): KeywordLine | undefined {
    if (token.tokenType !== tokens.Words || token.prefixes.length > 0 || line.closes) return undefined;
    if (!token.isPlain && !names.areSimple(token.image)) return undefined;
    if (line.comment !== undefined && isBackslashed(source, line.comment)) return undefined;
    if (mayBeInclude(token, names)) return undefined;
    return new KeywordLine(line, source, indent);
  }

  /** Whether a brace may pass this comment. */
  takeComment(comment: Comment): boolean {
    const text = this.#source.text.slice(comment.start, comment.end);
    if (isMark(text) || isBackslashed(this.#source, comment)) return false;
    this.comments.push(comment);
    return true;
  }

  /** Whether `token` is the brace, and there is room for it; `comment` follows on its line. */
  accepts(token: Token, comment: Comment | undefined): boolean {
    if (token.tokenType !== tokens.Open || token.prefixes.length > 0) return false;
    if (comment !== undefined && (isBackslashed(this.#source, comment) || isMark(this.#text(comment)))) return false;
    this.#brace = { gap: " ", start: token.start, end: token.end };
    return hasRoom(this.withBrace(comment), this.#source.text, this.#indent);
  }

  withBrace(comment: Comment | undefined): CodeLine {
    const pieces = this.#brace === undefined ? this.line.pieces : [...this.line.pieces, this.#brace];
    return { ...this.line, pieces, comment: this.line.comment ?? comment, opens: true, startsBlock: true };
  }

  #text({ start, end }: Comment): string {
    return this.#source.text.slice(start, end);
  }
}

/** The only word of a token may become the keyword of an include, once white space and a brace comes after it. */
export const mayBeInclude = ({ words: [word, second] }: Token, names: DefinedNames): boolean =>
  word !== undefined && second === undefined && names.mayInclude(word.text);

/** keepalived 2.2 and 2.3 keep a backslash that ends a comment (parser.c:decomment). */
const isBackslashed = ({ text }: SourceFile, { start, end }: Comment): boolean => /\\\s*$/.test(text.slice(start, end));
