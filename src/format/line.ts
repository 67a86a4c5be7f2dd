import type { Comment } from "../../grammar/index.js";
import type { Span } from "../text/span.js";

/** A piece of the source that is printed as it is, and the white space before it. */
export interface LinePiece extends Span {
  readonly gap: string;
}

/** A line of words and braces. */
export interface CodeLine {
  readonly kind: "code";
  readonly depth: number;
  readonly pieces: readonly LinePiece[];
  readonly comment: Comment | undefined;
  /** Ends with `{`. */
  readonly opens: boolean;
  /** Starts with `}`. */
  readonly closes: boolean;
  /** Announces a block. */
  readonly startsBlock: boolean;
  /** Closes the last open block. */
  readonly endsTopBlock: boolean;
  /** Its first piece is `@id`, and more follows. */
  readonly hasCondition: boolean;
  /** Stays as it was written: its comment is part of its pieces and takes no part in alignment. */
  readonly isFixed: boolean;
}

/** A line that holds only a comment. */
export interface CommentLine {
  readonly kind: "comment";
  readonly depth: number;
  readonly comment: Comment;
  /** Goes on the comment at the end of the line above, in its column. */
  readonly continues: boolean;
}

/** One physical line of a definition over several lines. */
export type DefinitionRow =
  | { readonly kind: "blank"; readonly start: number; readonly end: number }
  | { readonly kind: "comment"; readonly level: number; readonly comment: Comment }
  | {
      readonly kind: "text";
      readonly level: number;
      readonly pieces: readonly LinePiece[];
      /** Offset of the backslash that asks for another line; undefined where it is part of a piece. */
      readonly backslash: number | undefined;
      readonly comment: Comment | undefined;
    };

/** A definition over several lines. */
export interface DefinitionLine {
  readonly kind: "definition";
  readonly depth: number;
  readonly rows: readonly DefinitionRow[];
  /** White space and comments up to the empty line that ends the value, as they were; it must stay empty. */
  readonly tail: Span | undefined;
}

/** Whole physical lines, with their line ends, that are printed as they are. */
export interface VerbatimLine extends Span {
  readonly kind: "verbatim";
}

export interface BlankLine {
  readonly kind: "blank";
}

/** A line of output. */
export type Line = CodeLine | CommentLine | DefinitionLine | VerbatimLine | BlankLine;

export const BLANK: BlankLine = { kind: "blank" };
