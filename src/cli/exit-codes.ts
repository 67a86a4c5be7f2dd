/** Nothing that fails. */
export const OK = 0;
/** Diagnostics that fail, or files that would change. */
export const FAILED = 1;
/** Wrong usage, settings or input. */
export const USAGE = 2;
/** An internal error of kalint. */
export const BUG = 3;

/** Wrong usage, settings or input, reported to the user in these lines. */
export class UsageError extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}
