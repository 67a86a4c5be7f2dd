import type { Position, Span } from "./span.js";

/** Where a piece of a file's text is, and the steps by which the file was reached. */
export interface SourcePlace extends Span {
  readonly path: string;
  readonly via: readonly (Span & { readonly path: string; readonly message: string })[];
}

const NO_STEPS: SourcePlace["via"] = [];

/** A file's text with its name and line index. Tokens and words of the file point into it. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** What a file holds was written there. */
  locate(start: number, end: number): SourcePlace {
    return { path: this.path, start, end, via: NO_STEPS };
  }

  /** Offsets at which lines start; lines end with `\n`, as keepalived counts them. */
  get lineStarts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.text);
    return this.#lineStarts;
  }

  /** Line and column, both from 1, of an offset. */
  positionAt(offset: number): Position {
    const { lineStarts } = this;
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
  }

  /** Text of a line (from 1) without its line end. */
  lineText(line: number): string {
    const start = this.lineStarts[line - 1];
    if (start === undefined) return "";
    const next = this.lineStarts[line] ?? this.text.length + 1;
    let end = next - 1;
    while (end > start && this.text[end - 1] === "\r") end--;
    return this.text.slice(start, end);
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
