import { type Token, tokens } from "../../grammar/index.js";
import type { Span } from "../text/span.js";
import type { LinePiece } from "./line.js";
import type { DefinedNames } from "./names.js";

/**
 * Appends a token to the pieces of a line, with `gap` before it. Between words there is one space where there was
 * white space, and none where there was none: `a"b"` may be one word or two, which is the keyword's choice.
 */
export function addToken(pieces: LinePiece[], token: Token, gap: string, names: DefinedNames): void {
  const parts = partsOf(token);
  const isCommand = names.mayHaveRawGaps && token.tokenType === tokens.Words;
  const keepFrom = isCommand ? firstRawGap(token, names) : Number.POSITIVE_INFINITY;
  const isCondition = token.prefixes[0]?.kind === "condition";
  let { start, end } = token;
  let gapBefore = gap;
  let index = 0;
  for (const part of parts) {
    if (index === 0) start = part.start;
    else if (!isKept(token, end, part.start, keepFrom) || (index === 1 && isCondition)) {
      pieces.push({ gap: gapBefore, start, end });
      start = part.start;
      gapBefore = isValue(token, part) ? "" : " ";
    }
    end = part.end;
    index++;
  }
  pieces.push({ gap: gapBefore, start, end });
}

/** Whether the white space from `end` to `start` is canonical already, or must stay. */
function isKept(token: Token, end: number, start: number, keepFrom: number): boolean {
  if (start === end || end >= keepFrom) return true;
  return start === end + 1 && token.source.text.charCodeAt(end) === 32 && token.tokenType !== tokens.Definition;
}

/** The value of a definition stands right behind its `=`: blanks there are not part of it (parser.c:check_definition). */
const isValue = ({ tokenType, words }: Token, part: Span): boolean =>
  tokenType === tokens.Definition && part.start === words[1]?.start;

function partsOf(token: Token): readonly Span[] {
  const { tokenType, words, prefixes, start, end } = token;
  const body: readonly Span[] = tokenType === tokens.Definition ? definitionParts(token) : words;
  if (prefixes.length === 0) return body.length > 0 ? body : [{ start, end }];
  if (body.length > 0) return [...prefixes, ...body];
  return tokenType === tokens.Bare ? prefixes : [...prefixes, { start: end - 1, end }];
}

/** `$NAME=` and the value. */
function definitionParts({ words }: Token): readonly Span[] {
  const [name, value] = words;
  if (name === undefined || value === undefined) return [];
  const head = { start: name.start - 1, end: name.end + 1 };
  return value.start === value.end ? [head] : [head, value];
}

/**
 * Where the white space of a command begins to count: behind a `'` and behind a backslash (parser.c:alloc_strvec_quoted).
 * Nobody knows here whether the keyword takes a command.
 */
function firstRawGap(token: Token, names: DefinedNames): number {
  const { words, isPlain } = token;
  for (const word of words) {
    if (word.quoted) continue;
    const { text } = word;
    if (text.includes("'") || text.endsWith("\\") || (!isPlain && names.mayQuote(text))) return word.end;
  }
  return Number.POSITIVE_INFINITY;
}
