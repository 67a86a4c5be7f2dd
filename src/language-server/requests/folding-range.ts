import type { FoldingRange, FoldingRangeParams } from "vscode-languageserver";
import type { Item } from "../../../grammar/index.js";
import { type Chunk, madeOf } from "../chunks.js";
import type { Session } from "../session.js";

interface Fold {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** `textDocument/foldingRange`: blocks, and comments over several lines. */
export async function foldingRange(session: Session, { textDocument }: FoldingRangeParams): Promise<FoldingRange[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const lineOf = (offset: number) => session.convert.position(source, offset).line;
  return session.chunks.of(source).flatMap(({ chunk, start }) =>
    foldsOf(chunk).flatMap((fold) => {
      const startLine = lineOf(start + fold.start);
      // The line of the closing brace stays.
      const endLine = lineOf(start + fold.end) - (fold.isComment ? 0 : 1);
      if (endLine <= startLine) return [];
      return [{ startLine, endLine, ...(fold.isComment && { kind: "comment" }) }];
    }),
  );
}

const foldsOf = (chunk: Chunk): readonly Fold[] =>
  madeOf(chunk, "folds", () => [...blocks(chunk.tree.items, chunk.text.length), ...comments(chunk)]);

const blocks = (items: readonly Item[], end: number): Fold[] =>
  items.flatMap((item) => {
    if (item.kind !== "statement" || item.block === undefined) return [];
    const { open, close, items: inner } = item.block;
    return [{ start: open.start, end: close?.start ?? end, isComment: false }, ...blocks(inner, close?.start ?? end)];
  });

/** Comments that are alone on their lines, one below the other. */
function comments({ text, tree }: Chunk): Fold[] {
  const folds: Fold[] = [];
  let last: { start: number; end: number } | undefined;
  const add = () => {
    if (last !== undefined && text.slice(last.start, last.end).includes("\n")) folds.push({ ...last, isComment: true });
  };
  for (const { start, end } of tree.comments) {
    const isAlone = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 200), start));
    const follows = last !== undefined && /^\r?\n[ \t]*$/.test(text.slice(last.end, start));
    if (isAlone && follows && last !== undefined) last = { start: last.start, end };
    else {
      add();
      last = isAlone ? { start, end } : undefined;
    }
  }
  add();
  return folds;
}
