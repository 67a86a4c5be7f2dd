import { AT, DOLLAR, isBlank, isNamePart, isNameStart, skipBlanks } from "./characters.js";
import { definitionNameEnd, scanCondition } from "./prefixes.js";

/** `$NAME` or `${NAME parameters}` in a text, whether or not anything defines the name (parser.c:replace_param). */
export interface Mention {
  /** Of the `$`. */
  readonly start: number;
  /** After the name or the brace. */
  readonly end: number;
  readonly name: string;
  readonly nameStart: number;
  readonly isBraced: boolean;
  /** What stands between the name and `}`: blanks and words of `_RANDOM` and its like. */
  readonly rest: string;
}

/** `$NAME=` at the start of a line, after its conditions (parser.c:check_definition). */
export interface Head {
  /** Of the `$`. */
  readonly start: number;
  readonly name: string;
  /** After the `=`. */
  readonly end: number;
}

const REST = /[ \ta-zA-Z0-9_]*\}/y;

/** The reference whose `$` is at an offset. Undefined: another character, no name, or a brace that is not closed. */
export function mentionAt(text: string, start: number): Mention | undefined {
  if (text.charCodeAt(start) !== DOLLAR) return undefined;
  const isBraced = text[start + 1] === "{";
  const nameStart = isBraced ? start + 2 : start + 1;
  const nameEnd = endOfName(text, nameStart);
  if (nameEnd === nameStart) return undefined;
  const name = text.slice(nameStart, nameEnd);
  if (!isBraced) return { start, end: nameEnd, name, nameStart, isBraced, rest: "" };
  REST.lastIndex = nameEnd;
  const rest = REST.exec(text)?.[0];
  if (rest === undefined) return undefined;
  return { start, end: nameEnd + rest.length, name, nameStart, isBraced, rest: rest.slice(0, -1) };
}

/** All references of a text, in order. A definition's own `$NAME=` looks like one and is among them. */
export function mentionsIn(text: string): readonly Mention[] {
  const found: Mention[] = [];
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", at + 1)) {
    const mention = mentionAt(text, at);
    if (mention !== undefined) found.push(mention);
  }
  return found;
}

/** Names that a text may refer to, also by a brace that is closed elsewhere: for who must not miss one. */
export function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\$\{?([A-Za-z_]\w*)/g), (match) => match[1] ?? "");
}

/** A text with nothing in place of its references, as where all stand for nothing. */
export const withoutReferences = (text: string): string => text.replace(/\$(?:\{\w*\}|\w+)/g, "");

/** Whether `namesIn` finds something. */
export const mayRefer = (text: string): boolean => text.includes("$") && /\$\{?[A-Za-z_]/.test(text);

/** What follows decides whether such an end is a reference: `$NAME}` is none, `$NAME }` would be one. */
export const endsInName = (text: string): boolean => /\$\w+$/.test(text);

/** The definition that starts at an offset, after spaces and conditions. Undefined where there is none. */
export function headAt(text: string, at: number, end: number): Head | undefined {
  let start = skipBlanks(text, at, end);
  while (text.charCodeAt(start) === AT) {
    const after = scanCondition(text, start, end)?.end ?? end;
    if (!isBlank(text.charCodeAt(after))) return undefined;
    start = skipBlanks(text, after, end);
  }
  const nameEnd = definitionNameEnd(text, start, end);
  return nameEnd === undefined ? undefined : { start, name: text.slice(start + 1, nameEnd), end: nameEnd + 1 };
}

/**
 * The heads of all lines that define something, by the look of their lines. Comments hold none; a line inside of a
 * value over several lines may be one that only a tree excludes.
 */
export function headsIn(text: string): readonly Head[] {
  const found: Head[] = [];
  let lineEnd = 0;
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", lineEnd)) {
    const feed = text.indexOf("\n", at);
    const lineStart = text.lastIndexOf("\n", at) + 1;
    lineEnd = feed < 0 ? text.length : feed;
    const head = headAt(text, lineStart, lineEnd);
    if (head !== undefined) found.push(head);
  }
  return found;
}

function endOfName(text: string, start: number): number {
  if (!isNameStart(text.charCodeAt(start))) return start;
  let end = start + 1;
  while (isNamePart(text.charCodeAt(end))) end++;
  return end;
}
