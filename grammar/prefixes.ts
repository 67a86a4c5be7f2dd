import {
  AT,
  CARET,
  CLOSE_PAREN,
  DOLLAR,
  indexOfCode,
  isBlank,
  isNamePart,
  isNameStart,
  isWhitespace,
  SMALL_I,
  skipBlanks,
  TILDE,
} from "./characters.js";
import type { Prefix } from "./tokens.js";

/** `@id` or `@^id` at `at`. Without white space after it (`end` is returned) keepalived drops the line (parser.c:read_line). */
export function scanCondition(text: string, at: number, end: number): Prefix | undefined {
  if (text.charCodeAt(at) !== AT) return undefined;
  const negated = text.charCodeAt(at + 1) === CARET && at + 1 < end;
  const idStart = negated ? at + 2 : at + 1;
  let idEnd = idStart;
  while (idEnd < end && !isBlank(text.charCodeAt(idEnd))) idEnd++;
  return { kind: "condition", start: at, end: idEnd, id: text.slice(idStart, idEnd), negated, invalid: false };
}

/** Name of the definition `$NAME=` that starts at `at`, or undefined (parser.c:check_definition). */
export function definitionNameEnd(text: string, at: number, end: number): number | undefined {
  if (text.charCodeAt(at) !== DOLLAR || !isNameStart(text.charCodeAt(at + 1))) return undefined;
  let nameEnd = at + 2;
  while (nameEnd < end && isNamePart(text.charCodeAt(nameEnd))) nameEnd++;
  return nameEnd < end && text[nameEnd] === "=" ? nameEnd : undefined;
}

/** `~SEQ(…)`, `~SEQx(…)` or `~LST(…)` at `at`; invalid ones reach to the end, as keepalived drops their line. */
export function scanSequence(text: string, at: number, end: number): Prefix | undefined {
  if (text.charCodeAt(at) !== TILDE) return undefined;
  const word = text.slice(at, at + 4);
  if (word !== "~SEQ" && word !== "~LST") return undefined;
  const close = word === "~SEQ" ? sequenceEnd(text, at + 4, end) : listEnd(text, at + 4, end);
  return {
    kind: "sequence",
    start: at,
    end: close ?? end,
    id: "",
    negated: false,
    invalid: close === undefined,
  };
}

/** End after the `)` of `~SEQ`, whose bounds may contain definitions (parser.c:add_seq). */
function sequenceEnd(text: string, from: number, end: number): number | undefined {
  let at = text[from] === "x" ? from + 1 : from;
  at = skipBlanks(text, at, end);
  if (text[at] !== "(") return undefined;
  const close = indexOfCode(text, CLOSE_PAREN, at, end);
  return close < 0 ? undefined : close + 1;
}

/** End after the `)` of `~LST`, which is the first one outside `{…}` (parser.c:add_lst). */
function listEnd(text: string, from: number, end: number): number | undefined {
  let at = skipBlanks(text, from, end);
  if (text[at] !== "(") return undefined;
  let inSet = false;
  for (at++; at < end; at++) {
    const char = text[at];
    if (char === "{") inSet = true;
    else if (char === "}") inSet = false;
    else if (text.charCodeAt(at) === CLOSE_PAREN && !inSet) return at + 1;
  }
  return undefined;
}

/** An include line: where its keyword ends, and where its pattern starts. */
export interface IncludeHead {
  readonly keywordEnd: number;
  readonly pattern: number;
}

/** What an include line at `at` is made of, or undefined (parser.c:is_include). */
export function scanInclude(text: string, at: number, end: number): IncludeHead | undefined {
  // The comparison of one character spares nearly every line the call.
  if (text.charCodeAt(at) !== SMALL_I || !text.startsWith("include", at)) return undefined;
  const letter = text[at + 7] ?? "";
  const keywordEnd = LETTERS.includes(letter) && letter !== "" ? at + 8 : at + 7;
  if (keywordEnd >= end || !isWhitespace(text.charCodeAt(keywordEnd))) return undefined;
  return { keywordEnd, pattern: skipBlanks(text, keywordEnd + 1, end) };
}

/** What `include` may end in, one of them: how strictly files are looked for (parser.c:check_include). */
const LETTERS = "rmwba";

/** `include`, `includer` and so on. */
export const isIncludeKeyword = (word: string): boolean =>
  word === "include" || (word.length === 8 && word.startsWith("include") && LETTERS.includes(word.slice(7)));
