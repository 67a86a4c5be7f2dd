import type { Token, Word } from "./tokens.js";

/** `{ … }`. Without `close` the block runs to the end of what was read. */
export interface Block {
  readonly open: Token;
  readonly items: readonly Item[];
  readonly close: Token | undefined;
}

/** One logical line of words, with the block that follows it, if any. A block may also have no words before it. */
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
