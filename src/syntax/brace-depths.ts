import { type Token, tokenize, tokens } from "../../grammar/index.js";
import { SourceFile } from "../text/source-file.js";

/** How a brace changes the depth; 0 for any other token. */
export function braceStep(token: Token): number {
  const { tokenType } = token;
  if (tokenType === tokens.Open) return 1;
  if (tokenType === tokens.Close) return -1;
  if (tokenType !== tokens.DeepBrace) return 0;
  return token.source.text[token.end - 1] === "{" ? 1 : -1;
}

/** A brace, and how many are open after it. */
export interface Brace {
  readonly start: number;
  readonly depth: number;
}

/** The braces of a text, in order. */
export function bracesIn(text: string): readonly Brace[] {
  const braces: Brace[] = [];
  let depth = 0;
  for (const token of tokenize(new SourceFile("", text)).tokens) {
    const step = braceStep(token);
    depth += step;
    if (step !== 0) braces.push({ start: token.start, depth });
  }
  return braces;
}
