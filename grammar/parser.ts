import { EmbeddedActionsParser, type IOrAlt, type IToken } from "chevrotain";
import type { Token, Word } from "./tokens.js";
import * as tokens from "./tokens.js";

/** `{ … }`. Without `close` the block runs to the end of what was read. */
export interface Block {
  readonly open: Token;
  readonly items: readonly Item[];
  readonly close: Token | undefined;
}

/** One logical line of words, with the block that follows it, if any. A block may also stand without words. */
export class Statement {
  /** Its words, or the `{` of a block that nothing announces. */
  readonly token: Token;
  readonly block: Block | undefined;

  constructor(token: Token, block: Block | undefined) {
    this.token = token;
    this.block = block;
  }

  // Getters, because there are as many statements as lines and a field costs each of them memory.
  get kind(): "statement" {
    return "statement";
  }

  get words(): readonly Word[] {
    return this.token.words;
  }

  /** The first word; keepalived looks it up among the keywords of the block. */
  get keyword(): Word | undefined {
    return this.words[0];
  }

  /** The words after the keyword. */
  get args(): readonly Word[] {
    return this.words.slice(1);
  }
}

/** A token that is an item by itself: a definition, an include, a stray `}` and so on. */
export interface Lone {
  readonly kind: "definition" | "include" | "bare" | "unread" | "deep-brace" | "stray-close";
  readonly token: Token;
}

export type Item = Statement | Lone;

const recordingMethods = EmbeddedActionsParser.prototype as unknown as { enableRecording(): void };

/**
 * The structure of the language: statements, some with a block. It is total: every sequence of tokens is a file. A
 * missing `}` is a block without `close`, one too many is an item of its own.
 */
export class KeepalivedParser extends EmbeddedActionsParser {
  constructor(skipValidations: boolean) {
    super(tokens.vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  /**
   * chevrotain records the grammar by methods that it puts on the parser itself and deletes afterwards. For V8 each of
   * these is a new kind of object, which takes 4 ms; here they lie on an object in between, which goes as a whole.
   */
  protected enableRecording(): void {
    const recorder: unknown = Object.create(KeepalivedParser.prototype);
    recordingMethods.enableRecording.call(recorder);
    this.RECORDING_PHASE = true;
    Object.setPrototypeOf(this, recorder as object);
  }

  protected disableRecording(): void {
    this.RECORDING_PHASE = false;
    Object.setPrototypeOf(this, KeepalivedParser.prototype);
  }

  // Made once: inside the rules they would be made for every token, which took half of all memory and time. No rule of
  // their own stands between a block and its lines either, which would be entered for each line.
  readonly #itemAlternatives: IOrAlt<Item>[] = [
    { ALT: () => new Statement(this.CONSUME(tokens.Words) as Token, this.OPTION1(this.#blockOption)) },
    { ALT: () => this.SUBRULE(this.bareBlock) },
    { ALT: () => lone("definition", this.CONSUME(tokens.Definition)) },
    { ALT: () => lone("include", this.CONSUME(tokens.Include)) },
    { ALT: () => lone("bare", this.CONSUME(tokens.Bare)) },
    { ALT: () => lone("unread", this.CONSUME(tokens.Unread)) },
    { ALT: () => lone("deep-brace", this.CONSUME(tokens.DeepBrace)) },
  ];
  readonly #fileAlternatives: IOrAlt<Item>[] = [
    ...this.#itemAlternatives,
    { ALT: () => lone("stray-close", this.CONSUME(tokens.Close)) },
  ];
  readonly #blockOption = (): Block => this.SUBRULE(this.block);
  readonly #closeOption = (): Token => this.CONSUME(tokens.Close) as Token;

  readonly file = this.RULE("file", (): Item[] => {
    const items: Item[] = [];
    this.MANY(() => {
      items.push(this.OR(this.#fileAlternatives));
    });
    return items;
  });

  readonly bareBlock = this.RULE("bareBlock", (): Statement => {
    const block = this.SUBRULE(this.block);
    // While chevrotain records the grammar there is no block yet.
    return new Statement(block?.open, block);
  });

  readonly block = this.RULE("block", (): Block => {
    const open = this.CONSUME(tokens.Open) as Token;
    const items: Item[] = [];
    this.MANY(() => {
      items.push(this.OR(this.#itemAlternatives));
    });
    const close = this.OPTION(this.#closeOption);
    // A copy has no room to grow, which there is in every array that was pushed to.
    return { open, items: items.slice(), close };
  });
}

const lone = (kind: Lone["kind"], token: IToken): Lone => ({ kind, token: token as Token });

let shared: KeepalivedParser | undefined;

/** Builds the items of a file from its tokens. Never fails. */
export function parseTokens(stream: readonly Token[]): Item[] {
  shared ??= new KeepalivedParser(true);
  shared.input = stream as Token[];
  return shared.file();
}
