import type { Item, Token } from "../../grammar/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import type { SourceFile } from "../../src/text/source-file.js";

/**
 * For each line the other lines of the statements that touch it: pieces of a continued line, and the two ends of a
 * block, because keepalived reports what a block lacks where it ends. Settings of a block go with its end.
 */
export function statementLines(source: SourceFile): ReadonlyMap<number, readonly number[]> {
  const lines = new Map<number, number[]>();
  const join = (group: readonly number[]): void => {
    for (const line of group) lines.set(line, [...(lines.get(line) ?? []), ...group.filter((other) => other !== line)]);
  };
  const visit = (items: readonly Item[]): void => {
    for (const item of items) {
      const own = linesOf(item.token, source);
      if (item.kind !== "statement" || item.block === undefined) {
        join(own);
        continue;
      }
      const { open, close, items: inside } = item.block;
      const end = close === undefined ? [] : linesOf(close, source);
      join([...new Set([...own, ...linesOf(open, source), ...end])]);
      for (const child of inside) toEnd(lines, linesOf(child.token, source), end);
      visit(inside);
    }
  };
  visit(parseFile(source).items);
  return lines;
}

function toEnd(lines: Map<number, number[]>, from: readonly number[], end: readonly number[]): void {
  for (const line of from) lines.set(line, [...(lines.get(line) ?? []), ...end]);
}

function linesOf({ start, end }: Token, source: SourceFile): number[] {
  const first = source.positionAt(start).line;
  const last = source.positionAt(Math.max(start, end - 1)).line;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
