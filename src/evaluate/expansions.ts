import type { ExpandedLine } from "./line.js";
import type { Sequence } from "./sequence.js";

interface Cursor {
  readonly lines: readonly ExpandedLine[];
  index: number;
}

/** Values over several lines and sequences that are under way (parser.c:multiline_stack, seq_list). */
export class Expansions {
  #lines: Cursor | undefined;
  /** Sequences that were under way when the current value began: they wait for its end. */
  #depth = 0;
  readonly #outer: { readonly lines: Cursor; readonly depth: number }[] = [];
  readonly #sequences: Sequence[] = [];

  startSequence(sequence: Sequence): void {
    this.#sequences.push(sequence);
  }

  /** The first line goes into the line of the use; the further ones come next. */
  startLines(lines: readonly ExpandedLine[]): void {
    if (this.#lines !== undefined) this.#outer.push({ lines: this.#lines, depth: this.#depth });
    this.#lines = { lines, index: 1 };
    this.#depth = this.#sequences.length;
  }

  /** The next turn of the innermost sequence, when its time has come. */
  nextTurn(): { sequence: Sequence; values: readonly string[] } | undefined {
    const sequence = this.#sequences.at(-1);
    if (sequence === undefined || this.#sequences.length <= this.#depth) return undefined;
    const values = sequence.next();
    if (!sequence.hasMore()) this.#sequences.pop();
    return values === undefined ? undefined : { sequence, values };
  }

  /** The next line of the innermost value. */
  nextLine(): ExpandedLine | undefined {
    const cursor = this.#lines;
    if (cursor === undefined) return undefined;
    const line = cursor.lines[cursor.index++];
    if (cursor.index >= cursor.lines.length) this.#endLines();
    return line ?? cursor.lines[0]?.slice(0, 0);
  }

  #endLines(): void {
    const outer = this.#outer.pop();
    this.#lines = outer?.lines;
    this.#depth = outer?.depth ?? 0;
  }
}
