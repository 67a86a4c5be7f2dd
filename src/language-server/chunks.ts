import type { TypedFile } from "../syntax/build-ast.js";
import { buildAst } from "../syntax/build-ast.js";
import { topLevelPlaces } from "../syntax/schema-index.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { SourceFile } from "../text/source-file.js";

/**
 * A block at top level with what follows it, or what comes before the first one. It is read as a text of its own, so that
 * after a keystroke all but one are as they were, wherever they have moved to.
 */
export interface Chunk {
  readonly text: string;
  readonly tree: SyntaxFile;
  readonly typed: TypedFile;
  /** What requests have made of it, by their own keys. */
  readonly made: Map<string, unknown>;
}

/** A chunk at its place. */
export interface PlacedChunk {
  readonly start: number;
  readonly end: number;
  readonly chunk: Chunk;
}

class LazyChunk implements Chunk {
  readonly text: string;
  readonly made = new Map<string, unknown>();
  #tree: SyntaxFile | undefined;
  #typed: TypedFile | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get tree(): SyntaxFile {
    this.#tree ??= parseFile(new SourceFile("", this.text));
    return this.#tree;
  }

  get typed(): TypedFile {
    this.#typed ??= buildAst(this.tree.items);
    return this.#typed;
  }
}

/** Divides texts into chunks, and keeps those of the texts that were divided last. */
export class ChunkStore {
  readonly #divided = new WeakMap<SourceFile, readonly PlacedChunk[]>();
  #current = new Map<string, Chunk>();
  #last = new Map<string, Chunk>();

  of(source: SourceFile): readonly PlacedChunk[] {
    const known = this.#divided.get(source);
    if (known !== undefined) return known;
    // Of texts that nobody asks for any more the chunks go with the one after.
    if (this.#current.size > MOST) {
      this.#last = this.#current;
      this.#current = new Map();
    }
    const placed = divide(source.text).map(([start, end]) => ({
      start,
      end,
      chunk: this.#chunk(source.text.slice(start, end)),
    }));
    this.#divided.set(source, placed);
    return placed;
  }

  /** The chunk in which an offset lies, or at the end of which. */
  at(source: SourceFile, offset: number): PlacedChunk {
    const all = this.of(source);
    const found = all.findLast(({ start }) => start <= offset) ?? all[0];
    if (found === undefined) throw new Error("a text without a chunk");
    return found;
  }

  #chunk(text: string): Chunk {
    const known = this.#current.get(text) ?? this.#last.get(text) ?? new LazyChunk(text);
    this.#current.set(text, known);
    return known;
  }
}

/** Chunks that are kept before those that were not asked for since go. */
const MOST = 20_000;

let heads: RegExp | undefined;

/** A word at the left margin that begins a block at top level, whatever is open above it. */
function headPattern(): RegExp {
  const names = [...topLevelPlaces().values()].filter(({ kind }) => kind !== "option").map(({ name }) => name);
  heads ??= new RegExp(`^(?:${names.join("|")})(?=[ \\t{\\r\\n]|$)`, "gm");
  return heads;
}

function divide(text: string): (readonly [number, number])[] {
  const starts = [0];
  for (const { index } of text.matchAll(headPattern())) {
    // After a backslash the line goes on.
    if (index > 0 && !/\\\r?\n?$/.test(text.slice(Math.max(0, index - 3), index))) starts.push(index);
  }
  return starts.map((start, at) => [start, starts[at + 1] ?? text.length] as const);
}
