import type { FormatOptions } from "./options.js";
import type { FormatEdits } from "./result.js";

/** Pieces that are kept before those that were not asked for since go. */
const MOST = 20_000;

/** What became of the pieces of texts that are formatted again after each edit. */
export class FormatMemory {
  #options = "";
  #current = new Map<string, FormatEdits>();
  #last = new Map<string, FormatEdits>();

  /** Formats pieces, each once. */
  formatter(options: FormatOptions, format: (piece: string) => FormatEdits): (piece: string) => FormatEdits {
    const own = JSON.stringify(options);
    if (own !== this.#options) {
      this.#current = new Map();
      this.#last = new Map();
      this.#options = own;
    } else if (this.#current.size > MOST) {
      this.#last = this.#current;
      this.#current = new Map();
    }
    return (piece) => {
      const known = this.#current.get(piece) ?? this.#last.get(piece) ?? format(piece);
      this.#current.set(piece, known);
      return known;
    };
  }
}
