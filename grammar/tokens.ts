import { createToken } from "chevrotain";

/** Where the author wrote a piece of text: offsets are UTF-16 units into the file, `end` exclusive. */
export interface Place {
  /** The file as the caller named it. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Further places the piece came through (definition, sequence, include), nearest first. */
  readonly via: readonly Via[];
}

/** One step on the way from the written text to the evaluated one. */
export interface Via {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What happened there, in a clause: `defined here`, `used here`, `included here`. */
  readonly message: string;
}

/** A text that tokens and words point into: a file, or a line that evaluation made. */
export interface SourceText {
  readonly text: string;
  locate(start: number, end: number): Place;
}

/** One word of a logical line. Offsets are into `source.text`. */
export class Word {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  /** Written between double quotes. */
  readonly quoted: boolean;

  constructor(source: SourceText, start: number, end: number, quoted: boolean) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.quoted = quoted;
  }

  /** As written, with its quotes. */
  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** What keepalived sees: without quotes. */
  get value(): string {
    return this.quoted
      ? this.source.text.slice(this.start + 1, this.end - 1)
      : this.source.text.slice(this.start, this.end);
  }

  /** Whether its value is `word`; for that it need not be cut from its text. */
  is(word: string): boolean {
    const quote = this.quoted ? 1 : 0;
    const start = this.start + quote;
    return this.end - quote - start === word.length && this.source.text.startsWith(word, start);
  }
}

/** A word whose value is not a slice of the text: a backslash was removed (`\#`) or added. */
export class CookedWord extends Word {
  readonly #value: string;

  constructor(source: SourceText, start: number, end: number, quoted: boolean, value: string) {
    super(source, start, end, quoted);
    this.#value = value;
  }

  override get value(): string {
    return this.#value;
  }

  override is(word: string): boolean {
    return this.#value === word;
  }
}

/** `@id`, `@^id` or `~SEQ(…)`, `~LST(…)` before the words of a logical line. */
export interface Prefix {
  readonly kind: "condition" | "sequence";
  readonly start: number;
  readonly end: number;
  /** The config-id of a condition; empty for a sequence. */
  readonly id: string;
  /** `@^id`: applies to every other node. */
  readonly negated: boolean;
  /** A sequence that keepalived refuses: no `)`, no variable. */
  readonly invalid: boolean;
}

export const NO_PREFIXES: readonly Prefix[] = [];
export const NO_WORDS: readonly Word[] = [];

/** A kind of token: an object of its own, compared by identity. chevrotain makes it and gives it a number. */
export interface TokenKind {
  readonly name: string;
  readonly tokenTypeIdx?: number;
}

const token = (name: string, label: string): TokenKind =>
  createToken({ name, pattern: /NOT_USED_BY_THE_SCANNER/, label });

/** The words of one logical line, up to a brace or the line's end. */
export const Words = token("Words", "words");
export const Open = token("Open", "{");
export const Close = token("Close", "}");
/** `$NAME=value`, with its continuation lines. */
export const Definition = token("Definition", "$NAME=value");
/** `include pattern` and its five siblings. */
export const Include = token("Include", "include pattern");
/** Prefixes with nothing after them; keepalived drops such a line. */
export const Bare = token("Bare", "@id or ~SEQ(…) alone");
/** A piece that keepalived does not read: a line that is too long or holds a NUL. */
export const Unread = token("Unread", "unread line");
/** A brace below the depth that the tree follows. */
export const DeepBrace = token("DeepBrace", "brace below level 100");

interface Rare {
  readonly prefixes: readonly Prefix[];
  readonly lost: Word | undefined;
}

const NOTHING_RARE: Rare = { prefixes: NO_PREFIXES, lost: undefined };
const FIRST = 1;
const PLAIN = 2;

/** A token as the scanner makes it; chevrotain's parser consumes it as it is. */
export class Token {
  readonly tokenType: TokenKind;
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  readonly words: readonly Word[];
  // There are as many tokens as lines: what few of them have costs the others one field together.
  readonly #flags: number;
  readonly #rare: Rare;

  constructor(
    type: TokenKind,
    source: SourceText,
    start: number,
    end: number,
    words: readonly Word[],
    prefixes: readonly Prefix[],
    isFirst: boolean,
    isPlain: boolean,
    lost: Word | undefined,
  ) {
    this.tokenType = type;
    this.source = source;
    this.start = start;
    this.end = end;
    this.words = words;
    this.#flags = (isFirst ? FIRST : 0) | (isPlain ? PLAIN : 0);
    this.#rare = prefixes === NO_PREFIXES && lost === undefined ? NOTHING_RARE : { prefixes, lost };
  }

  get prefixes(): readonly Prefix[] {
    return this.#rare.prefixes;
  }

  /** From a double quote that is not closed to the end of the line; keepalived drops it. */
  get lost(): Word | undefined {
    return this.#rare.lost;
  }

  /** First on its physical line. */
  get isFirst(): boolean {
    return (this.#flags & FIRST) !== 0;
  }

  /** Holds no `$`, prefix or backslash, so evaluation cannot change it. */
  get isPlain(): boolean {
    return (this.#flags & PLAIN) !== 0;
  }

  /** chevrotain compares this number; a getter costs no memory in each token. */
  get tokenTypeIdx(): number {
    return this.tokenType.tokenTypeIdx ?? 0;
  }

  /** chevrotain's names for what we call `start` and the text; its end offset is not used. */
  get startOffset(): number {
    return this.start;
  }

  get image(): string {
    return this.source.text.slice(this.start, this.end);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Moves a token with all that it holds by some characters, into a later version of its text. Who keeps the tokens of a
 * text over its versions does that; for everybody else a token never changes.
 */
export function moveToken(token: Token, source: SourceText, by: number): void {
  moveIn(token, source, by);
  for (const word of token.words) moveIn(word, source, by);
  const { prefixes, lost } = token;
  if (lost !== undefined) moveIn(lost, source, by);
  if (by === 0) return;
  for (const prefix of prefixes as readonly Mutable<Prefix>[]) {
    prefix.start += by;
    prefix.end += by;
  }
}

function moveIn(piece: Mutable<Pick<Token, "source" | "start" | "end">>, source: SourceText, by: number): void {
  piece.source = source;
  piece.start += by;
  piece.end += by;
}
