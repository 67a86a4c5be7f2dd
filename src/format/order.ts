import { type BlockOrder, CUSTOMARY_ORDER } from "./customary-order.js";
import type { CodeLine, Line } from "./line.js";

/** The lines of one statement: comments and blank lines above it, its own, and those of its block. */
interface Chunk {
  readonly keyword: string;
  readonly lines: readonly Line[];
}

/** Blocks inside that hold settings, not a list of entries. */
const SETTING_BLOCKS: ReadonlySet<string> = new Set(["authentication"]);

/**
 * Puts the statements of blocks into their customary order, comments with them. Only in blocks whose every statement is
 * known to mean the same wherever it is in the block; the others stay as they are.
 */
export function orderLines(lines: readonly Line[], text: string): Line[] {
  const result: Line[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    const block =
      line.kind === "code" && line.depth === 0 && line.opens && line.startsBlock ? keywordOf(line, text) : "";
    const end = Object.hasOwn(CUSTOMARY_ORDER, block) ? blockEnd(lines, at) : -1;
    result.push(line);
    at++;
    if (end < 0) continue;
    for (const ordered of orderBody(lines.slice(at, end), block, 1, text)) result.push(ordered);
    at = end;
  }
  return result;
}

/** Index of the line that closes the block which starts at `from`, or -1. */
function blockEnd(lines: readonly Line[], from: number): number {
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index];
    if (line?.kind === "verbatim") return -1;
    if (line?.kind === "code" && line.depth === 0) return line.closes ? index : -1;
  }
  return -1;
}

/** The lines between the braces of a block; those of the blocks inside are put in order, too. */
function orderBody(body: readonly Line[], block: string, depth: number, text: string): readonly Line[] {
  const order = CUSTOMARY_ORDER[block];
  const { chunks, rest } = cut(body, depth, text);
  if (order === undefined || !chunks.every(({ lines }) => isPlain(lines, text))) return body;
  const inside = chunks.map((chunk) => orderInside(chunk, block, depth, text));
  const isMovable = inside.every((chunk) => isKnown(chunk, order, depth) && hasValues(chunk, order, depth, text));
  const sorted = isMovable ? sort(inside, order, text) : inside;
  return [...sorted.flatMap(({ lines }) => lines), ...rest];
}

function orderInside(chunk: Chunk, block: string, depth: number, text: string): Chunk {
  const { keyword, lines } = chunk;
  const path = `${block}.${keyword}`;
  const from = lines.findIndex((line) => line.kind === "code" && line.depth === depth && line.opens) + 1;
  const to = lines.findLastIndex((line) => line.kind === "code" && line.depth === depth && line.closes);
  if (!Object.hasOwn(CUSTOMARY_ORDER, path) || from === 0 || to < from) return chunk;
  const body = orderBody(lines.slice(from, to), path, depth + 1, text);
  return { keyword, lines: [...lines.slice(0, from), ...body, ...lines.slice(to)] };
}

/** The chunks in the customary order, or as they are where keepalived minds. */
function sort(chunks: readonly Chunk[], order: BlockOrder, text: string): readonly Chunk[] {
  const rank = new Map(order.keywords.map((keyword, index) => [keyword, index]));
  const sorted = [...chunks].sort((a, b) => (rank.get(a.keyword) ?? 0) - (rank.get(b.keyword) ?? 0));
  const bound = hasIpv6(chunks, order, text) ? [...order.bound, order.boundByFamily] : order.bound;
  const stays = bound.every((keywords) => isSameOrder(chunks, sorted, keywords)) && hasRestLast(chunks, order);
  return stays ? sorted : chunks;
}

/** Every setting stands in front of every block that takes over what was set before it. */
function hasRestLast(chunks: readonly Chunk[], { last }: BlockOrder): boolean {
  const first = chunks.findIndex(({ keyword }) => last.has(keyword));
  return first < 0 || chunks.slice(first).every(({ keyword }) => last.has(keyword));
}

/** Statements in their order, and what stands behind the last one. */
function cut(body: readonly Line[], depth: number, text: string): { chunks: Chunk[]; rest: Line[] } {
  const chunks: Chunk[] = [];
  let lines: Line[] = [];
  let keyword: string | undefined;
  for (const line of body) {
    const isOutside = line.kind === "code" && line.depth === depth;
    const goesOn = (isOutside && line.closes) || (line.kind === "comment" && (line.continues || line.depth > depth));
    const isInside = line.kind !== "blank" && line.kind !== "verbatim" && line.depth > depth;
    if (keyword !== undefined && !goesOn && !isInside && !(line.kind === "blank" && isOpen(lines, depth))) {
      chunks.push({ keyword, lines });
      lines = [];
      keyword = undefined;
    }
    lines.push(line);
    if (isOutside && !line.closes) keyword = keywordOf(line, text);
  }
  if (keyword !== undefined) return { chunks: [...chunks, { keyword, lines }], rest: [] };
  return { chunks, rest: lines };
}

/** The block of the statement is not closed yet. */
function isOpen(lines: readonly Line[], depth: number): boolean {
  const last = lines.findLast((line) => line.kind === "code" && line.depth === depth);
  return last?.kind === "code" && last.opens;
}

/** Complete, and read in one way: no condition, sequence, include or definition has a say in it. */
function isPlain(lines: readonly Line[], text: string): boolean {
  return lines.every((line) => {
    if (line.kind === "comment" || line.kind === "blank") return true;
    if (line.kind !== "code" || line.isFixed || line.hasCondition) return false;
    return !/[$\\]|^[~@]|^include/.test(lineText(line, text)) && (!line.startsBlock || line.opens);
  });
}

/** Listed, and with a block if and only if it is one that has a block. */
function isKnown({ keyword, lines }: Chunk, { keywords, blocks }: BlockOrder, depth: number): boolean {
  const opens = lines.some((line) => line.kind === "code" && line.depth === depth && line.opens);
  return keywords.includes(keyword) && opens === blocks.has(keyword);
}

/** No keyword lacks a value for want of which keepalived ends its reading. */
function hasValues({ keyword, lines }: Chunk, order: BlockOrder, depth: number, text: string): boolean {
  return lines.every((line) => {
    if (line.kind !== "code" || (line.depth > depth && !SETTING_BLOCKS.has(keyword))) return true;
    const own = lineText(line, text);
    return line.opens || line.closes || own.includes(" ") || order.flags.has(own);
  });
}

const hasIpv6 = (chunks: readonly Chunk[], order: BlockOrder, text: string): boolean =>
  chunks.some(
    ({ keyword, lines }) =>
      order.boundByFamily.includes(keyword) &&
      (keyword === "native_ipv6" || lines.some((line) => line.kind === "code" && lineText(line, text).includes(":"))),
  );

function isSameOrder(before: readonly Chunk[], after: readonly Chunk[], keywords: readonly string[]): boolean {
  const some = (chunks: readonly Chunk[]) => chunks.filter(({ keyword }) => keywords.includes(keyword));
  const sorted = some(after);
  return some(before).every((chunk, index) => chunk.keyword === sorted[index]?.keyword);
}

/** The first word of a line, or an empty string where it is no plain one. */
const keywordOf = (line: CodeLine, text: string): string => /^[\w-]+(?=[ {]|$)/.exec(lineText(line, text))?.[0] ?? "";

const lineText = ({ pieces }: CodeLine, text: string): string =>
  pieces.map(({ gap, start, end }) => gap + text.slice(start, end)).join("");
