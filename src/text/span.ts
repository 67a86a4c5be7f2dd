/** Half-open range of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a file, named as the caller named it. */
export interface Location extends Span {
  readonly file: string;
}

/** Line and column from 1; the column counts UTF-16 units. For people and reports, never for computing. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
