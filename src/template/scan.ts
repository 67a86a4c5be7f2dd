import { headsIn } from "../../grammar/index.js";
import { goControl, jinjaControl, rubyControls, terraformControl } from "./control.js";
import { type Control, INERT, type Tag, type TemplateLanguage } from "./tag.js";

/**
 * Cuts a text into the tags of a language, in order. What looks like a tag and is not closed is literal text. Linear in
 * the text, whatever it holds.
 */
export function scan(text: string, language: TemplateLanguage): readonly Tag[] {
  const scanner = new Scanner(text);
  if (language === "jinja" || language === "go") scanner.braces(language);
  else if (language === "erb") scanner.angles();
  else scanner.dollars(language);
  return scanner.tags;
}

class Scanner {
  readonly tags: Tag[] = [];
  readonly #text: string;
  /** Closing marks that are nowhere behind an offset: they are searched for once. */
  readonly #gone = new Map<string, number>();
  /** Where braces end, by the offset after them; undefined: they stay open. */
  readonly #braceEnds = new Map<number, number | undefined>();
  #isEpp = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** `{{ }}`, `{% %}`, `{# #}` of Jinja2, `{{ }}` of Go. */
  braces(language: "jinja" | "go"): void {
    const open = language === "jinja" ? /\{[{%#]/g : /\{\{/g;
    for (let match = open.exec(this.#text); match !== null; match = open.exec(this.#text)) {
      const start = match.index;
      const end = language === "jinja" ? this.#jinja(start) : this.#go(start);
      if (end !== undefined) open.lastIndex = this.#afterRaw(end);
    }
  }

  #jinja(start: number): number | undefined {
    const mark = this.#text[start + 1];
    if (mark === "#") {
      const end = this.#find("#}", start + 2);
      return end === undefined ? undefined : this.#add("comment", start, end, 2);
    }
    const end = this.#quotedEnd(mark === "{" ? "}}" : "%}", start + 2, "'\"");
    if (end === undefined) return undefined;
    if (mark === "{") return this.#add("output", start, end, 2);
    return this.#add("control", start, end, 2, (code) => [jinjaControl(code)]);
  }

  /** Where scanning goes on: what `{% raw %}` encloses is literal. */
  #afterRaw(end: number): number {
    const last = this.tags.at(-1);
    if (last?.kind !== "control" || !/^\s*raw\b/.test(last.code)) return end;
    if (end >= (this.#gone.get(END_RAW.source) ?? Number.POSITIVE_INFINITY)) return end;
    END_RAW.lastIndex = end;
    const found = END_RAW.exec(this.#text);
    if (found === null) {
      this.#gone.set(END_RAW.source, end);
      return end;
    }
    const next = found.index + found[0].length;
    this.#add("control", found.index, next, 2, () => [INERT]);
    return next;
  }

  #go(start: number): number | undefined {
    if (/\{\{-?\s?\/\*/y.test(this.#text.slice(start, start + 6))) {
      const close = this.#find("*/", start + 4);
      const end = close === undefined ? undefined : this.#find("}}", close);
      if (end !== undefined) return this.#add("comment", start, end, 2);
    }
    const end = this.#quotedEnd("}}", start + 2, "\"`'");
    if (end === undefined) return undefined;
    const code = this.#code(start, end, 2);
    const control = goControl(code);
    if (control === undefined) return this.#add("output", start, end, 2);
    return this.#add("control", start, end, 2, () => [control]);
  }

  /** `<%= %>`, `<% %>`, `<%# %>`; `<%%` is a literal `<%`, `%%>` a literal `%>`. */
  angles(): void {
    this.#isEpp = EPP.test(this.#text);
    const open = /<%%?|%%>/g;
    for (let match = open.exec(this.#text); match !== null; match = open.exec(this.#text)) {
      const start = match.index;
      if (match[0].length === 3) {
        this.#add("comment", start + 1, start + 2, 0);
        continue;
      }
      const end = this.#find("%>", start + 2);
      if (end === undefined) break;
      const mark = this.#text[start + 2];
      if (mark === "#") this.#add("comment", start, end, 2);
      else if (mark === "=") this.#add("output", start, end, 2);
      // The parameters of EPP.
      else if (/^<%-?\s*\|/.test(this.#text.slice(start, start + 40))) this.#add("comment", start, end, 2);
      else this.#add("control", start, end, 2, rubyControls);
      open.lastIndex = end;
    }
  }

  /** `${ }` and `%{ }` of Terraform; `${X}`, `${X:-default}` and placeholders of shells and scripts. */
  dollars(language: "terraform" | "shell"): void {
    // What the file defines itself is keepalived's.
    const defined = new Set(headsIn(this.#text).map(({ name }) => name));
    const open = language === "terraform" ? /[$%]{1,2}\{/g : SHELL;
    for (let match = open.exec(this.#text); match !== null; match = open.exec(this.#text)) {
      const [mark] = match;
      const start = match.index;
      // What is escaped is literal without the mark that escapes it.
      if (mark.startsWith("$$") || mark.startsWith("%%{") || mark === '\\"') {
        this.#add("comment", start, start + 1, 0);
        continue;
      }
      if (mark !== "${" && mark !== "%{") {
        if (!mark.startsWith("$") || !defined.has(mark.slice(1))) this.#add("output", start, start + mark.length, 1);
        continue;
      }
      const end = this.#braceEnd(start + 2, language);
      if (end === undefined) continue;
      const code = this.#text.slice(start + 2, end - 1);
      if (/^_/.test(code) || defined.has(code)) continue;
      if (mark === "%{") this.#add("control", start, end, 2, (code) => [terraformControl(code)]);
      else this.#add("output", start, end, 2);
      open.lastIndex = end;
    }
  }

  #add(
    kind: Tag["kind"],
    start: number,
    end: number,
    mark: number,
    controls?: (code: string) => readonly Control[],
  ): number {
    const code = this.#code(start, end, mark);
    const trim =
      mark < 2 ? undefined : this.#isEpp ? eppTrimOf(this.#text, start, end) : trimOf(this.#text, start, end);
    const before = trim?.before === undefined ? start : this.#spaceBefore(start, trim.before);
    const after = trim?.after === undefined ? end : spaceAfter(this.#text, end, trim.after);
    const rest = controls === undefined ? {} : { controls: controls(code) };
    this.tags.push({ kind, start, end, code, before, after, ...rest });
    return end;
  }

  /** Where the white space begins that ends at an offset, after the tag before. */
  #spaceBefore(start: number, what: NonNullable<Trim["before"]>): number {
    const last = this.tags.at(-1);
    const least = last?.end ?? 0;
    let at = start;
    if (what === "space") {
      while (at > least && isSpace(this.#text[at - 1])) at--;
      return at;
    }
    while (at > least && /[ \t]/.test(this.#text[at - 1] ?? "")) at--;
    if (what === "blanks") {
      if (at === least && last?.kind === "comment") this.#trimComment(last);
      return at;
    }
    // What is between two tags of a line is taken for indentation (erb/compiler.rb: TrimScanner#explicit_trim_line).
    return at === least || this.#text[at - 1] === "\n" ? at : start;
  }

  /** EPP takes a comment out before it looks for blanks. */
  #trimComment(comment: Tag): void {
    this.tags.pop();
    this.tags.push({ ...comment, before: this.#spaceBefore(comment.start, "blanks") });
  }

  /** Between the marks, without what trims white space. */
  #code(start: number, end: number, mark: number): string {
    const closing = this.#text[end - 1] === "}" && this.#text[end - 2] !== "}" && mark === 2 ? 1 : mark;
    const isPair = /[}%#]\}$|%>$/.test(this.#text.slice(end - 2, end));
    const inner = this.#text.slice(start + mark, end - (isPair ? mark : closing));
    return inner.replace(/^[-+~=]/, "").replace(/[-+~]$/, "");
  }

  /** The end of the closing mark outside quotes. Where quotes do not match, it is the first one. */
  #quotedEnd(close: string, from: number, quotes: string): number | undefined {
    const first = this.#find(close, from);
    if (first === undefined) return undefined;
    let quote: string | undefined;
    const limit = Math.min(this.#text.length, from + MOST_TAG);
    for (let at = from; at < limit; at++) {
      const char = this.#text[at] ?? "";
      if (quote !== undefined) {
        if (char === "\\" && quote !== "`") at++;
        else if (char === quote) quote = undefined;
        else if (char === "\n" && quote !== "`") return first;
      } else if (quotes.includes(char)) quote = char;
      else if (this.#text.startsWith(close, at)) return at + close.length;
    }
    return first;
  }

  /** The `}` that matches, with braces, strings and what is put into these inside. */
  #braceEnd(from: number, language: "terraform" | "shell"): number | undefined {
    if (this.#find("}", from) === undefined) return undefined;
    if (!this.#braceEnds.has(from)) this.#matchBraces(from, language);
    const end = this.#braceEnds.get(from);
    return end === undefined || end - from > (language === "terraform" ? MOST_TAG : MOST_LINE) ? undefined : end;
  }

  /** Finds the ends of a brace and of all that are passed on the way, so that a text is read once however many stay open. */
  #matchBraces(from: number, language: "terraform" | "shell"): void {
    const text = this.#text;
    // What is open: braces, and strings, in which only `${` and `%{` open something; and where each begins.
    const open = ["{"];
    const starts = [from];
    for (let at = from; at < text.length && open.length > 0; at++) {
      const char = text[at] ?? "";
      const isQuoted = open.at(-1) === '"';
      if (char === "\\") at++;
      else if (char === "\n" && (isQuoted || language === "shell")) break;
      else if (opens(char, text[at - 1], isQuoted)) {
        open.push(char);
        starts.push(at + 1);
      } else if (char === (isQuoted ? '"' : "}")) {
        open.pop();
        this.#braceEnds.set(starts.pop() ?? from, at + 1);
      }
    }
    // They would end at the same place by themselves.
    for (const start of starts) this.#braceEnds.set(start, undefined);
  }

  #find(mark: string, from: number): number | undefined {
    if (from >= (this.#gone.get(mark) ?? Number.POSITIVE_INFINITY)) return undefined;
    const at = this.#text.indexOf(mark, from);
    if (at >= 0) return at + mark.length;
    this.#gone.set(mark, from);
    return undefined;
  }
}

const opens = (char: string, before: string | undefined, isQuoted: boolean): boolean =>
  isQuoted ? char === "{" && (before === "$" || before === "%") : char === "{" || char === '"';

/** Characters of one tag outside of which nobody looks for its end. */
const MOST_TAG = 10_000;

/** The same of a tag that ends on its line. */
const MOST_LINE = 2000;

/**
 * Shells, and what scripts replace: `@NAME@`, `__NAME__`, `%NAME%`, `<NAME>`. A here-document takes the backslash off
 * `\\"`, and of `\\$NAME` what is put out depends on the program.
 */
const SHELL =
  /\\"|\\\$\{?\w+\}?|\$\{(?=[A-Za-z_])|\$[A-Za-z]\w*|@[A-Z][A-Z0-9_]{0,99}@|__[A-Z][A-Z0-9_]{0,99}?__(?!\w)|%[A-Z][A-Z0-9_]{1,99}%|<[A-Za-z][\w. -]{0,99}>/g;

const END_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);

/** What a tag takes away around itself: all white space, that of its line, or one line end. */
interface Trim {
  readonly before: "space" | "indentation" | "blanks" | undefined;
  readonly after: "space" | "line end" | "blanks and line end" | undefined;
}

/** By the marks: `{%- -%}`, `{{- -}}` with spaces in Go, `%{~ ~}`, `<%- -%>`. */
function trimOf(text: string, start: number, end: number): Trim {
  const [opening, closing] = [text[start + 2], text[end - 3]];
  if (text.startsWith("<%", start)) {
    return {
      before: opening === "-" ? "indentation" : undefined,
      after: closing === "-" ? "line end" : undefined,
    };
  }
  const mark = text[start] === "{" ? "-" : "~";
  const last = text[start] === "{" ? closing : text[end - 2];
  return { before: opening === mark ? "space" : undefined, after: last === mark ? "space" : undefined };
}

/** A variable of Puppet, or the parameters of a template. */
const EPP = /<%[-=]?\s*(?:\||[^%\n]{0,200}?\$[a-z])/;

/** puppet/pops/parser/epp_support.rb: EppScanner#scan. */
const eppTrimOf = (text: string, start: number, end: number): Trim => ({
  before: /^<%#?-/.test(text.slice(start, start + 4)) ? "blanks" : undefined,
  after: text[end - 3] === "-" ? "blanks and line end" : undefined,
});

function spaceAfter(text: string, end: number, what: NonNullable<Trim["after"]>): number {
  let at = end;
  if (what === "line end") return text[at] === "\n" ? at + 1 : end;
  if (what === "blanks and line end") {
    while (text[at] === " " || text[at] === "\t") at++;
    return text.startsWith("\r\n", at) ? at + 2 : text[at] === "\n" ? at + 1 : at;
  }
  while (isSpace(text[at])) at++;
  return at;
}
