/**
 * Work that one reading may cost: each line and replacement 1, each token 2, each new word 1; the rest of a line and the
 * turn of a sequence by their length, because sequences in sequences have turns without end and give nothing.
 */
export const MAX_COST = 10_000_000;

export const restCost = (rest: string): number => rest.length >> 1;
export const turnCost = (rest: string): number => 8 + rest.length;

/**
 * Lines of a value that another value uses are made anew at each use. They cost more than lines that were made once, and
 * values that double are what grows without end.
 */
export const nestedCost = (lines: number): number => 20 * lines;

export const MAX_TOKENS = 2_000_000;

/** Tokens that are kept of a configuration that is cut off: to judge millions of lines which nobody meant takes minutes. */
export const KEPT_TOKENS = 50_000;

/** What an included file costs besides its lines. */
export const FILE_COST = 100;

/** Lines of values and sequences that are kept as they were read, for their next use. */
export const MAX_INERT = 5000;
