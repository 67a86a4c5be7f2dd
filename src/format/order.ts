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
 * known to mean the same wherever it stands in the block; the others stay as they are.
 */
export function orderLines(lines: readonly Line[], text: string): Line[] {
  const result: Line[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    const order = line.kind === "code" && line.depth === 0 && line.opens ? orderOf(line, text) : undefined;
    const end = order === undefined ? -1 : blockEnd(lines, at);
    result.push(line);
    at++;
    if (order === undefined || end < 0) continue;
    for (const ordered of orderBody(lines.slice(at, end), order, text)) result.push(ordered);
    at = end;
  }
  return result;
}

function orderOf(line: CodeLine, text: string): BlockOrder | undefined {
  const keyword = line.startsBlock ? keywordOf(line, text) : "";
  return Object.hasOwn(CUSTOMARY_ORDER, keyword) ? CUSTOMARY_ORDER[keyword] : undefined;
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

function orderBody(body: readonly Line[], order: BlockOrder, text: string): readonly Line[] {
  const { chunks, rest } = cut(body, text);
  if (chunks.some(({ lines, keyword }) => !isMovable(keyword, lines, order, text))) return body;
  const rank = new Map(order.keywords.map((keyword, index) => [keyword, index]));
  const sorted = [...chunks].sort((a, b) => (rank.get(a.keyword) ?? 0) - (rank.get(b.keyword) ?? 0));
  const bound = hasIpv6(chunks, order, text) ? [...order.bound, order.boundByFamily] : order.bound;
  if (bound.some((keywords) => !isSameOrder(chunks, sorted, keywords))) return body;
  return [...sorted.flatMap(({ lines }) => lines), ...rest];
}

/** Statements in their order, and what stands behind the last one. */
function cut(body: readonly Line[], text: string): { chunks: Chunk[]; rest: Line[] } {
  const chunks: Chunk[] = [];
  let lines: Line[] = [];
  let keyword: string | undefined;
  for (const line of body) {
    const isOutside = line.kind === "code" && line.depth === 1;
    const goesOn = (isOutside && line.closes) || (line.kind === "comment" && (line.continues || line.depth > 1));
    const isInside = line.kind !== "blank" && line.kind !== "verbatim" && line.depth > 1;
    if (keyword !== undefined && !goesOn && !isInside && !(line.kind === "blank" && isOpen(lines))) {
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
function isOpen(lines: readonly Line[]): boolean {
  const last = lines.findLast((line) => line.kind === "code" && line.depth === 1);
  return last?.kind === "code" && last.opens;
}

/** Known, complete, and read in one way: no condition, sequence, include or definition has a say in it. */
function isMovable(keyword: string, lines: readonly Line[], order: BlockOrder, text: string): boolean {
  if (!order.keywords.includes(keyword)) return false;
  return lines.every((line) => {
    if (line.kind === "comment" || line.kind === "blank") return true;
    if (line.kind !== "code" || line.isFixed || line.hasCondition) return false;
    const own = lineText(line, text);
    if (/[$\\]|^[~@]|^include/.test(own) || (line.startsBlock && !line.opens)) return false;
    if (line.depth > 1 && !SETTING_BLOCKS.has(keyword)) return true;
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
const keywordOf = (line: CodeLine, text: string): string => /^\w+(?=[ {]|$)/.exec(lineText(line, text))?.[0] ?? "";

const lineText = ({ pieces }: CodeLine, text: string): string =>
  pieces.map(({ gap, start, end }) => gap + text.slice(start, end)).join("");
