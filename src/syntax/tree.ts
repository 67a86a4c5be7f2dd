import { type Comment, type Item, parseTokens, type Token, tokenize } from "../../grammar/index.js";
import type { SourceFile } from "../text/source-file.js";

/** The lossless tree of one file: tokens in order with the trivia between them, and the structure over them. */
export interface SyntaxFile {
  readonly source: SourceFile;
  readonly tokens: readonly Token[];
  /** Comments outside definitions, in order. */
  readonly comments: readonly Comment[];
  readonly items: readonly Item[];
  /** Evaluation leaves it as it is: no definition, include, condition, sequence or backslash. */
  readonly isPlain: boolean;
}

/** Reads a file. Accepts any text; what is wrong with it shows in the tree's shape. */
export function parseFile(source: SourceFile): SyntaxFile {
  const { tokens, comments, isPlain } = tokenize(source);
  return { source, tokens, comments, isPlain, items: parseTokens(tokens) };
}

/** The text of a tree: every token with the trivia before it, and the trivia at the end. */
export function print(tree: SyntaxFile): string {
  const { text } = tree.source;
  const parts: string[] = [];
  let at = 0;
  for (const token of tree.tokens) {
    parts.push(text.slice(at, token.start), token.image);
    at = token.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
