import type { SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams } from "vscode-languageserver";
import { type Item, type Token, tokens as types, type Word } from "../../../grammar/index.js";
import { type Place, topLevelPlaces } from "../../syntax/schema-index.js";
import type { Chunk } from "../chunks.js";
import type { OpenDocument } from "../documents.js";
import { LEGEND } from "../legend.js";
import type { Session } from "../session.js";

type Kind = (typeof LEGEND.tokenTypes)[number];

/** A stretch of one line, with offsets into its chunk. */
interface Colored {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** `textDocument/semanticTokens/full`. */
export async function semanticTokens(
  session: Session,
  { textDocument }: SemanticTokensParams,
): Promise<SemanticTokens> {
  const document = session.documents.get(textDocument.uri);
  return { data: document === undefined ? [] : encode(session, document, 0, document.source.text.length) };
}

/** `textDocument/semanticTokens/range`. */
export async function semanticTokensRange(
  session: Session,
  { textDocument, range }: SemanticTokensRangeParams,
): Promise<SemanticTokens> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return { data: [] };
  const { start, end } = session.convert.span(document.source, range);
  return { data: encode(session, document, start, end) };
}

/** Five numbers a token: lines down, columns to the right, length, kind, nothing. */
function encode(session: Session, { source }: OpenDocument, from: number, to: number): number[] {
  const data: number[] = [];
  let line = 0;
  let column = 0;
  for (const { chunk, start, end } of session.chunks.of(source)) {
    if (end < from || start > to) continue;
    const base = session.convert.position(source, start).line;
    for (const { start: at, end: stop, line: down, character, length, kind } of placedIn(session, chunk)) {
      if (start + stop <= from || start + at >= to) continue;
      const own = base + down;
      data.push(own - line, own === line ? character - column : character, length, kind, 0);
      line = own;
      column = character;
    }
  }
  return data;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly kind: number;
}

/** Tokens by lines of the chunk, which begins at the start of a line wherever it is. */
function placedIn(session: Session, chunk: Chunk): readonly Placed[] {
  const known = chunk.made.get("tokens");
  if (known !== undefined) return known as readonly Placed[];
  const { source } = chunk.tree;
  const made = colors(chunk).map(({ start, end, kind }): Placed => {
    const { line, character } = session.convert.position(source, start);
    const length = session.convert.position(source, end).character - character;
    return { start, end, line, character, length, kind: LEGEND.tokenTypes.indexOf(kind) };
  });
  chunk.made.set("tokens", made);
  return made;
}

function colors(chunk: Chunk): readonly Colored[] {
  const { comments, items, source } = chunk.tree;
  const found: Colored[] = comments.map(({ start, end }) => ({ start, end, kind: "comment" }));
  visit(items, topLevelPlaces(), undefined, found);
  return found
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => end > start && !/[\r\n]/.test(source.text.slice(start, end)));
}

const NOTHING: ReadonlyMap<string, Place> = new Map();

function visit(
  items: readonly Item[],
  children: ReadonlyMap<string, Place>,
  list: Place | undefined,
  found: Colored[],
): void {
  for (const item of items) {
    for (const { start, end } of item.token.prefixes) found.push({ start, end, kind: "decorator" });
    if (item.kind === "definition") definition(item.token, found);
    else line(item, children, list, found);
  }
}

function line(item: Item, children: ReadonlyMap<string, Place>, list: Place | undefined, found: Colored[]): void {
  const { token } = item;
  const [keyword, ...args] = token.tokenType === types.Open ? [] : token.words;
  const place = children.get(keyword?.value ?? "");
  if (keyword !== undefined) head(keyword, item.kind === "include" ? "macro" : headKind(place, list), found);
  for (const [at, word] of args.entries()) argument(word, place, list, at, found);
  if (item.kind !== "statement" || item.block === undefined) return;
  visit(item.block.items, place?.children ?? NOTHING, place?.kind === "list" ? place : undefined, found);
}

function definition({ source, start, end, words }: Token, found: Colored[]): void {
  const name = /\$[A-Za-z_]\w*/.exec(source.text.slice(start, end));
  if (name !== null) {
    found.push({ start: start + name.index, end: start + name.index + name[0].length, kind: "variable" });
  }
  for (const word of words) value(word, found);
}

function headKind(place: Place | undefined, list: Place | undefined): Kind | undefined {
  if (place === undefined) return list === undefined ? "type" : undefined;
  return place.kind === "option" ? "property" : "keyword";
}

function head(word: Word, kind: Kind | undefined, found: Colored[]): void {
  if (kind === undefined) value(word, found);
  else found.push({ start: word.start, end: word.end, kind });
}

function argument(word: Word, place: Place | undefined, list: Place | undefined, at: number, found: Colored[]): void {
  const { type = "", enum: words = [] } = place?.keyword.args?.[at] ?? {};
  const option = list?.keyword.entry?.options?.[word.value];
  const { start, end } = word;
  if (type.startsWith("def:") || type.startsWith("ref:")) found.push({ start, end, kind: "class" });
  else if (option !== undefined) found.push({ start, end, kind: "property" });
  else if (words.includes(word.value)) found.push({ start, end, kind: "enumMember" });
  else value(word, found);
}

const REFERENCE = /\$(?:\{[A-Za-z_][^}]*\}|[A-Za-z_]\w*)/g;

/** A word that only its look tells about. */
function value(word: Word, found: Colored[]): void {
  const { start, end, quoted } = word;
  const text = word.source.text.slice(start, end);
  if (text.includes("$")) {
    for (const { index, 0: name } of text.matchAll(REFERENCE)) {
      found.push({ start: start + index, end: start + index + name.length, kind: "variable" });
    }
    return;
  }
  if (quoted) found.push({ start, end, kind: "string" });
  else if (/^[+-]?\d[\d.]*$/.test(text) || /^[\da-f]*[:.][\da-f:.]+(?:\/\d+)?$/i.test(text)) {
    found.push({ start, end, kind: "number" });
  }
}
