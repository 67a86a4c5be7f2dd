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
  /** Control tags take the line end after them away (`trim_blocks`). */
  readonly joinsLines: boolean;
}

/**
 * The readings of a template, one for each way through its branches; where it makes a difference both with line ends
 * after control tags and without.
 */
export function readingsOf(template: Template): readonly Reading[] {
  const ways = waysThrough(template);
  const both = mayJoinLines(template) ? [false, true] : [false];
  return both.flatMap((joinsLines) => ways.map((way) => readAlong(template, way, undefined, joinsLines)));
}

/** Whether a control tag ends a line that has something else: `trim_blocks`, which Ansible sets, joins the next line. */
function mayJoinLines({ language, tags, text }: Template): boolean {
  if (language !== "jinja") return false;
  let lineStart = 0;
  let hasOther = false;
  let at = 0;
  return tags.some((tag) => {
    const between = text.slice(at, tag.start);
    at = tag.end;
    const feed = between.lastIndexOf("\n");
    if (feed >= 0) {
      lineStart = tag.start - between.length + feed + 1;
      hasOther = false;
    }
    hasOther ||= /\S/.test(between.slice(feed + 1)) || tag.kind === "output";
    return hasOther && at > lineStart && tag.kind !== "output" && lineEndAfter(text, tag) > tag.after;
  });
}

/** Where the line end is over that directly follows a control tag. */
function lineEndAfter(text: string, { kind, end, after }: Tag): number {
  if (kind === "output" || after > end || text[end - 3] === "+") return after;
  return text.startsWith("\r\n", end) ? end + 2 : text[end] === "\n" ? end + 1 : after;
}

/** Sets of words that outputs may put out besides what is not known: each output takes its last one where it has fewer. */
const MOST_GUESSES = 3;

/** The same ways with a word in place of each output that says one: a default, or one of two. */
export function guessedReadings(template: Template, ways: readonly Way[]): readonly Reading[] {
  const most = template.tags.reduce(
    (count, _, number) => Math.max(count, possibleWords(template.tags, number, template.text).length),
    0,
  );
  const turns = Array.from({ length: Math.min(most, MOST_GUESSES) }, (_, turn) => turn);
  return turns.flatMap((turn) => ways.map((way) => readAlong(template, way, turn)));
}

/** A reading that is closed at its end by what other templates put out. */
export const closedAtEnd = (reading: Reading, depth: number): Reading => ({
  ...reading,
  text: `${reading.text}\n${"}".repeat(depth)}\n`,
});

/** Reads along one way; `turn` chooses among the words that an output may put out. */
export function readAlong(template: Template, { choose }: Way, turn: number | undefined, joinsLines = false): Reading {
  const builder = new Builder(template, turn, joinsLines);
  return { text: builder.read(choose), choose, guesses: builder.guesses, joinsLines };
}

class Builder {
  readonly guesses: Span[] = [];
  readonly #template: Template;
  readonly #turn: number | undefined;
  readonly #joinsLines: boolean;
  readonly #parts: string[] = [];
  /** How much has been read; what is put out has the same length. */
  #at = 0;
  #tag = 0;
  /** Where what puts nothing out began. */
  #gap: number | undefined;
  /** The last character before that. */
  #last = "";
  /** The line has something besides white space. */
  #hasContent = false;
  #isQuoted = false;

  constructor(template: Template, turn: number | undefined, joinsLines: boolean) {
    this.#template = template;
    this.#turn = turn;
    this.#joinsLines = joinsLines;
  }

  read(choose: Choose): string {
    const { text, part, sections } = this.#template;
    this.#hide(part.start);
    this.#section(sections, choose, part.end);
    this.#hide(text.length);
    this.#closeGap("\n");
    return this.#parts.join("");
  }

  #section(sections: readonly Section[], choose: Choose, to: number): void {
    for (const section of sections) {
      this.#plain(section.start);
      if (section.kind === "hole") this.#hole(section);
      const taken = choose(section);
      for (const [index, branch] of section.branches.entries()) {
        if (index !== taken) continue;
        this.#hide(branch.start);
        this.#section(branch.sections, choose, branch.end);
      }
      this.#hide(section.end);
    }
    this.#plain(to);
  }

  /** What is put in place of a section may be anything. */
  #hole({ start, branches }: Section): void {
    const tag = branches[0]?.tag;
    if (tag !== undefined) this.#literal(placeholder(this.#tag, { start, end: tag.end }));
  }

  /** Literal text up to an offset, with outputs, comments and tags that stand alone. */
  #plain(to: number): void {
    const { tags } = this.#template;
    while ((tags[this.#tag]?.end ?? Number.POSITIVE_INFINITY) <= this.#at) this.#tag++;
    this.#hide(Math.min(to, this.#afterTag(tags[this.#tag - 1])));
    for (let tag = tags[this.#tag]; tag !== undefined && tag.start < to; tag = tags[++this.#tag]) {
      this.#text(tag.before);
      this.#hide(tag.start);
      this.#put(tag);
      this.#hide(Math.min(to, this.#afterTag(tag)));
    }
    const next = tags[this.#tag];
    this.#text(next === undefined || next.start > to ? to : next.before);
    this.#hide(to);
  }

  /** Where a tag is over, with the white space that it takes away. */
  #afterTag(tag: Tag | undefined): number {
    if (tag === undefined) return 0;
    return this.#joinsLines ? lineEndAfter(this.#template.text, tag) : tag.after;
  }

  #text(to: number): void {
    if (to > this.#at) this.#literal(this.#template.text.slice(this.#at, to));
  }

  #literal(text: string): void {
    this.#closeGap(text);
    this.#parts.push(text);
    this.#at += text.length;
    this.#last = text.at(-1) ?? "";
    const feed = text.lastIndexOf("\n");
    const quotes = text.slice(feed + 1).split('"').length - 1;
    this.#isQuoted = (quotes % 2 === 1) !== (feed < 0 && this.#isQuoted);
    this.#hasContent = /\S/.test(text.slice(feed + 1)) || (feed < 0 && this.#hasContent);
  }

  #put(tag: Tag): void {
    const { text, tags } = this.#template;
    const isHole = tag.controls?.some(({ section, step }) => section === "hole" && step === "alone") === true;
    if (tag.kind === "comment" || (tag.kind === "control" && !isHole)) return this.#putNothing(tag);
    if (isCommentText(tag) && !this.#hasContent) return this.#literal(`#${"_".repeat(tag.end - tag.start - 1)}`);
    const words = this.#turn === undefined ? [] : possibleWords(tags, this.#tag, text);
    const word = words[Math.min(this.#turn ?? 0, words.length - 1)];
    if (word === undefined) return this.#literal(placeholder(this.#tag, tag));
    this.guesses.push(word);
    this.#literal(
      " ".repeat(word.start - tag.start) + text.slice(word.start, word.end) + " ".repeat(tag.end - word.end),
    );
  }

  /** A comment of the template that is one of kalint's works as such. */
  #putNothing(tag: Tag): void {
    const { text } = this.#template;
    const isMarked = tag.kind === "comment" && /^\s*kalint-/.test(tag.code) && !tag.code.includes("\n");
    if (!isMarked || text.slice(tag.end, lineEnd(text, tag.end)).trim() !== "") return this.#hide(tag.end);
    const inner = text
      .slice(tag.start, tag.end)
      .replace(/^(?:\{#|<%#|\{\{-?\s?\/\*)-?/, (mark) => "#".padStart(mark.length));
    this.#literal(inner.replace(/-?(?:#\}|%>|\*\/\s?-?\}\})$/, (mark) => " ".repeat(mark.length)));
  }

  /** Puts nothing out up to an offset: white space of the same length. */
  #hide(to: number): void {
    if (to <= this.#at) return;
    this.#gap ??= this.#at;
    this.#at = to;
  }

  /** What puts nothing out joins what is around it. */
  #closeGap(next: string): void {
    const from = this.#gap;
    this.#gap = undefined;
    if (from === undefined) return;
    const length = this.#at - from;
    const isWord = from > 0 && !SEPARATE.test(next[0] ?? " ") && !SEPARATE.test(this.#last || " ");
    // The backslash of `\\"` in a here-document is no part of a word.
    const isKept = length === 1 && next.startsWith('"');
    if ((isWord || this.#isQuoted) && !isKept) this.#parts.push(MARK.padEnd(length, "_"));
    else if (this.#hasContent && !/^[ \t\r]*\n/.test(next)) this.#parts.push(" ".repeat(length));
    else this.#parts.push(emptyLines(this.#template.text.slice(from, this.#at)));
  }
}

/** What ends a word, or is one. */
const SEPARATE = /[\s{}]/;

const emptyLines = (text: string): string =>
  text.includes("\n")
    ? text
        .split("\n")
        .map((line) => " ".repeat(line.length))
        .join("\n")
    : " ".repeat(text.length);

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  return feed < 0 ? text.length : feed;
}
