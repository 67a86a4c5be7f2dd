import type { Span } from "../text/span.js";

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

/** `${NAME}` and `${NAME word word}`, which keepalived has itself (parser.c:replace_param). */
const REFERENCE = /\$\{[A-Za-z_][\w \t]*\}/y;

/**
 * The first mark of a template language (Jinja2, ERB, EPP, Go, Terraform, shell) outside double quotes and comments:
 * such a text is not what keepalived will read, so it is neither judged nor formatted. Undefined where the text has
 * none. `${NAME}` alone makes no template. Linear in the text, whatever it holds.
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
  if (form === undefined || isReference(text, start)) return undefined;
  const at = closes.next(form.close, start + form.open.length);
  return at < 0 || (at >= lineEnd && !form.isLong) ? undefined : at + form.close.length;
}

function isReference(text: string, start: number): boolean {
  REFERENCE.lastIndex = start;
  return REFERENCE.test(text);
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
