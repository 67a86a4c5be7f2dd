import { placesNamed, topLevelPlaces } from "../syntax/schema-index.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { SourceFile } from "../text/source-file.js";

/**
 * A block at top level with what follows it, or what comes before the first one. It is read as a text of its own, so that
 * after a keystroke all but one are as they were, wherever they have moved to.
 */
export interface Chunk {
  readonly text: string;
  /** Line ends in it, a lone carriage return among them. */
  readonly lines: number;
  /** Read when it is asked for; for most chunks what was made of it is all that is needed. */
  readonly tree: SyntaxFile;
  /** What requests have made of it, by their own keys. */
  readonly made: Map<string, unknown>;
}

/** A chunk at its place. */
export interface PlacedChunk {
  readonly start: number;
  readonly end: number;
  /** Line at whose start it begins, from 0, as the protocol counts lines. */
  readonly line: number;
  readonly chunk: Chunk;
}

/** Trees that are kept: requests about one place ask for the same few. */
const TREES = 16;

/** Divides texts into chunks, and keeps those of the texts that were divided last. */
export class ChunkStore {
  readonly #trees = new Map<Chunk, SyntaxFile>();
  readonly #divided = new WeakMap<SourceFile, readonly PlacedChunk[]>();
  #current = new Map<string, Chunk>();
  #last = new Map<string, Chunk>();
  /** How many chunks each text has that was divided since those before were put aside. */
  readonly #counts = new Map<string, number>();

  of(source: SourceFile): readonly PlacedChunk[] {
    const known = this.#divided.get(source);
    if (known !== undefined) return known;
    let line = 0;
    const placed = divide(source.text).map(([start, end]) => {
      const chunk = this.#chunk(source.text.slice(start, end));
      const own = line;
      line += chunk.lines;
      return { start, end, line: own, chunk };
    });
    this.#divided.set(source, placed);
    this.#counts.set(source.path, placed.length);
    this.#forget();
    return placed;
  }

  /** Each keystroke leaves a chunk that nobody asks for again; it goes with the second time that there are many. */
  #forget(): void {
    const used = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    if (this.#current.size <= 2 * used + SPARE) return;
    this.#last = this.#current;
    this.#current = new Map();
    this.#counts.clear();
  }

  /** The chunk in which an offset lies, or at the end of which. */
  at(source: SourceFile, offset: number): PlacedChunk {
    const all = this.of(source);
    const found = all.findLast(({ start }) => start <= offset) ?? all[0];
    if (found === undefined) throw new Error("a text without a chunk");
    return found;
  }

  #chunk(text: string): Chunk {
    const known = this.#current.get(text) ?? this.#last.get(text) ?? this.#make(text);
    this.#current.set(text, known);
    return known;
  }

  #make(text: string): Chunk {
    const treeOf = (chunk: Chunk) => this.#treeOf(chunk);
    return {
      text,
      lines: text.match(/\r\n|\n|\r/g)?.length ?? 0,
      made: new Map(),
      get tree() {
        return treeOf(this);
      },
    };
  }

  #treeOf(chunk: Chunk): SyntaxFile {
    const tree = this.#trees.get(chunk) ?? parseFile(new SourceFile("", chunk.text));
    this.#trees.delete(chunk);
    this.#trees.set(chunk, tree);
    const [oldest] = this.#trees.keys();
    if (this.#trees.size > TREES && oldest !== undefined) this.#trees.delete(oldest);
    return tree;
  }
}

/** What `make` makes of a chunk, once. */
export function madeOf<T>({ made }: Chunk, key: string, make: () => T): T {
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}

/** Chunks of older versions that are kept beside those in use. */
const SPARE = 200;

let heads: RegExp | undefined;

/** The end of a line before a word at the left margin that begins a block at top level, whatever is open above it. */
function headPattern(): RegExp {
  heads ??= makeHeadPattern();
  return heads;
}

/** `track_file` also begins a list in an instance; there no name follows it. */
function makeHeadPattern(): RegExp {
  const blocks = [...topLevelPlaces().values()].filter(({ kind }) => kind !== "option");
  const words = blocks.map(({ name }) => {
    const isElsewhere = placesNamed(name).some(({ parent, kind }) => parent !== undefined && kind !== "option");
    return `${name}(?:${isElsewhere ? "[ \\t]+[^ \\t{\\r\\n]" : "[ \\t{\\r\\n]|$"})`;
  });
  return new RegExp(`[\\r\\n](?=${words.join("|")})`, "g");
}

function divide(text: string): (readonly [number, number])[] {
  const starts = [0];
  for (const { index } of text.matchAll(headPattern())) {
    // After a backslash the line goes on.
    if (!/\\\r?$/.test(text.slice(Math.max(0, index - 2), index))) starts.push(index + 1);
  }
  return starts.map((start, at) => [start, starts[at + 1] ?? text.length] as const);
}
