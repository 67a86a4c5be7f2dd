import type { Statement, Word } from "../../grammar/index.js";
import type { Value } from "./arguments.js";
import type { Ast, Typed } from "./ast.js";
import type { OptionAt } from "./entries.js";
import type { Problem } from "./problems.js";
import type { KeywordPlace } from "./schema-index.js";

/** The typed AST, what its statements violate in the schema, and where each keyword stands. */
export interface TypedFile {
  readonly ast: Ast;
  readonly problems: readonly Problem[];
  /** Settings, blocks and entries by path, in order. The path of an entry is that of its list. */
  readonly byPath: ReadonlyMap<string, readonly Typed[]>;
  /** Option words of entries, in order. */
  readonly options: readonly UsedOption[];
}

/** An option word of an entry, such as `label` in a line of `virtual_ipaddress`. */
export interface UsedOption extends OptionAt {
  readonly word: Word;
  /** What was read behind it, in order. */
  readonly values: readonly Value[];
  readonly statement: Statement;
  /** Of the list. */
  readonly place: KeywordPlace;
}
