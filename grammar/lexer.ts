import { AT, BACKSLASH, DOLLAR, OPEN_BRACE, SMALL_I, skipBlanks, TILDE } from "./characters.js";
import { type Content, decomment, newContent } from "./decomment.js";
import { eachPhysicalLine } from "./physical-lines.js";
import { definitionNameEnd, scanCondition, scanInclude, scanSequence } from "./prefixes.js";
import * as tokens from "./tokens.js";
import { NO_PREFIXES, NO_WORDS, type Prefix, type SourceText, Token, type TokenKind, Word } from "./tokens.js";
import { type Piece, splitWords } from "./words.js";

/** Deepest block that the tree follows; keepalived's own language has five levels. */
export const MAX_DEPTH = 100;

/** A comment with its `#` or `!`, to the end of its line. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** What the scanner makes of a text: tokens and comments in order; the rest is white space. */
export interface TokenStream {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** Evaluation would return the same tokens: no definition, include, condition, sequence or backslash. */
  readonly isPlain: boolean;
}

/** Cuts a file into logical lines: words, braces, definitions, includes. Accepts any text. */
export function tokenize(source: SourceText): TokenStream {
  const scanner = new Scanner(source, true);
  eachPhysicalLine(source.text, (start, end, isUnread) => scanner.line(start, end, isUnread));
  scanner.endDefinition();
  return scanner;
}

/**
 * Cuts one line that evaluation has made, from `start` on, at its first brace. Gives the token and where the rest
 * begins. An undefined `${NAME}` falls apart at its braces, unless `keepsReferences`.
 */
export function tokenizePiece(
  source: SourceText,
  start: number,
  keepsReferences = false,
): { token: Token | undefined; rest: number } {
  const scanner = new Scanner(source, keepsReferences);
  const rest = scanner.piece(start, source.text.length, undefined, NO_PREFIXES, true);
  return { token: scanner.tokens[0], rest };
}

/** What begins so is no condition, definition, sequence or include, which spares nearly every line the search for them. */
const isOrdinary = (code: number): boolean => code !== AT && code !== DOLLAR && code !== TILDE && code !== SMALL_I;

interface OpenDefinition {
  readonly start: number;
  readonly prefixes: readonly Prefix[];
  readonly isFirst: boolean;
  readonly words: Word[];
  end: number;
}

class Scanner {
  readonly tokens: Token[] = [];
  readonly comments: Comment[] = [];
  isPlain = true;
  #depth = 0;
  #definition: OpenDefinition | undefined;

  /** Filled anew for each line and piece. */
  readonly #piece: Piece = { words: NO_WORDS, found: [], end: 0, wordsEnd: 0, lost: undefined, hasDollar: false };
  readonly #content = newContent();
  readonly #source: SourceText;
  readonly #keepsReferences: boolean;

  constructor(source: SourceText, keepsReferences: boolean) {
    this.#source = source;
    this.#keepsReferences = keepsReferences;
  }

  line(start: number, end: number, isUnread: boolean): void {
    if (isUnread) {
      this.isPlain = false;
      // An unread line is an empty one to keepalived, and an empty line ends a value over several lines.
      this.endDefinition();
      this.#push(tokens.Unread, start, end, NO_WORDS, NO_PREFIXES, true);
      return;
    }
    const { text } = this.#source;
    const content = decomment(text, start, end, this.#content);
    if (content.comment >= 0) this.comments.push({ start: content.comment, end });
    if (this.#definition !== undefined) this.#continueDefinition(content, start, end);
    else this.#segments(skipBlanks(text, start, content.end), content);
  }

  #segments(start: number, content: Content): void {
    const { text } = this.#source;
    const { end } = content;
    let at = start;
    let isFirst = true;
    while (at < end) {
      if (isOrdinary(text.charCodeAt(at))) {
        at = this.piece(at, end, content, NO_PREFIXES, isFirst);
        isFirst = false;
        continue;
      }
      const prefixes = this.#prefixes(at, end);
      const body = prefixes === NO_PREFIXES ? at : skipBlanks(text, prefixes.at(-1)?.end ?? at, end);
      if (body >= end) {
        this.#push(tokens.Bare, at, end, NO_WORDS, prefixes, isFirst);
        return;
      }
      at = this.#body(at, body, content, prefixes, isFirst);
      isFirst = false;
    }
  }

  /** Conditions and sequences: after a sequence the rest of the line is read anew, so both may repeat. */
  #prefixes(start: number, end: number): readonly Prefix[] {
    const { text } = this.#source;
    let prefixes: Prefix[] | undefined;
    let at = start;
    let mayBeCondition = true;
    while (at < end) {
      const prefix: Prefix | undefined = mayBeCondition ? scanCondition(text, at, end) : undefined;
      const found: Prefix | undefined = prefix ?? scanSequence(text, at, end);
      if (found === undefined) break;
      prefixes = prefixes ?? [];
      prefixes.push(found);
      mayBeCondition = found.kind === "sequence";
      at = skipBlanks(text, found.end, end);
    }
    return prefixes ?? NO_PREFIXES;
  }

  #body(start: number, body: number, content: Content, prefixes: readonly Prefix[], isFirst: boolean): number {
    const { text } = this.#source;
    const nameEnd = definitionNameEnd(text, body, content.end);
    if (nameEnd !== undefined) {
      this.#startDefinition(start, body, nameEnd, content, prefixes, isFirst);
      return content.end;
    }
    const include = scanInclude(text, body, content.end);
    if (include !== undefined) {
      const words = [this.#word(body, include.keywordEnd), this.#word(include.pattern, content.end)];
      this.#push(tokens.Include, start, content.end, words, prefixes, isFirst);
      return content.end;
    }
    return this.piece(body, content.end, content, prefixes, isFirst, start);
  }

  /** One brace, or the words up to the next one. Returns where the rest begins. */
  piece(
    at: number,
    end: number,
    content: Content | undefined,
    prefixes: readonly Prefix[],
    isFirst: boolean,
    start = at,
  ): number {
    const { text } = this.#source;
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACE + 2) {
      this.#brace(code === OPEN_BRACE, start, at + 1, prefixes, isFirst, content);
      return skipBlanks(text, at + 1, end);
    }
    const piece = splitWords(this.#source, at, end, content, this.#keepsReferences, this.#piece);
    const isPlain = !piece.hasDollar && prefixes === NO_PREFIXES && content?.hasBackslash !== true;
    if (piece.words.length > 0 || piece.lost !== undefined) {
      this.#push(tokens.Words, start, piece.wordsEnd, piece.words, prefixes, isFirst, isPlain, piece.lost);
    } else if (prefixes !== NO_PREFIXES) {
      // Only white space such as a form feed up to the brace: the prefixes apply to what follows.
      this.#push(tokens.Bare, start, prefixes.at(-1)?.end ?? at, NO_WORDS, prefixes, isFirst);
    }
    return piece.end;
  }

  #brace(
    opens: boolean,
    start: number,
    end: number,
    prefixes: readonly Prefix[],
    isFirst: boolean,
    content: Content | undefined,
  ) {
    if (!opens && this.#depth > 0) this.#depth--;
    const type = opens ? tokens.Open : tokens.Close;
    const isPlain = prefixes === NO_PREFIXES && content?.hasBackslash !== true;
    const shown = this.#depth >= MAX_DEPTH ? tokens.DeepBrace : type;
    this.#push(shown, start, end, NO_WORDS, prefixes, isFirst, isPlain);
    if (opens) this.#depth++;
  }

  #startDefinition(
    start: number,
    body: number,
    nameEnd: number,
    content: Content,
    prefixes: readonly Prefix[],
    isFirst: boolean,
  ): void {
    const { text } = this.#source;
    const value = skipBlanks(text, nameEnd + 1, content.end);
    const words = [this.#word(body + 1, nameEnd), this.#word(value, content.end)];
    this.#definition = { start, prefixes, isFirst, words, end: content.end };
    if (text.charCodeAt(content.end - 1) !== BACKSLASH) this.endDefinition();
  }

  /** A line inside a value over several lines; comment lines and those of white space do not end it, an empty one does. */
  #continueDefinition(content: Content, start: number, end: number): void {
    const definition = this.#definition;
    if (definition === undefined) return;
    if (start === end) return this.endDefinition();
    const from = skipBlanks(this.#source.text, start, content.end);
    if (from >= content.end) return;
    definition.words.push(this.#word(from, content.end));
    definition.end = content.end;
    if (this.#source.text.charCodeAt(content.end - 1) !== BACKSLASH) this.endDefinition();
  }

  endDefinition(): void {
    const definition = this.#definition;
    if (definition === undefined) return;
    this.#definition = undefined;
    const { start, end, words, prefixes, isFirst } = definition;
    this.#push(tokens.Definition, start, end, words, prefixes, isFirst);
  }

  #word(start: number, end: number): Word {
    return new Word(this.#source, start, end, false);
  }

  #push(
    type: TokenKind,
    start: number,
    end: number,
    words: readonly Word[],
    prefixes: readonly Prefix[],
    isFirst: boolean,
    isPlain = false,
    lost: Word | undefined = undefined,
  ): void {
    if (!isPlain) this.isPlain = false;
    this.tokens.push(new Token(type, this.#source, start, end, words, prefixes, isFirst, isPlain, lost));
  }
}
