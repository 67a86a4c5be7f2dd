import { endsInName, type Token, tokens } from "../../grammar/index.js";
import { isMark } from "./braces.js";
import type { Line } from "./line.js";
import type { DefinedNames } from "./names.js";
import type { SourceLine, TokenFile } from "./source-lines.js";

/**
 * Whether a physical line may be broken at its braces. Not where something on it speaks for the rest of it: a
 * condition, a sequence, a `$NAME` that may stand for more than a word, an include, or a comment that accepts a finding.
 */
export function breaksAnywhere(
  file: TokenFile,
  line: SourceLine,
  names: DefinedNames,
  before: readonly Line[],
): boolean {
  const { tokens: all } = file;
  const { firstToken: from, endToken: to } = line;
  if (to - from < 2) return true;
  for (let index = from; index < to; index++) {
    const token = all[index];
    if (token === undefined || token.isPlain) continue;
    if (token.tokenType === tokens.Include && index > from) return false;
    if (!opensLast(all, index, to) && speaksForRest(token, all[index + 1], names)) return false;
  }
  return !hasMark(file, line, before);
}

/** The token is the last one, or only its brace follows. */
function opensLast(all: readonly Token[], index: number, to: number): boolean {
  if (index + 1 === to) return true;
  return index + 2 === to && all[index]?.tokenType === tokens.Words && all[index + 1]?.tokenType === tokens.Open;
}

function speaksForRest(token: Token, next: Token | undefined, names: DefinedNames): boolean {
  if (token.prefixes.length > 0) return true;
  if (token.tokenType !== tokens.Words) return false;
  const { image } = token;
  // `$NAME}` is no reference, `$NAME` at the end of a line is one (parser.c:replace_param).
  if (next?.start === token.end && endsInName(image)) return true;
  // A backslash at the end of a line is glued to the word before it (parser.c:decomment).
  if (image.endsWith("\\")) return true;
  return image.startsWith("~") || !names.areSimple(image) || names.mayInclude(token.words[0]?.text ?? "");
}

function hasMark({ source: { text }, comments }: TokenFile, line: SourceLine, before: readonly Line[]): boolean {
  const comment = comments[line.firstComment];
  if (comment !== undefined && comment.start < line.next && isMark(text.slice(comment.start, comment.end))) return true;
  for (let index = before.length - 1; index >= 0; index--) {
    const above = before[index];
    if (above?.kind !== "comment" && above?.kind !== "blank") return false;
    if (above.kind === "comment" && isMark(text.slice(above.comment.start, above.comment.end))) return true;
  }
  return false;
}
