import { EmbeddedActionsParser, type IOrAlt, type IToken, type TokenType } from "chevrotain";
import * as tokenKinds from "./tokens.js";
import { type Block, type Item, type Lone, Statement } from "./tree.js";

type Token = tokenKinds.Token;

/** chevrotain makes them; the rest of kalint knows no more of them than TokenKind. */
const made = (kind: tokenKinds.TokenKind): TokenType => kind as TokenType;
const tokens = {
  Words: made(tokenKinds.Words),
  Open: made(tokenKinds.Open),
  Close: made(tokenKinds.Close),
  Definition: made(tokenKinds.Definition),
  Include: made(tokenKinds.Include),
  Bare: made(tokenKinds.Bare),
  Unread: made(tokenKinds.Unread),
  DeepBrace: made(tokenKinds.DeepBrace),
};

const recordingMethods = EmbeddedActionsParser.prototype as unknown as { enableRecording(): void };

/**
 * The structure of the language: statements, some with a block. It is total: every sequence of tokens is a file. A
 * missing `}` is a block without `close`, one too many is an item of its own.
 */
export class KeepalivedParser extends EmbeddedActionsParser {
  constructor(skipValidations: boolean) {
    super(Object.values(tokens), { maxLookahead: 1, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  /**
   * chevrotain records the grammar by methods that it puts on the parser itself and deletes afterwards. For V8 each of
   * these is a new kind of object, which takes 4 ms; here they are on an object in between, which is dropped at once.
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

  // Made once: inside the rules they would be made for every token, which took half of all memory and time. There is
  // also no rule between a block and its lines, which would be entered for each line.
  readonly #itemAlternatives: IOrAlt<Item>[] = [
    { ALT: () => new Statement(this.CONSUME(tokens.Words) as unknown as Token, this.OPTION1(this.#blockOption)) },
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
  readonly #closeOption = (): Token => this.CONSUME(tokens.Close) as unknown as Token;

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
    const open = this.CONSUME(tokens.Open) as unknown as Token;
    const items: Item[] = [];
    this.MANY(() => {
      items.push(this.OR(this.#itemAlternatives));
    });
    const close = this.OPTION(this.#closeOption);
    // A copy has no room to grow, which there is in every array that was pushed to.
    return { open, items: items.slice(), close };
  });
}

const lone = (kind: Lone["kind"], token: IToken): Lone => ({ kind, token: token as unknown as Token });
