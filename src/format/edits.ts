import type { TextEdit } from "../text/edit.js";
import type { Sink } from "./render.js";

/** Collects formatted text as edits of the original. */
export class EditSink implements Sink {
  readonly #text: string;
  readonly #edits: TextEdit[] = [];
  /** New text in front of the next piece. */
  #pending = "";
  /** How far the original has been used. */
  #cursor = 0;
  /** Where the last edit began, and what it puts there. */
  #last: TextEdit | undefined;
  constructor(text: string) {
    this.#text = text;
  }

  add(text: string): void {
    this.#pending += text;
  }

  copy(start: number, end: number): void {
    if (start < this.#cursor) return this.#move(start, end);
    this.#replace(start);
    this.#cursor = end;
  }

  finish(): TextEdit[] {
    this.#replace(this.#text.length);
    this.#close();
    return this.#edits;
  }

  /** A piece that stood before the last one: both edits become one, so that nobody applies half of it. */
  #move(start: number, end: number): void {
    const from = this.#last?.end ?? this.#cursor;
    const between = this.#text.slice(from, this.#cursor);
    this.#last = {
      start: this.#last?.start ?? this.#cursor,
      end: this.#cursor,
      text: (this.#last?.text ?? "") + between + this.#pending + this.#text.slice(start, end),
    };
    this.#pending = "";
  }

  #replace(end: number): void {
    const start = this.#cursor;
    const text = this.#pending;
    this.#pending = "";
    if (this.#last !== undefined && this.#last.end === start) {
      // Only behind a moved piece: its edit goes on.
      this.#last = { start: this.#last.start, end, text: this.#last.text + text };
      return;
    }
    if (text.length === end - start && this.#text.startsWith(text, start)) return;
    this.#close();
    this.#last = { start, end, text };
  }

  #close(): void {
    const edit = this.#last;
    this.#last = undefined;
    if (edit !== undefined) this.#edits.push(trimmed(edit, this.#text));
  }
}

/** Leaves out what is equal at both ends. */
export function trimmed({ start, end, text }: TextEdit, original: string): TextEdit {
  let from = 0;
  while (from < text.length && start + from < end && text[from] === original[start + from]) from++;
  let tail = 0;
  const most = Math.min(text.length - from, end - start - from);
  while (tail < most && text[text.length - 1 - tail] === original[end - 1 - tail]) tail++;
  return { start: start + from, end: end - tail, text: text.slice(from, text.length - tail) };
}
