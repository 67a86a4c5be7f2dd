import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from "vscode-languageserver";
import type { Item, Statement } from "../../../grammar/index.js";
import type { SourceFile } from "../../text/source-file.js";
import { type Chunk, madeOf, type PlacedChunk } from "../chunks.js";
import type { Session } from "../session.js";

/** An entry of an outline, with offsets into its chunk. */
export interface Outline {
  readonly name: string;
  readonly detail: string;
  readonly isBlock: boolean;
  readonly start: number;
  readonly end: number;
  readonly word: { readonly start: number; readonly end: number };
  readonly children: readonly Outline[];
}

/** `textDocument/documentSymbol`. */
export async function documentSymbol(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): Promise<DocumentSymbol[] | SymbolInformation[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const cut = new Cut(session.options().maxSymbols);
  const all = session.chunks.of(source).flatMap((placed) => symbolsIn(session, source, placed, cut));
  const symbols = cut.left < 0 ? [...all, hint(session, source, -cut.left)] : all;
  if (session.client.hasNestedSymbols) return symbols;
  return symbols.flatMap((one) => flat(one, textDocument.uri, undefined));
}

/** The entries of a chunk. While it stays on its lines, they stay the same. */
function symbolsIn(
  session: Session,
  source: SourceFile,
  { chunk, start, line }: PlacedChunk,
  cut: Cut,
): readonly DocumentSymbol[] {
  const outline = outlineOf(chunk);
  const { made } = chunk;
  const known = made.get("symbols") as { readonly line: number; readonly symbols: DocumentSymbol[] } | undefined;
  const isWhole = cut.takeAll(madeOf(chunk, "entries", () => countIn(outline)));
  if (isWhole && known?.line === line) return known.symbols;
  const symbols = outline.flatMap((one) => toSymbol(session, source, start, one, isWhole ? undefined : cut) ?? []);
  if (isWhole) made.set("symbols", { line, symbols });
  return symbols;
}

const countIn = (outline: readonly Outline[]): number =>
  outline.reduce((count, { children }) => count + 1 + countIn(children), 0);

/** How many entries are left, below zero those that were left out. */
class Cut {
  left: number;

  constructor(most: number) {
    this.left = most;
  }

  /** Takes them all, or none where they are too many. */
  takeAll(count: number): boolean {
    if (count > this.left) return false;
    this.left -= count;
    return true;
  }

  take(): boolean {
    this.left--;
    return this.left >= 0;
  }
}

/** The outline of a chunk, made once. */
export const outlineOf = (chunk: Chunk): readonly Outline[] =>
  madeOf(chunk, "outline", () => chunk.tree.items.flatMap(entryOf));

function entryOf(item: Item): readonly Outline[] {
  if (item.kind !== "statement") return [];
  const { keyword, block, token, words } = item;
  if (keyword === undefined) return block?.items.flatMap(entryOf) ?? [];
  const rest = words.slice(1).map(({ value }) => value);
  const isBlock = block !== undefined;
  return [
    {
      name: keyword.value,
      detail: rest.join(" "),
      isBlock,
      start: token.start,
      end: endOf(item),
      word: { start: (words[1] ?? keyword).start, end: (words[1] ?? keyword).end },
      children: isBlock ? block.items.flatMap(entryOf) : [],
    },
  ];
}

const endOf = ({ token, block }: Statement): number => {
  if (block === undefined) return token.end;
  const last = block.close?.end ?? block.items.at(-1)?.token.end;
  return Math.max(token.end, block.open.end, last ?? 0);
};

const PROPERTY = 7;
const BLOCKS: Readonly<Record<string, 2 | 3 | 5 | 12 | 11>> = {
  vrrp_instance: 5,
  vrrp_script: 12,
  vrrp_sync_group: 3,
  virtual_server: 5,
  real_server: 11,
};

function toSymbol(
  session: Session,
  source: SourceFile,
  base: number,
  { name, detail, isBlock, start, end, word, children }: Outline,
  cut: Cut | undefined,
): DocumentSymbol | undefined {
  const isKept = cut === undefined || cut.take();
  const inner = children.flatMap((child) => toSymbol(session, source, base, child, cut) ?? []);
  if (!isKept) return undefined;
  const { range } = session.convert;
  return {
    name: isBlock && detail !== "" ? `${name} ${detail}` : name,
    ...(!isBlock && detail !== "" && { detail }),
    kind: isBlock ? (BLOCKS[name] ?? 2) : PROPERTY,
    range: range(source, { start: base + start, end: base + end }),
    selectionRange: range(source, { start: base + word.start, end: base + word.end }),
    ...(inner.length > 0 && { children: inner }),
  };
}

/** Says that the outline is not all. */
function hint(session: Session, source: SourceFile, count: number): DocumentSymbol {
  const end = session.convert.range(source, { start: source.text.length, end: source.text.length });
  const name = `… ${count} more (setting maxSymbols)`;
  return { name, kind: 15, range: end, selectionRange: end };
}

function flat(
  { name, kind, range, children = [] }: DocumentSymbol,
  uri: string,
  container?: string,
): SymbolInformation[] {
  const own = { name, kind, location: { uri, range }, ...(container !== undefined && { containerName: container }) };
  return [own, ...children.flatMap((child) => flat(child, uri, name))];
}
