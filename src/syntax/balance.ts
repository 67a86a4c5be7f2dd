import {
  type Block,
  type Item,
  NO_PREFIXES,
  NO_WORDS,
  parseTokens,
  Statement,
  Token,
  tokens,
} from "../../grammar/index.js";
import { flatten } from "./flatten.js";
import { indentOf } from "./indent.js";
import { type KeywordPlace, topLevelPlaces } from "./schema-index.js";

/** A brace that is missing or too many, and where the evidence says so. */
export interface Imbalance {
  readonly kind: "unclosed-block" | "stray-close" | "missing-block" | "unexpected-block";
  /** The statement whose block it is; for a brace too many a statement without words. */
  readonly statement: Statement;
  readonly place: KeywordPlace | undefined;
  /** The token that the missing brace belongs in front of; undefined: the end. */
  readonly before: Token | undefined;
}

/** Items whose braces match, and what had to be repaired for that. */
export interface Balanced {
  readonly items: readonly Item[];
  readonly imbalances: readonly Imbalance[];
}

const NOTHING: readonly Imbalance[] = [];

/** Tokens that are looked at to tell whether a block lacks its brace: enough, and reading stays linear. */
const LOOKAHEAD = 50;

/**
 * Finds the block that was not closed, or the brace too many, by the schema and the indentation, and reads on as if
 * that was repaired: keepalived takes all that follows as content of the wrong block, and so would every other report.
 * `isSound`: an item at top level was found to lack nothing before.
 */
export function balance(items: readonly Item[], isSound: (item: Item) => boolean = () => false): Balanced {
  const missing = countUnclosed(items);
  const surplus = items.filter(({ kind }) => kind === "stray-close").length;
  // A `{` and a `}` that are both missing make up for each other.
  const isWhole = missing === 0 && surplus === 0;
  if (isWhole && items.every((item) => isSound(item) || !lacksBlock([item], topLevelPlaces()))) {
    return { items, imbalances: NOTHING };
  }
  const stream: Token[] = [];
  flatten(items, stream);
  const balancer = new Balancer(stream, missing, surplus);
  return { items: parseTokens(balancer.run()), imbalances: balancer.imbalances };
}

/** Only the last block of each level can be unclosed: it runs to the end. */
export function countUnclosed(items: readonly Item[]): number {
  let count = 0;
  let last = items.at(-1);
  while (last?.kind === "statement" && last.block !== undefined) {
    const block: Block = last.block;
    if (block.close === undefined) count++;
    last = block.items.at(-1);
  }
  return count;
}

/** Some keyword that opens a block stands without one. */
function lacksBlock(items: readonly Item[], children: ReadonlyMap<string, KeywordPlace>): boolean {
  return items.some((item) => {
    if (item.kind !== "statement") return false;
    const { block, keyword } = item;
    const place = keyword === undefined ? undefined : children.get(keyword.value);
    if (block === undefined) return place !== undefined && place.kind !== "option";
    if (keyword === undefined) return lacksBlock(block.items, children);
    return place?.kind === "block" && lacksBlock(block.items, place.children);
  });
}

interface Frame {
  /** The words in front of the brace, or the brace itself. */
  readonly head: Token;
  readonly place: KeywordPlace | undefined;
  /** What may stand inside; undefined where that is not known, as in an unknown block. */
  readonly children: ReadonlyMap<string, KeywordPlace> | undefined;
  /** How far the last line in it is indented. */
  indent?: number | undefined;
}

class Balancer {
  readonly imbalances: Imbalance[] = [];
  readonly #stream: readonly Token[];
  readonly #out: Token[] = [];
  readonly #stack: Frame[] = [];
  #dropped: Token | undefined;
  #missing: number;
  #surplus: number;

  constructor(stream: readonly Token[], missing: number, surplus: number) {
    this.#stream = stream;
    this.#missing = missing;
    this.#surplus = surplus;
  }

  run(): readonly Token[] {
    for (let index = 0; index < this.#stream.length; index++) {
      const token = this.#stream[index];
      if (token === undefined || token === this.#dropped) continue;
      if (token.tokenType === tokens.Words) this.#words(token, index);
      else if (token.tokenType === tokens.Open) this.#open(token, index);
      else if (token.tokenType === tokens.Close) this.#close(token, index);
      else this.#out.push(token);
    }
    while (this.#stack.length > 0) this.#closeTop(undefined);
    return this.#out;
  }

  #childrenAt(depth: number): ReadonlyMap<string, KeywordPlace> | undefined {
    return depth === 0 ? topLevelPlaces() : this.#stack[depth - 1]?.children;
  }

  #placeOf(token: Token): KeywordPlace | undefined {
    const word = token.words[0];
    return word === undefined ? undefined : this.#childrenAt(this.#stack.length)?.get(word.value);
  }

  #words(token: Token, index: number): void {
    if (this.#missing > 0 && token.isFirst) {
      const depth = this.#depthOf(token, index);
      while (this.#stack.length > depth) this.#closeTop(token);
      const around = this.#stack.at(-1);
      if (around !== undefined) around.indent = indentOf(token) ?? around.indent;
    }
    this.#out.push(token);
    const place = this.#placeOf(token);
    if (place === undefined || place.kind === "option" || !this.#lacksOpen(token, place, index)) return;
    this.#report("missing-block", new Statement(token, undefined), place, this.#stream[index + 1]);
    this.#out.push(brace(tokens.Open, token));
    this.#push(token, place);
    if (this.#surplus > 0) this.#surplus--;
    else this.#missing++;
  }

  /** How many blocks stay open in front of a statement: it may belong to one further out. */
  #depthOf(token: Token, index: number): number {
    const top = this.#stack.length;
    const word = token.words[0]?.value;
    const inner = this.#stack[top - 1];
    if (word === undefined || inner === undefined) return top;
    const inside = inner.children?.get(word);
    if (inside !== undefined && takes(inside, token)) return top;
    const opensBlock = this.#stream[index + 1]?.tokenType === tokens.Open;
    for (let depth = top - 1; depth >= 0 && top - depth <= this.#missing; depth--) {
      const place = this.#childrenAt(depth)?.get(word);
      const closed = this.#stack[depth];
      if (place === undefined || closed === undefined || (inside !== undefined && !takes(place, token))) continue;
      const isBlock = place.kind !== "option" && opensBlock;
      if (this.#agrees(token, closed, isBlock)) return depth;
    }
    return top;
  }

  /** The indentation does not say that the statement is inside; a block of its own kind says enough without it. */
  #agrees(token: Token, { head, children, indent }: Frame, isBlock: boolean): boolean {
    if (children === undefined && !isBlock) return false;
    const [own, other] = [indentOf(token), indentOf(head)];
    if (isBlock || own === undefined || other === undefined || head.source !== token.source) return isBlock;
    return own <= other || (indent !== undefined && own !== indent);
  }

  #lacksOpen(token: Token, place: KeywordPlace, index: number): boolean {
    const next = this.#stream[index + 1];
    if (next?.tokenType === tokens.Close) return this.#surplus > 0 && this.#endsBeside(token, next);
    if (next?.tokenType !== tokens.Words || !next.isFirst) return false;
    // A list with an entry behind its keyword lacks both braces.
    if (place.kind === "list" && token.words.length > 1 + (place.keyword.args?.length ?? 0)) return false;
    const [own, other] = [indentOf(token), indentOf(next)];
    if (own !== undefined && other !== undefined && other > own) return true;
    return place.kind === "list" ? this.#isEntries(index + 1) : this.#isBody(place, index + 1);
  }

  /** The brace is no further out than the statement, so that it ends no block around it. */
  #endsBeside(token: Token, close: Token): boolean {
    const [own, other] = [indentOf(token), indentOf(close)];
    return this.#stack.length === 0 || own === undefined || other === undefined || other >= own;
  }

  /** No line up to the next brace is a keyword of the block around: they are entries of a list. */
  #isEntries(from: number): boolean {
    const around = this.#childrenAt(this.#stack.length);
    for (let index = from; ; index++) {
      const token = this.#stream[index];
      if (token === undefined || token.tokenType === tokens.Open) return false;
      if (token.tokenType === tokens.Close) return true;
      if (token.isFirst && around?.has(token.words[0]?.value ?? "") === true) return false;
    }
  }

  /** The first keyword that tells one from the other belongs into the block and not beside it. */
  #isBody({ children }: KeywordPlace, from: number): boolean {
    const around = this.#childrenAt(this.#stack.length);
    for (const token of this.#stream.slice(from, from + LOOKAHEAD)) {
      if (token.tokenType === tokens.Close) break;
      const word = token.words[0]?.value ?? "";
      const [isInside, isBeside] = [children.has(word), around?.has(word) === true];
      if (isInside !== isBeside) return isInside;
    }
    return this.#surplus > 0;
  }

  #open(token: Token, index: number): void {
    const before = this.#stream[index - 1];
    const head = before?.tokenType === tokens.Words ? before : undefined;
    const place = head === undefined ? undefined : this.#placeOf(head);
    if (head !== undefined && place?.kind === "option" && this.#missing > 0) {
      this.#report("unexpected-block", new Statement(head, undefined), place, undefined);
      this.#missing--;
      // `a{b`: what stands behind the brace on its line is the rest of the value.
      const rest = this.#stream[index + 1];
      if (rest?.tokenType === tokens.Words && !rest.isFirst) this.#dropped = rest;
      return;
    }
    this.#out.push(token);
    // Braces that nothing announces are transparent.
    if (head === undefined)
      this.#stack.push({ head: token, place: undefined, children: this.#childrenAt(this.#stack.length) });
    else this.#push(head, place);
  }

  #push(head: Token, place: KeywordPlace | undefined): void {
    this.#stack.push({ head, place, children: place?.children });
  }

  #close(token: Token, index: number): void {
    const top = this.#stack.at(-1);
    if (top === undefined || (this.#surplus > 0 && this.#isSurplus(token, top, index))) {
      this.#report("stray-close", new Statement(token, undefined), undefined, undefined);
      this.#surplus--;
      return;
    }
    if (this.#missing > 0 && token.isFirst) {
      const depth = this.#depthAt(token);
      while (this.#stack.length > depth) this.#closeTop(token);
    }
    this.#out.push(token);
    this.#stack.pop();
  }

  /** How many blocks are open in front of a brace that, by its indentation, closes one further out. */
  #depthAt(token: Token): number {
    const top = this.#stack.length;
    const own = indentOf(token);
    const inner = this.#indentAt(top - 1, token);
    if (own === undefined || inner === undefined || own >= inner) return top;
    for (let depth = top - 1; depth > 0 && top - depth <= this.#missing; depth--) {
      if (this.#indentAt(depth - 1, token) === own) return depth;
    }
    return top;
  }

  #indentAt(index: number, token: Token): number | undefined {
    const head = this.#stack[index]?.head;
    return head === undefined || head.source !== token.source ? undefined : indentOf(head);
  }

  /** Deeper than the block it would close, which then goes on. */
  #isSurplus(token: Token, top: Frame, index: number): boolean {
    const [own, other] = [indentOf(token), indentOf(top.head)];
    if (own === undefined || other === undefined || own <= other || top.head.source !== token.source) return false;
    const next = this.#stream[index + 1];
    if (next?.tokenType === tokens.Close) return indentOf(next) === other;
    const word = next?.tokenType === tokens.Words ? (next.words[0]?.value ?? "") : "";
    return top.children?.has(word) === true && this.#childrenAt(this.#stack.length - 1)?.has(word) !== true;
  }

  #closeTop(before: Token | undefined): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    this.#report("unclosed-block", new Statement(frame.head, undefined), frame.place, before);
    this.#missing--;
    this.#out.push(brace(tokens.Close, this.#out.at(-1) ?? frame.head));
  }

  #report(
    kind: Imbalance["kind"],
    statement: Statement,
    place: KeywordPlace | undefined,
    before: Token | undefined,
  ): void {
    this.imbalances.push({ kind, statement, place, before });
  }
}

/** The keyword may stand there with these words: `track_file` with a name opens no list inside an instance. */
const takes = ({ kind, keyword }: KeywordPlace, { words }: Token): boolean =>
  kind === "option" || words.length <= 1 + (keyword.args?.length ?? 0);

/** A brace that is not written, behind a token. It is empty. */
const brace = (type: Token["tokenType"], { source, end }: Token): Token =>
  new Token(type, source, end, end, NO_WORDS, NO_PREFIXES, false, true, undefined);
