import type { Prefix, Token } from "../../grammar/index.js";

/** The first condition of a token: it decides about the rest of the physical line. */
export const conditionOf = (token: Token): Prefix | undefined =>
  token.prefixes.find((prefix) => prefix.kind === "condition");

/**
 * Depth of blocks while a file is read in order. Lines under `@id` open and close blocks for that config-id alone, so
 * each id that does so has a depth of its own; `reference` is the id whose view the unconditional lines are shown in.
 */
export class Depths {
  readonly #reference: string | undefined;
  readonly #offsets = new Map<string, number>();
  #common = 0;

  /** `reference` undefined: an id that the file does not name. */
  constructor(reference: string | undefined) {
    this.#reference = reference;
  }

  /** Depth in front of a token under this condition. */
  at(condition: Prefix | undefined): number {
    if (condition === undefined) return this.#of(this.#reference);
    if (!condition.negated) return this.#of(condition.id);
    return this.#of(this.#reference === condition.id ? undefined : this.#reference);
  }

  step(by: number, condition: Prefix | undefined): void {
    if (condition === undefined) this.#common += by;
    else if (!condition.negated) this.#add(condition.id, by);
    else {
      this.#common += by;
      this.#add(condition.id, -by);
    }
  }

  #of(id: string | undefined): number {
    return this.#common + (id === undefined ? 0 : (this.#offsets.get(id) ?? 0));
  }

  #add(id: string, by: number): void {
    this.#offsets.set(id, (this.#offsets.get(id) ?? 0) + by);
  }
}
