import type { Argument, Statement, Token, Word } from "../../grammar/index.js";
import type { BlockNode } from "./ast.js";
import type { KeywordPlace } from "./schema-index.js";
import type { Fault } from "./values.js";

/**
 * What a statement violates in the schema. `place` is the keyword's, for unknown keywords that of the block they stand
 * in (none: top level). Rules turn problems into findings.
 */
export interface Problem {
  readonly kind:
    | "unknown-keyword"
    | "unknown-option"
    | "missing-value"
    | "extra-value"
    | "bad-value"
    /** `keyword = value`: `word` is the sign, or the word it stands in. */
    | "equals-sign"
    /** A setting that may be written once is written again; `previous` is the one before. */
    | "duplicate"
    | "missing-block"
    | "unexpected-block"
    /** A list without any entry, where that is wrong. */
    | "empty-list"
    | "missing-required"
    /** A brace is missing; `before` is the token in front of which it belongs. */
    | "unclosed-block"
    /** A brace too many, alone in `statement`. */
    | "stray-close";
  readonly statement: Statement;
  /** The word at fault; for missing things the word after which they are missed. */
  readonly word: Word | undefined;
  readonly place: KeywordPlace | undefined;
  readonly argument?: Argument;
  readonly fault?: Fault;
  /** The option of an entry whose value it is. */
  readonly option?: string;
  /** Keywords that a block cannot do without. */
  readonly missing?: readonly string[];
  /** The block that lacks them. */
  readonly block?: BlockNode;
  readonly previous?: Statement;
  readonly before?: Token | undefined;
}
