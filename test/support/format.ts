import { expect } from "vitest";
import { type Token, tokenize, tokens } from "../../grammar/index.js";
import { evaluate, mentionedIds } from "../../src/evaluate/index.js";
import { type FormatOptions, format, formatEdits, formatRange, type LineRange } from "../../src/format/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { applyEdits, type TextEdit } from "../../src/text/edit.js";
import { SourceFile } from "../../src/text/source-file.js";

/** The canonical form, or undefined where the formatter refuses. */
export function formatted(text: string, options?: FormatOptions): string | undefined {
  const result = format(text, options);
  return result.kind === "formatted" ? result.text : undefined;
}

/** Checks what holds for every text, whatever it means. */
export function checkInvariants(text: string, options?: FormatOptions): void {
  const result = formatted(text, options);
  if (result === undefined) return;
  expect(wordsOf(result), "words").toEqual(wordsOf(text));
  expect(commentsOf(result), "comments").toEqual(commentsOf(text));
  expect(formatted(result, options), "formatted twice").toBe(result);
  const edits = formatEdits(text, options);
  expect(edits.kind === "formatted" ? applyEdits(text, edits.edits) : edits.kind, "edits").toBe(result);
  if (edits.kind === "formatted") checkSmall(text, edits.edits);
  expect(formatEdits(result, options), "edits of a formatted text").toEqual({ kind: "formatted", edits: [] });
}

/** Checks that formatting some lines keeps the words and comments of all, and that there is nothing to do beyond the last. */
export function checkRange(text: string, range: LineRange): void {
  const result = formatRange(text, range);
  if (result.kind === "refused") return;
  const changed = applyEdits(text, result.edits);
  expect(wordsOf(changed), "words").toEqual(wordsOf(text));
  expect(commentsOf(changed), "comments").toEqual(commentsOf(text));
  if (range.first > text.split("\n").length) expect(changed).toBe(text);
}

/** No edit holds at its ends what stays, touches the one before, or takes words with it that nothing passes. */
function checkSmall(text: string, edits: readonly TextEdit[]): void {
  let end = -1;
  for (const edit of edits) {
    const old = text.slice(edit.start, edit.end);
    const shown = JSON.stringify([old, edit.text]);
    expect(edit.start, shown).toBeGreaterThan(end);
    expect(old === "" || edit.text === "" || (old[0] !== edit.text[0] && old.at(-1) !== edit.text.at(-1)), shown).toBe(
      true,
    );
    expect(/^\s*$/.test(old + edit.text) || /[#!{}]/.test(old + edit.text), shown).toBe(true);
    end = edit.end;
  }
}

/** Checks that evaluation, which is proved against keepalived by itself, reads the same lines for every config-id. */
export function checkEvaluation(text: string, options?: FormatOptions): void {
  const result = formatted(text, options);
  if (result === undefined) return;
  const { ids } = mentionedIds([parse(text)]);
  for (const configId of [...ids.slice(0, 4), "kalint-test"]) {
    expect(linesOf(result, configId)).toEqual(linesOf(text, configId));
  }
}

/** Words, quotes and prefixes of each token. White space around the backslashes of a definition does not count. */
export const wordsOf = (text: string): string[] => tokenize(new SourceFile("", text)).tokens.map(show);

function show(token: Token): string {
  const { tokenType, source, words, prefixes } = token;
  const before = prefixes.map(({ start, end }) => source.text.slice(start, end));
  if (tokenType === tokens.Unread) return token.image;
  const own = words.map((word) => (tokenType === tokens.Definition ? word.text.replace(/[ \t]*\\$/, "\\") : word.text));
  const lost = token.lost === undefined ? [] : [token.lost.text];
  return [tokenType.name, ...before, ...own, ...lost].join("\u241f");
}

export const commentsOf = (text: string): string[] =>
  tokenize(new SourceFile("", text)).comments.map(({ start, end }) => text.slice(start, end).replace(/[ \t-\r]+$/, ""));

function linesOf(text: string, configId: string): string[] {
  const { first, later } = evaluate(parse(text), { configId });
  return [...first, ...later].map((token) => token.words.map((word) => word.value).join(" ") || token.tokenType.name);
}

const parse = (text: string) => parseFile(new SourceFile("x.conf", text));
