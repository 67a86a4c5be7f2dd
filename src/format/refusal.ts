import { headAt, scanInclude, type Token, tokens } from "../../grammar/index.js";
import { braceStep } from "../syntax/brace-depths.js";
import type { Span } from "../text/span.js";
import { conditionOf } from "./depth.js";
import { lineEnd, type TokenFile } from "./source-lines.js";

/** Why a file stays as it is, and where. */
export interface FormatRefusal {
  readonly reason: string;
  readonly span: Span;
}

/** What a look at the whole file gives: a reason to leave it, or the config-id whose blocks are balanced. */
export type Inspection =
  | { readonly kind: "refused"; readonly refusal: FormatRefusal }
  | { readonly kind: "sound"; readonly reference: string | undefined };

/** Ids that are tried when blocks do not balance without one. Files name few; the bound keeps odd ones linear. */
const MOST_IDS = 16;

/** Decides whether a file can be formatted without tearing what it means. */
export function inspect(file: TokenFile): Inspection {
  const refusal = findOpenQuote(file) ?? findTwoWayDefinition(file) ?? findHiddenStart(file);
  if (refusal !== undefined) return { kind: "refused", refusal };
  const unbalanced = findUnbalanced(file.tokens, undefined);
  if (unbalanced === undefined) return { kind: "sound", reference: undefined };
  for (const id of idsOf(file.tokens)) {
    if (findUnbalanced(file.tokens, id) === undefined) return { kind: "sound", reference: id };
  }
  return { kind: "refused", refusal: unbalanced };
}

/** A double quote that is open at the end of its line, `\"` not counted (parser.c:decomment). */
function findOpenQuote({ source: { text, lineStarts }, tokens: all, comments }: TokenFile): FormatRefusal | undefined {
  if (!text.includes('"')) return undefined;
  let comment = 0;
  let token = 0;
  for (let line = 0; line < lineStarts.length; line++) {
    const start = lineStarts[line] ?? 0;
    const next = lineStarts[line + 1] ?? text.length;
    while ((comments[comment]?.start ?? text.length) < start) comment++;
    while ((all[token]?.end ?? text.length) <= start && token < all.length) token++;
    if (all[token]?.tokenType === tokens.Unread) continue;
    const end = Math.min(comments[comment]?.start ?? next, lineEnd(text, start, next));
    const quote = openQuote(text, start, end);
    if (quote >= 0) return { reason: "unterminated double quote", span: { start: quote, end: quote + 1 } };
  }
  return undefined;
}

function openQuote(text: string, start: number, end: number): number {
  let open = -1;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) open = open < 0 ? at : -1;
  }
  return open;
}

/**
 * A definition whose comment ends with a backslash: it goes on below for keepalived 2.2 and 2.3, and ends there for
 * 2.4, so that the lines below belong to two things (parser.c:decomment).
 */
function findTwoWayDefinition({ source: { text }, tokens: all, comments }: TokenFile): FormatRefusal | undefined {
  if (!text.includes("\\")) return undefined;
  let index = 0;
  for (const token of all) {
    if (token.tokenType !== tokens.Definition) continue;
    while ((comments[index]?.start ?? text.length) < token.end) index++;
    const comment = comments[index];
    if (comment === undefined || text[comment.end - 1] !== "\\") continue;
    if (/[^ \t]/.test(text.slice(token.end, comment.start))) continue;
    const span = { start: comment.end - 1, end: comment.end };
    return {
      reason: "with a backslash at the end of a comment, the end of the definition depends on the release",
      span,
    };
  }
  return undefined;
}

/** `${A}$B=1`: where A is not defined, it falls apart at its braces, and a definition begins behind them. */
function findHiddenStart({ source: { text }, tokens: all }: TokenFile): FormatRefusal | undefined {
  if (!text.includes("${")) return undefined;
  for (const { tokenType, start, end } of all) {
    if (tokenType !== tokens.Words || !hidesStart(text.slice(start, end))) continue;
    return { reason: "a reference before a definition or an include is ambiguous", span: { start, end } };
  }
  return undefined;
}

function hidesStart(text: string): boolean {
  for (const { index, 0: braced } of text.matchAll(/\$\{[^{}]*\}[ \t]*/g)) {
    const at = index + braced.length;
    if (headAt(text, at, text.length) !== undefined || scanInclude(text, at, text.length) !== undefined) return true;
  }
  return false;
}

/** The first brace without its other half for one config-id; undefined stands for an id that the file does not name. */
function findUnbalanced(all: readonly Token[], id: string | undefined): FormatRefusal | undefined {
  const open: Token[] = [];
  let isDropped = false;
  for (const token of all) {
    if (token.isFirst) isDropped = false;
    if (isDropped) continue;
    const condition = token.prefixes.length > 0 ? conditionOf(token) : undefined;
    if (condition !== undefined && (condition.id === id) === condition.negated) {
      isDropped = true;
      continue;
    }
    const step = braceStep(token);
    if (step > 0) open.push(token);
    else if (step < 0 && open.pop() === undefined) return unbalanced(token, "does not close a block");
  }
  const last = open.at(-1);
  return last === undefined ? undefined : unbalanced(last, "is not closed");
}

function unbalanced(token: Token, what: string): FormatRefusal {
  const { end, source } = token;
  return { reason: `"${source.text.slice(end - 1, end)}" ${what}`, span: { start: end - 1, end } };
}

function idsOf(all: readonly Token[]): Set<string> {
  const ids = new Set<string>();
  for (const token of all) {
    const condition = token.prefixes.length > 0 ? conditionOf(token) : undefined;
    if (condition !== undefined && ids.size < MOST_IDS) ids.add(condition.id);
  }
  return ids;
}
