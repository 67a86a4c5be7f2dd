import {
  byteLength,
  headAt,
  type Item,
  isIncludeKeyword,
  LINE_BYTES,
  type Place,
  type Word,
} from "../../grammar/index.js";
import type { Evaluated } from "./evaluate.js";
import { isUnknown } from "./unknown-word.js";

const INDENT = "    ";

/** The evaluated configuration as text that keepalived reads in the same way. */
export function expand(evaluated: Evaluated): string {
  const lines: string[] = [];
  writeItems(evaluated.items, 0, lines);
  return lines.map((line) => `${line}\n`).join("");
}

function writeItems(items: readonly Item[], depth: number, lines: string[]): void {
  for (const item of items) {
    if (item.kind === "stray-close" || item.kind === "deep-brace") write(item.token.image, depth, lines);
    if (item.kind !== "statement") continue;
    const { words, block } = item;
    // What follows an open quote is left out, as keepalived drops it.
    const text = statementText(words);
    if (block === undefined) {
      if (text !== "") write(text, depth, lines);
      continue;
    }
    write(text === "" ? "{" : `${text} {`, depth, lines);
    writeItems(block.items, depth + 1, lines);
    if (block.close !== undefined) write("}", depth, lines);
  }
}

function write(text: string, depth: number, lines: string[]): void {
  const indented = INDENT.repeat(depth) + text;
  lines.push(byteLength(indented) <= LINE_BYTES ? indented : text);
}

/** Words with one blank between them, and none where the author wrote none: a command keeps `a"b c"d` together. */
function statementText(words: readonly Word[]): string {
  let text = "";
  let before: Word | undefined;
  for (const word of words) {
    const isGlued = before !== undefined && before.source === word.source && before.end === word.start;
    text += `${before === undefined || isGlued ? "" : " "}${wordText(word, before === undefined)}`;
    before = word;
  }
  return text;
}

function wordText(word: Word, isFirst: boolean): string {
  const { value } = word;
  if (word.quoted) return `"${value}"`;
  const isEvaluatedAgain =
    isFirst &&
    (/^(?:@|~(?:SEQ|LST))/.test(value) || isIncludeKeyword(value) || headAt(value, 0, value.length) !== undefined);
  // What the daemon replaces later is no part of the line's structure.
  const shown = isUnknown(word) ? value.replace(/\$\{[^{}]*\}/g, "$") : value;
  // A backslash alone would be glued to the word before it at the end of the line.
  const needsQuotes = shown === "" || shown === "\\" || /[\s{}#!]/.test(shown);
  return needsQuotes || isEvaluatedAgain ? `"${value}"` : value;
}

/** One word with the place to change for it, and the steps by which it came. */
export interface ExpandedWord {
  readonly text: string;
  readonly quoted: boolean;
  /** Its value depends on what only the running daemon knows, or on a name that nothing defines. */
  readonly unknown: boolean;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly via: Place["via"];
}

/** One logical line with its block. */
export interface ExpandedStatement {
  readonly words: readonly ExpandedWord[];
  readonly block?: readonly ExpandedStatement[];
}

/** The evaluated configuration as data, each word with its origin. */
export const expandJson = (evaluated: Evaluated): readonly ExpandedStatement[] => statements(evaluated.items);

function statements(items: readonly Item[]): readonly ExpandedStatement[] {
  return items.flatMap((item) => {
    if (item.kind !== "statement") return [];
    const words = item.words.map(expandWord);
    return item.block === undefined ? [{ words }] : [{ words, block: statements(item.block.items) }];
  });
}

function expandWord(word: Word): ExpandedWord {
  const { path, start, end, via } = word.source.locate(word.start, word.end);
  return { text: word.value, quoted: word.quoted, unknown: isUnknown(word), file: path, start, end, via };
}
