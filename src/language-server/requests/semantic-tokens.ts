import type { SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams } from "vscode-languageserver";
import { headAt, type Item, mentionsIn, type Token, tokens as types, type Word } from "../../../grammar/index.js";
import { type KeywordPlace, topLevelPlaces } from "../../syntax/schema-index.js";
import { type Chunk, madeOf } from "../chunks.js";
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

/** What the protocol has for a token: lines down, columns to the right, length, kind, nothing. */
const NUMBERS = 5;

function encode(session: Session, { source }: OpenDocument, from: number, to: number): number[] {
  const encoder = new Encoder();
  for (const { chunk, start, end, line } of session.chunks.of(source)) {
    if (end >= from && start <= to) encoder.add(tokensIn(session, chunk), line, from - start, to - start);
  }
  return encoder.data;
}

/** Each token is counted from the one before. */
class Encoder {
  readonly data: number[] = [];
  #line = 0;
  #character = 0;

  /** Adds tokens of a chunk that begins at a line, of those what is between two of its offsets. */
  add({ data, starts, ends }: ChunkTokens, line: number, from: number, to: number): void {
    let character = 0;
    let own = line;
    for (let index = 0; index < starts.length; index++) {
      const at = index * NUMBERS;
      const down = Number(data[at]);
      const right = Number(data[at + 1]);
      own += down;
      character = down === 0 ? character + right : right;
      if (Number(ends[index]) <= from || Number(starts[index]) >= to) continue;
      const across = own === this.#line ? character - this.#character : character;
      this.data.push(own - this.#line, across, Number(data[at + 2]), Number(data[at + 3]), 0);
      this.#line = own;
      this.#character = character;
    }
  }
}

/** The tokens of a chunk, as numbers: objects would take megabytes. */
interface ChunkTokens {
  /** As the protocol has them. The first one is counted from where the chunk begins, which is the start of a line. */
  readonly data: Uint32Array;
  /** Offsets into the chunk. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const tokensIn = (session: Session, chunk: Chunk): ChunkTokens =>
  madeOf(chunk, "tokens", () => {
    const { source } = chunk.tree;
    const all = colors(chunk);
    const data = new Uint32Array(all.length * NUMBERS);
    let last = { line: 0, character: 0 };
    for (const [index, { start, end, kind }] of all.entries()) {
      const place = session.convert.position(source, start);
      const length = session.convert.position(source, end).character - place.character;
      const right = place.line === last.line ? place.character - last.character : place.character;
      data.set([place.line - last.line, right, length, LEGEND.tokenTypes.indexOf(kind), 0], index * NUMBERS);
      last = place;
    }
    const starts = Uint32Array.from(all, ({ start }) => start);
    return { data, starts, ends: Uint32Array.from(all, ({ end }) => end) };
  });

function colors(chunk: Chunk): readonly Colored[] {
  const { comments, items, source } = chunk.tree;
  const found: Colored[] = comments.map(({ start, end }) => ({ start, end, kind: "comment" }));
  visit(items, topLevelPlaces(), undefined, found);
  return found
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => end > start && !/[\r\n]/.test(source.text.slice(start, end)));
}

const NOTHING: ReadonlyMap<string, KeywordPlace> = new Map();

function visit(
  items: readonly Item[],
  children: ReadonlyMap<string, KeywordPlace>,
  list: KeywordPlace | undefined,
  found: Colored[],
): void {
  for (const item of items) {
    for (const { start, end } of item.token.prefixes) found.push({ start, end, kind: "decorator" });
    if (item.kind === "definition") definition(item.token, found);
    else line(item, children, list, found);
  }
}

function line(
  item: Item,
  children: ReadonlyMap<string, KeywordPlace>,
  list: KeywordPlace | undefined,
  found: Colored[],
): void {
  const { token } = item;
  const [keyword, ...args] = token.tokenType === types.Open ? [] : token.words;
  const place = children.get(keyword?.value ?? "");
  if (keyword !== undefined) head(keyword, item.kind === "include" ? "macro" : headKind(place, list), found);
  for (const [at, word] of args.entries()) argument(word, place, list, at, found);
  if (item.kind !== "statement" || item.block === undefined) return;
  visit(item.block.items, place?.children ?? NOTHING, place?.kind === "list" ? place : undefined, found);
}

function definition({ source, start, end, words }: Token, found: Colored[]): void {
  const head = headAt(source.text, start, end);
  if (head !== undefined) found.push({ start: head.start, end: head.end - 1, kind: "variable" });
  for (const word of words) value(word, found);
}

function headKind(place: KeywordPlace | undefined, list: KeywordPlace | undefined): Kind | undefined {
  if (place === undefined) return list === undefined ? "type" : undefined;
  return place.kind === "option" ? "property" : "keyword";
}

function head(word: Word, kind: Kind | undefined, found: Colored[]): void {
  if (kind === undefined) value(word, found);
  else found.push({ start: word.start, end: word.end, kind });
}

function argument(
  word: Word,
  place: KeywordPlace | undefined,
  list: KeywordPlace | undefined,
  at: number,
  found: Colored[],
): void {
  const { type = "", enum: words = [] } = place?.keyword.args?.[at] ?? {};
  const option = list?.keyword.entry?.options?.[word.value];
  const { start, end } = word;
  if (type.startsWith("def:") || type.startsWith("ref:")) found.push({ start, end, kind: "class" });
  else if (option !== undefined) found.push({ start, end, kind: "property" });
  else if (words.includes(word.value)) found.push({ start, end, kind: "enumMember" });
  else value(word, found);
}

/** A word that only its look tells about. */
function value(word: Word, found: Colored[]): void {
  const { start, end, quoted } = word;
  const text = word.source.text.slice(start, end);
  if (text.includes("$")) {
    for (const one of mentionsIn(text))
      found.push({ start: start + one.start, end: start + one.end, kind: "variable" });
    return;
  }
  if (quoted) found.push({ start, end, kind: "string" });
  else if (/^[+-]?\d[\d.]*$/.test(text) || /^[\da-f]*[:.][\da-f:.]+(?:\/\d+)?$/i.test(text)) {
    found.push({ start, end, kind: "number" });
  }
}
