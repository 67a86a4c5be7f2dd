import type { Comment, Token, Word } from "../../grammar/index.js";
import type { DefinitionLine, DefinitionRow, LinePiece } from "./line.js";
import type { DefinedNames } from "./names.js";
import { lineEnd, type SourceLine, type TokenFile } from "./source-lines.js";
import { addToken } from "./spaces.js";

const BACKSLASH = 92;

/**
 * Lays out a definition over several lines: each line keeps its text, since it is read where the definition is used,
 * and gets the indentation of the blocks in the value. Spaces before a line and around its backslash do not count
 * (parser.c:read_line); a line of spaces does, because an empty one would end the value.
 */
export function layOutDefinition(
  file: TokenFile,
  line: SourceLine,
  token: Token,
  depth: number,
  names: DefinedNames,
): DefinitionLine {
  const { text, lineStarts } = file.source;
  const rows: DefinitionRow[] = [];
  const levels = new Levels();
  let comment = line.firstComment;
  let word = 1;
  let start = line.start;
  for (let index = file.source.positionAt(token.start).line; start < token.end; index++) {
    const next = lineStarts[index] ?? text.length;
    while ((file.comments[comment]?.start ?? next) < start) comment++;
    const found = file.comments[comment];
    const own = found !== undefined && found.start < next ? found : undefined;
    const value = token.words[word];
    if (value !== undefined && (word === 1 || value.start < next)) {
      rows.push(textRow(token, value, word === 1 ? headPieces(token, names) : [], levels, own));
      word++;
    } else if (own !== undefined) rows.push({ kind: "comment", level: levels.current, comment: own });
    else rows.push({ kind: "blank", start, end: lineEnd(text, start, next) });
    start = next;
  }
  const tail = start < line.next ? { start, end: line.next } : undefined;
  return { kind: "definition", depth, rows, tail };
}

function textRow(
  { source }: Token,
  value: Word,
  head: readonly LinePiece[],
  levels: Levels,
  comment: Comment | undefined,
): DefinitionRow {
  const [start, end] = valueSpan(value);
  return {
    kind: "text",
    level: levels.next(source.text.slice(start, end), head.length > 0),
    pieces: end > start ? [...head, { gap: "", start, end }] : head,
    backslash: end < value.end ? value.end - 1 : undefined,
    comment,
  };
}

/** Conditions and `$NAME=`. */
function headPieces(token: Token, names: DefinedNames): LinePiece[] {
  const pieces: LinePiece[] = [];
  addToken(pieces, token, "", names);
  const [name] = token.words;
  const end = (name?.end ?? token.start) + 1;
  return pieces.filter((piece) => piece.start < end).map((piece) => ({ ...piece, end: Math.min(piece.end, end) }));
}

/** The text of a line of the value, without the backslash at its end unless another one stands before that. */
function valueSpan({ source: { text }, start, end }: Word): [number, number] {
  if (text.charCodeAt(end - 1) !== BACKSLASH || end === start) return [start, end];
  let at = end - 1;
  while (at > start && (text[at - 1] === " " || text[at - 1] === "\t")) at--;
  return text.charCodeAt(at - 1) === BACKSLASH && at > start ? [start, end] : [start, at];
}

/** Levels of the lines: those of their blocks, one more where the first line does not open one. */
class Levels {
  #base = 1;
  #depth = 0;

  get current(): number {
    return this.#base + this.#depth;
  }

  next(text: string, isFirst: boolean): number {
    const { leading, net } = countBraces(text);
    if (isFirst) {
      this.#base = net > 0 ? 0 : 1;
      this.#depth = Math.max(net, 0);
      return 0;
    }
    const level = this.#base + Math.max(this.#depth - leading, 0);
    this.#depth = Math.max(this.#depth + net, 0);
    return level;
  }
}

/** Closing braces at the start of a text, and how much deeper its end is. Quoted ones and `${…}` do not count. */
function countBraces(text: string): { leading: number; net: number } {
  let leading = 0;
  let net = 0;
  let isStart = true;
  for (const [mark] of text.matchAll(/"[^"]*"?|\$\{[^{}]*\}|[^\s]/g)) {
    if (mark === "{") net++;
    else if (mark === "}") net--;
    isStart &&= mark === "}";
    if (isStart) leading++;
  }
  return { leading, net };
}
