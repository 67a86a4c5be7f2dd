import type { Argument, Statement, Word } from "../../grammar/index.js";
import type { Value } from "./arguments.js";
import type { BlockNode, Setting } from "./ast.js";
import { EMPTY } from "./new-block.js";
import { camel } from "./property-name.js";
import type { KeywordPlace } from "./schema-index.js";

/** A setting with one argument, the usual kind; its `args` are made when asked for. */
export class SimpleSetting implements Setting {
  readonly statement: Statement;
  readonly place: KeywordPlace;
  readonly block: BlockNode;
  readonly value: unknown;
  readonly state: Value["state"];
  readonly word: Word;

  constructor(
    statement: Statement,
    place: KeywordPlace,
    block: BlockNode,
    value: unknown,
    state: Value["state"],
    word: Word,
  ) {
    this.statement = statement;
    this.place = place;
    this.block = block;
    this.value = value;
    this.state = state;
    this.word = word;
  }

  get args(): Readonly<Record<string, Value>> {
    const { value, state, word } = this;
    return { [camel(this.place.keyword.args?.[0]?.name ?? "")]: { value, state, word } };
  }
}

/** What a word after the keyword is read as, if one is all that there is and may be: the usual kind. */
export function onlyArgument(
  { words }: Statement,
  { keyword: { args = EMPTY, anyOrder } }: KeywordPlace,
): Argument | undefined {
  const only: Argument | undefined = args[0];
  if (words.length !== 2 || args.length !== 1 || anyOrder === true) return undefined;
  return only?.repeat === true || only?.forms !== undefined || only?.keyword !== undefined ? undefined : only;
}

/** `keyword = value`, as other languages write it. */
export function hasEqualsSign({ words }: Statement): boolean {
  const sign = words[1];
  return sign !== undefined && sign.end - sign.start === 1 && !sign.quoted && sign.value === "=";
}

/** Whether a setting that is written again takes the place of the one before; MASTER stays (vrrp_parser.c:vrrp_state_handler). */
export function keepsLast({ keyword, path }: KeywordPlace, previous: Setting): boolean {
  if (path === "vrrp_instance/state") return previous.value !== "MASTER";
  return keyword.multiple !== "first-warned";
}
