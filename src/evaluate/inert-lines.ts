import type { Token } from "../../grammar/index.js";
import { MAX_INERT } from "./limits.js";
import type { ExpandedLine } from "./line.js";
import { isInert } from "./sources.js";

/** What a line came to when it was read. */
export interface InertLine {
  readonly tokens: readonly Token[];
  /** What is left of the line, and is read next: a sequence behind a brace. */
  readonly residue: ExpandedLine | undefined;
  /** Reading it again costs as much as if its words were made again. */
  readonly costsWords: boolean;
}

/** Lines that hold nothing to evaluate, each read once: a block is used many times, and a sequence repeats its rest. */
export class InertLines {
  readonly #known = new Map<ExpandedLine, InertLine>();

  get(line: ExpandedLine): InertLine | undefined {
    return this.#known.get(line);
  }

  keep(line: ExpandedLine, tokens: readonly Token[], residue: ExpandedLine | undefined): void {
    if (this.#known.size >= MAX_INERT || !isInert(line.text, 0)) return;
    this.#known.set(line, { tokens, residue, costsWords: residue !== undefined || line.within === undefined });
  }
}
