/** A bracket expression of a file name pattern, such as `[a-z]` or `[![:digit:]]`. */
export interface Bracket {
  /** Offset behind the expression when `byte` matches it, else -1. */
  after(byte: number): number;
}

/** Some bytes that the expression lists; `after`: what follows in it when one of them was found. */
interface Member {
  readonly has: (byte: number) => boolean;
  readonly after: number;
}

/** How the list ends: `]` before this offset; no `]`; something that the C library takes for a mistake. */
type End = { readonly kind: "closed"; readonly at: number } | { readonly kind: "open" | "invalid" };

const [OPEN, CLOSE, BACKSLASH, DASH, NONE] = [0x5b, 0x5d, 0x5c, 0x2d, -1];
const [COLON, EQUALS, DOT, BANG, CARET] = [0x3a, 0x3d, 0x2e, 0x21, 0x5e];

/** What isalpha(3) and the others say in the C locale, which is that of keepalived. */
const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ["alnum", /[0-9A-Za-z]/],
  ["alpha", /[A-Za-z]/],
  ["blank", /[ \t]/],
  ["cntrl", /[\x00-\x1f\x7f]/],
  ["digit", /[0-9]/],
  ["graph", /[!-~]/],
  ["lower", /[a-z]/],
  ["print", /[ -~]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["space", /[ \t-\r]/],
  ["upper", /[A-Z]/],
  ["xdigit", /[0-9A-Fa-f]/],
]);

/**
 * Reads the expression whose `[` is at `open`, as fnmatch(3) of the GNU C library does in the C locale. Without a `]`
 * the `[` is an ordinary character. The list is read anew after a match, by simpler rules: as there.
 */
export function readBracket(pattern: string, open: number): Bracket {
  const start = open + 1;
  const isNegated = [BANG, CARET].includes(codeAt(pattern, start));
  const { members, end } = new ListReader(pattern, isNegated ? start + 1 : start).read();
  const literal = (byte: number): number => (byte === OPEN ? start : -1);
  return {
    after(byte) {
      const member = members.find(({ has }) => has(byte));
      if (member === undefined && end.kind === "open") return literal(byte);
      if (member === undefined) return isNegated && end.kind === "closed" ? end.at : -1;
      const rest = skipRest(pattern, member.after);
      if (rest === "open") return literal(byte);
      return isNegated || rest === "invalid" ? -1 : rest;
    },
  };
}

const codeAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : NONE);

class ListReader {
  readonly #pattern: string;
  readonly #members: Member[] = [];
  #at: number;

  constructor(pattern: string, at: number) {
    this.#pattern = pattern;
    this.#at = at;
  }

  read(): { readonly members: readonly Member[]; readonly end: End } {
    // A `]` in the first place is a member.
    for (let code = this.#next(); ; ) {
      const following = this.#element(code);
      if (following === undefined) return { members: this.#members, end: { kind: "invalid" } };
      if (following === "open") return { members: this.#members, end: { kind: "open" } };
      if (following === CLOSE) return { members: this.#members, end: { kind: "closed", at: this.#at } };
      code = following;
    }
  }

  #next(): number {
    return codeAt(this.#pattern, this.#at++);
  }

  #peek(ahead = 0): number {
    return codeAt(this.#pattern, this.#at + ahead);
  }

  #add(has: (byte: number) => boolean): void {
    this.#members.push({ has, after: this.#at });
  }

  /** Reads one element that begins with `code`, and gives the code behind it; undefined: a mistake. */
  #element(code: number): number | "open" | undefined {
    if (code === NONE) return "open";
    if (code === BACKSLASH) return this.#peek() === NONE ? undefined : this.#single(this.#next());
    if (code !== OPEN) return this.#single(code);
    if (this.#peek() === COLON) return this.#class();
    if (this.#peek() === EQUALS) return this.#equivalence();
    if (this.#peek() !== DOT) return this.#single(code);
    const symbol = this.#symbol();
    if (symbol === undefined) return undefined;
    const isRange = this.#peek() === DASH && this.#peek(1) !== NONE;
    return this.#memberOrRange(symbol, isRange);
  }

  #single(code: number): number | undefined {
    const isRange = this.#peek() === DASH && this.#peek(1) !== NONE && this.#peek(1) !== CLOSE;
    return this.#memberOrRange(code, isRange);
  }

  #memberOrRange(first: number, isRange: boolean): number | undefined {
    if (!isRange) this.#add((byte) => byte === first);
    const code = this.#next();
    if (code !== DASH || this.#peek() === CLOSE) return code;
    const last = this.#rangeEnd();
    if (last === undefined) return undefined;
    this.#add((byte) => first <= byte && byte <= last);
    return this.#next();
  }

  #rangeEnd(): number | undefined {
    const code = this.#next();
    if (code === OPEN && this.#peek() === DOT) return this.#symbol();
    const last = code === BACKSLASH ? this.#next() : code;
    return last === NONE ? undefined : last;
  }

  /** `[:name:]`; what cannot be one is a `[`. */
  #class(): number | undefined {
    const match = /:([a-y]*):\]/y;
    match.lastIndex = this.#at;
    const name = match.exec(this.#pattern)?.[1];
    if (name === undefined) return this.#single(OPEN);
    const bytes = CLASSES.get(name);
    if (bytes === undefined) return undefined;
    this.#at += name.length + 3;
    this.#add((byte) => bytes.test(String.fromCharCode(byte)));
    return this.#next();
  }

  /** `[=x=]`; what cannot be one is a `[`. */
  #equivalence(): number | undefined {
    const code = this.#peek(1);
    const isWhole = code !== NONE && this.#peek(2) === EQUALS && this.#peek(3) === CLOSE;
    if (!isWhole) return this.#single(OPEN);
    this.#at += 4;
    this.#add((byte) => byte === code);
    return this.#next();
  }

  /** The character of `[.x.]`; only names of one character exist. */
  #symbol(): number | undefined {
    const close = this.#pattern.indexOf(".]", this.#at + 1);
    if (close !== this.#at + 2) return undefined;
    const code = this.#peek(1);
    this.#at = close + 2;
    return code;
  }
}

/** Offset behind the `]` of a list in which a member was found. */
function skipRest(pattern: string, from: number): number | "open" | "invalid" {
  for (let at = from; ; ) {
    const code = codeAt(pattern, at++);
    if (code === NONE) return "open";
    if (code === CLOSE) return at;
    if (code === BACKSLASH && at >= pattern.length) return "invalid";
    if (code === BACKSLASH) at++;
    else if (code === OPEN) {
      const after = skipInner(pattern, at);
      if (after === undefined) return "invalid";
      at = after;
    }
  }
}

/** Offset behind `[:name:]`, `[=x=]` or `[.x.]`, whose `[` stands before `at`; undefined: a mistake. */
function skipInner(pattern: string, at: number): number | undefined {
  const kind = codeAt(pattern, at);
  if (kind === COLON) {
    const match = /:[a-y]*:\]/y;
    match.lastIndex = at;
    return at + (match.exec(pattern)?.[0].length ?? 0);
  }
  if (kind === EQUALS) {
    return codeAt(pattern, at + 2) === EQUALS && codeAt(pattern, at + 3) === CLOSE ? at + 4 : undefined;
  }
  if (kind !== DOT) return at;
  const close = pattern.indexOf(".]", at + 1);
  return close < 0 ? undefined : close + 2;
}
