import { headsIn, mentionAt } from "../../grammar/index.js";
import type { Span } from "../text/span.js";
import type { ChosenLanguage, TemplateLanguage } from "./tag.js";

/** A mark of a template, and the language of the text. */
export interface TemplateMark extends Span {
  readonly language: TemplateLanguage;
}

/** Languages by the end of the name; where a text has marks of another one, these decide. */
const BY_NAME: readonly (readonly [RegExp, TemplateLanguage])[] = [
  [/\.(?:j2|jinja2?)$/i, "jinja"],
  [/\.(?:erb|epp)$/i, "erb"],
  [/\.(?:c?tmpl|gotmpl)$/i, "go"],
  [/\.tftpl$/i, "terraform"],
  [/\.(?:tpl|template|in)$/i, "shell"],
];

/** What names of templates end with, without the dot. */
export const TEMPLATE_ENDINGS: readonly string[] = [
  ...["j2", "jinja", "jinja2", "erb", "epp", "tmpl", "ctmpl", "gotmpl", "tpl", "tftpl", "template"],
];

/**
 * Whether a text is a template, and in which language: the first mark outside comments, or where the name of the file
 * says that it is one any mark of its language. `chosen`: what the settings say. Undefined: the text is what keepalived will read.
 */
export function findTemplate(text: string, path: string, chosen?: ChosenLanguage): TemplateMark | undefined {
  if (chosen === "none") return undefined;
  if (chosen !== undefined) return markOf(text, chosen);
  const named = BY_NAME.find(([ending]) => ending.test(path))?.[1];
  const mark = findTemplateMark(text);
  if (mark !== undefined) return { language: languageOf(text, mark, named), start: mark.start, end: mark.end };
  return named === undefined ? undefined : markOf(text, named);
}

/** Marks that make a text a template only where its name or the settings say so. */
const OWN_MARKS: Readonly<Record<TemplateLanguage, RegExp>> = {
  jinja: /\{[{%#]/,
  go: /\{\{/,
  erb: /<%/,
  terraform: /[$%]\{/,
  shell: /\$\{(?!_)[A-Za-z]|\$(?!_)[A-Za-z]\w*|@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*?__(?!\w)|<[A-Za-z][\w. -]*>/,
};

function markOf(text: string, language: TemplateLanguage): TemplateMark | undefined {
  // A file that defines names uses `${NAME}` as keepalived does.
  if (language === "shell" && headsIn(text).length > 0) return undefined;
  const match = OWN_MARKS[language].exec(text);
  return match === null ? undefined : { language, start: match.index, end: match.index + match[0].length };
}

/** What Go has and Jinja2 has not. */
const GO = /\{\{-?\s*(?:\.|\$|if\b|range\b|with\b|end\b|else\b|define\b|template\b|block\b|\/\*|`)|\{\{[^{}]*:=/;

function languageOf(text: string, { start }: Span, named: TemplateLanguage | undefined): TemplateLanguage {
  // A script of one template may hold marks of another language.
  if (named !== undefined && named !== "go" && named !== "shell" && OWN_MARKS[named].test(text)) return named;
  const mark = text.slice(start, start + 2);
  if (mark === "<%") return "erb";
  if (mark === "%{") return "terraform";
  if (mark === "${") {
    const isShell = /^\$\{[A-Za-z_]\w*(?::?[-=?+]|\})/.test(text.slice(start, start + 200));
    return isShell && named !== "terraform" ? "shell" : "terraform";
  }
  if (mark !== "{{" || /\{%/.test(text)) return "jinja";
  if (named === "jinja" || named === "go") return named;
  return GO.test(text) ? "go" : "jinja";
}

/** How a template language marks what it fills in. */
interface Form {
  readonly open: string;
  readonly close: string;
  /** The closing half may be on a later line. Only of marks that no configuration holds for another reason. */
  readonly isLong: boolean;
}

const FORMS: readonly Form[] = [
  // Jinja2, Go, consul-template. `{{` alone is two braces, and so is one that is closed lines below.
  { open: "{{-", close: "}}", isLong: true },
  { open: "{{", close: "}}", isLong: false },
  { open: "{%", close: "%}", isLong: true },
  // `a {# comment` above a closing brace that is commented out (`#}`) is no template.
  { open: "{#", close: "#}", isLong: false },
  // ERB, EPP.
  { open: "<%", close: "%>", isLong: true },
  // Terraform.
  { open: "%{", close: "}", isLong: false },
  // Terraform, and the shell's `${X:-2}`.
  { open: "${", close: "}", isLong: false },
];

const OPEN = /\{[{%#]|<%|[$%]\{/g;

/**
 * The first mark of a template language (Jinja2, ERB, EPP, Go, Terraform, shell) outside double quotes and comments.
 * Undefined where the text has none. `${NAME}` alone makes no template. Linear in the text, whatever it holds.
 */
export function findTemplateMark(text: string): Span | undefined {
  let line: Line | undefined;
  const closes = new Closes(text);
  for (const { index } of text.matchAll(OPEN)) {
    if (line === undefined || index >= line.end) line = new Line(text, index);
    if (line.isHidden(index)) continue;
    const end = markEnd(text, index, line.end, closes);
    if (end !== undefined) return { start: index, end };
  }
  return undefined;
}

function markEnd(text: string, start: number, lineEnd: number, closes: Closes): number | undefined {
  const form = FORMS.find(({ open }) => text.startsWith(open, start));
  if (form === undefined || mentionAt(text, start) !== undefined) return undefined;
  const at = closes.next(form.close, start + form.open.length);
  return at < 0 || (at >= lineEnd && !form.isLong) ? undefined : at + form.close.length;
}

/** Where closing halves are: each is searched for once, so that many opening ones cost one look at the text. */
class Closes {
  readonly #text: string;
  readonly #found = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The first one at or behind `from`, which never goes back; -1 where there is none. */
  next(close: string, from: number): number {
    const known = this.#found.get(close);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.#text.indexOf(close, from);
    this.#found.set(close, at);
    return at;
  }
}

/** One line of the text, read once from its start on: what is in double quotes, and where its comment begins. */
class Line {
  readonly end: number;
  readonly #text: string;
  #at: number;
  #isQuoted = false;
  #isComment = false;

  constructor(text: string, inside: number) {
    const feed = text.indexOf("\n", inside);
    this.#text = text;
    this.#at = text.lastIndexOf("\n", inside) + 1;
    this.end = feed < 0 ? text.length : feed;
  }

  /** Whether what begins at an offset, which never goes back, is in quotes or in a comment (parser.c:decomment). */
  isHidden(offset: number): boolean {
    for (; this.#at < offset && !this.#isComment; this.#at++) {
      const char = this.#text[this.#at];
      if (char === "\\") this.#at++;
      else if (char === '"') this.#isQuoted = !this.#isQuoted;
      else if (!this.#isQuoted && (char === "#" || char === "!")) this.#isComment = true;
    }
    return this.#isQuoted || this.#isComment;
  }
}
