import type { Block, Item, Statement, Word } from "../../grammar/index.js";
import { tokens } from "../../grammar/index.js";
import { type KeywordPlace, topLevelPlaces } from "../syntax/schema-index.js";
import { parseFile } from "../syntax/tree.js";
import { SourceFile } from "../text/source-file.js";
import type { ChunkStore } from "./chunks.js";

/** What comes before a place in a text. */
export interface Context {
  /** The block that is open there; undefined: top level. */
  readonly block: KeywordPlace | undefined;
  /** The words of the statement before the one that is typed. */
  readonly words: readonly string[];
  /** The part of the word that is before the place. */
  readonly typed: string;
  /** Where that word starts, as an offset of the whole text. */
  readonly start: number;
  /** The comment up to the place, where it lies in one. */
  readonly comment: string | undefined;
  /** In quotes that are not closed. */
  readonly isQuoted: boolean;
}

/** Reads what comes before an offset. Blocks need not be closed. */
export function contextAt(chunks: ChunkStore, source: SourceFile, offset: number): Context {
  const { start } = chunks.at(source, offset);
  const text = source.text.slice(start, offset);
  const tree = parseFile(new SourceFile("", text));
  const comment = tree.comments.at(-1);
  const isComment = comment !== undefined && comment.end === text.length && !text.endsWith("\n");
  const last = tree.tokens.at(-1);
  const isOpen = last !== undefined && last.tokenType === tokens.Words && !/[\r\n]/.test(text.slice(last.end));
  const words = isOpen ? last.words : [];
  const word = words.at(-1);
  const typed = word !== undefined && word.end === text.length ? word : undefined;
  const rest = typed === undefined ? (/[^\s{}]*$/.exec(text)?.[0] ?? "") : typed.text;
  return {
    block: placeOf(openBlocks(tree.items)),
    words: (typed === undefined ? words : words.slice(0, -1)).map(({ value }) => value),
    typed: rest,
    start: offset - rest.length,
    comment: isComment ? text.slice(comment.start) : undefined,
    isQuoted: last?.lost !== undefined && !/[\r\n]/.test(text.slice(last.end)),
  };
}

/** Statements whose blocks are open at the end, the outermost first. */
export function openBlocks(items: readonly Item[]): readonly Statement[] {
  const open: Statement[] = [];
  for (let at: readonly Item[] = items; ; ) {
    const last = at.at(-1);
    if (last?.kind !== "statement" || last.block === undefined || last.block.close !== undefined) return open;
    open.push(last);
    at = last.block.items;
  }
}

/** Where a block is open that cannot hold what follows it, a brace is missing there, and what follows lies beside it. */
function placeOf(open: readonly Statement[]): KeywordPlace | undefined {
  let place: KeywordPlace | undefined;
  for (const { keyword } of open) {
    const name = keyword?.value ?? "";
    let above = place;
    while (above !== undefined && !above.children.has(name)) above = above.parent;
    place = (above?.children ?? topLevelPlaces()).get(name) ?? place;
  }
  return place;
}

/** A statement with the blocks around it. */
export interface FoundContext {
  readonly statement: Statement;
  readonly place: KeywordPlace | undefined;
  /** Statements of the blocks around it, the outermost first. */
  readonly around: readonly Statement[];
}

/** The statement at an offset of a tree, by its own words. */
export function statementAt(items: readonly Item[], offset: number): FoundContext | undefined {
  const around: Statement[] = [];
  let place: KeywordPlace | undefined;
  let children: ReadonlyMap<string, KeywordPlace> = topLevelPlaces();
  for (let at: readonly Item[] = items; ; ) {
    const found = lastBefore(at, offset);
    if (found === undefined) return undefined;
    const own = children.get(found.keyword?.value ?? "");
    if (offset <= found.token.end || found.block === undefined || !isInside(found.block, offset)) {
      return offset <= found.token.end ? { statement: found, place: own ?? listOf(place), around } : undefined;
    }
    around.push(found);
    place = own;
    children = own?.children ?? new Map();
    at = found.block.items;
  }
}

const listOf = (place: KeywordPlace | undefined): KeywordPlace | undefined =>
  place?.kind === "list" ? place : undefined;

function lastBefore(items: readonly Item[], offset: number): Statement | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.token.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = items[low - 1];
  return found?.kind === "statement" ? found : undefined;
}

const isInside = ({ close }: Block, offset: number): boolean => close === undefined || offset <= close.start;

/** The word of a statement at an offset, or that ends there. */
export const wordAt = ({ words }: Statement, offset: number): Word | undefined =>
  words.find(({ start, end }) => start <= offset && offset <= end);
