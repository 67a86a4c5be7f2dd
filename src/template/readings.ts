import type { Span } from "../text/span.js";
import { type Choose, type Way, waysThrough } from "./choices.js";
import { isCommentText, possibleWords } from "./output.js";
import { MARK, placeholder } from "./placeholder.js";
import type { Section } from "./sections.js";
import type { Tag } from "./tag.js";
import type { Template } from "./template.js";

/** A text of the same length as the template that the grammar can read: what one way through the branches puts out. */
export interface Reading {
  readonly text: string;
  readonly choose: Choose;
  /** Outputs that were replaced by a word that they may put out, in order: the spans of these words. */
  readonly guesses: readonly Span[];
}

/** The readings of a template, one for each way through its branches. */
export const readingsOf = (template: Template): readonly Reading[] =>
  waysThrough(template).map((way) => readAlong(template, way, undefined));

/** Sets of words that outputs may put out besides what is not known: each output takes its last one where it has fewer. */
const MOST_GUESSES = 3;

/** The same ways with a word in place of each output that says one: a default, or one of two. */
export function guessedReadings(template: Template, ways: readonly Way[]): readonly Reading[] {
  const most = template.tags.reduce((count, tag) => Math.max(count, possibleWords(tag, template.text).length), 0);
  const turns = Array.from({ length: Math.min(most, MOST_GUESSES) }, (_, turn) => turn);
  return turns.flatMap((turn) => ways.map((way) => readAlong(template, way, turn)));
}

/** A reading that is closed at its end by what other templates put out. */
export const closedAtEnd = (reading: Reading, depth: number): Reading => ({
  ...reading,
  text: `${reading.text}\n${"}".repeat(depth)}\n`,
});

/** Reads along one way; `turn` chooses among the words that an output may put out. */
export function readAlong(template: Template, { choose }: Way, turn: number | undefined): Reading {
  const builder = new Builder(template, turn);
  builder.section(template.sections, choose, 0, template.text.length);
  return { text: builder.finish(), choose, guesses: builder.guesses };
}

class Builder {
  readonly guesses: Span[] = [];
  readonly #template: Template;
  readonly #turn: number | undefined;
  #text = "";
  #tag = 0;
  /** Where what puts nothing out began; it holds white space so far. */
  #gap: number | undefined;

  constructor(template: Template, turn: number | undefined) {
    this.#template = template;
    this.#turn = turn;
  }

  finish(): string {
    return this.#text;
  }

  section(sections: readonly Section[], choose: Choose, from: number, to: number): void {
    let at = from;
    for (const section of sections) {
      const { start, end, branches } = section;
      this.#plain(at, start);
      const taken = choose(section);
      for (const [index, branch] of branches.entries()) {
        this.#hide(branch.tag.start, branch.tag.end);
        if (index === taken) this.section(branch.sections, choose, branch.start, branch.end);
        else this.#hide(branch.start, branch.end);
      }
      this.#hide(branches.at(-1)?.end ?? start, end);
      at = end;
    }
    this.#plain(at, to);
  }

  /** Literal text with outputs, comments and tags that stand alone. */
  #plain(from: number, to: number): void {
    const { text, tags } = this.#template;
    let at = from;
    while ((tags[this.#tag]?.end ?? to + 1) <= from) this.#tag++;
    for (let tag = tags[this.#tag]; tag !== undefined && tag.start < to; tag = tags[++this.#tag]) {
      this.#literal(text.slice(at, tag.start));
      this.#put(tag);
      at = tag.end;
    }
    this.#literal(text.slice(at, to));
  }

  #literal(text: string): void {
    if (text === "") return;
    this.#closeGap(text);
    this.#text += text;
  }

  #put(tag: Tag): void {
    const { text } = this.#template;
    const isHole = tag.control?.section === "hole";
    if (tag.kind === "comment" || (tag.kind === "control" && !isHole)) return this.#putNothing(tag);
    if (isCommentText(tag) && this.#isLineStart()) return this.#literal(`#${"_".repeat(tag.end - tag.start - 1)}`);
    const word = this.#guess(tag);
    if (word === undefined) return this.#literal(placeholder(this.#tag, tag));
    this.guesses.push(word);
    this.#literal(
      " ".repeat(word.start - tag.start) + text.slice(word.start, word.end) + " ".repeat(tag.end - word.end),
    );
  }

  /** A comment of the template that is one of kalint's works as such. */
  #putNothing(tag: Tag): void {
    const { text } = this.#template;
    const marked = tag.kind === "comment" ? /^\s*kalint-/.test(tag.code) : false;
    const rest = text.slice(tag.end, lineEnd(text, tag.end));
    if (!marked || rest.trim() !== "" || tag.code.includes("\n")) return this.#hide(tag.start, tag.end);
    const inner = text.slice(tag.start, tag.end).replace(/^(?:\{#|<%#)-?/, (mark) => "#".padStart(mark.length));
    this.#literal(inner.replace(/-?(?:#\}|%>)$/, (mark) => " ".repeat(mark.length)));
  }

  #guess(tag: Tag): Span | undefined {
    if (this.#turn === undefined || tag.kind !== "output") return undefined;
    const words = possibleWords(tag, this.#template.text);
    return words[Math.min(this.#turn, words.length - 1)];
  }

  #isLineStart(): boolean {
    return /(?:^|\n)[ \t]*$/.test(this.#text.slice(this.#text.lastIndexOf("\n") + 1));
  }

  /** Puts nothing out: white space of the same length. */
  #hide(start: number, end: number): void {
    if (start === end) return;
    this.#gap ??= this.#text.length;
    this.#text += hiddenText(this.#template.text, start, end);
  }

  /** What puts nothing out joins the words around it, where there is no white space: then they are one that is not known. */
  #closeGap(next: string): void {
    const gap = this.#gap;
    this.#gap = undefined;
    if (gap === undefined || gap === 0 || SEPARATE.test(next[0] ?? " ") || SEPARATE.test(this.#text[gap - 1] ?? " "))
      return;
    const length = this.#text.length - gap;
    // The backslash of `\\"` in a here-document.
    if (/\n/.test(this.#text.slice(gap)) || (length === 1 && next.startsWith('"'))) return;
    this.#text = this.#text.slice(0, gap) + MARK + "_".repeat(length - 1);
  }
}

/** What ends a word, or is one. */
const SEPARATE = /[\s{}]/;

/** Line ends stay where the lines around them are whole, so that nothing gets onto another line. */
const hiddenText = (text: string, start: number, end: number): string => text.slice(start, end).replace(/[^\n]/g, " ");

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  return feed < 0 ? text.length : feed;
}
