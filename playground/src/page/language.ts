import { words } from "kalint:words";
import { foldService, indentUnit, LanguageSupport, StreamLanguage, type StreamParser } from "@codemirror/language";
import type { WordFacts } from "./words.js";

interface State {
  /** Blocks that are open, the innermost last. */
  readonly open: (WordFacts | undefined)[];
  /** The keyword of the line. */
  head: WordFacts | undefined;
  /** Words before this one in the statement. */
  count: number;
  continues: boolean;
}

const NUMBER = /^(?:[+-]?\d[\d.]*|[\da-fA-F]*[:.][\da-fA-F:.]+(?:\/\d+)?)$/;

const parser: StreamParser<State> = {
  name: "keepalived",
  startState: () => ({ open: [], head: undefined, count: 0, continues: false }),
  copyState: (state) => ({ ...state, open: [...state.open] }),
  token(stream, state) {
    if (stream.sol()) {
      if (!state.continues) Object.assign(state, { head: undefined, count: 0 });
      state.continues = /\\\s*$/.test(stream.string);
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^[#!].*/)) return "comment";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
      state.count += 1;
      return "string";
    }
    if (stream.eat("{")) {
      state.open.push(state.head);
      Object.assign(state, { head: undefined, count: 0 });
      return "brace";
    }
    if (stream.eat("}")) {
      state.open.pop();
      Object.assign(state, { head: undefined, count: 0 });
      return "brace";
    }
    if (state.count === 0 && stream.match(/^@\S*/)) return "meta";
    if (stream.match(/^~(?:SEQ|LST)\([^)]*\)?/)) return "macroName";
    if (stream.match(/^\$(?:\{[^}]*\}?|\w+)/)) {
      state.count += 1;
      return "variableName";
    }
    stream.match(/^[^\s{}$"]+/) || stream.next();
    return wordToken(stream.current(), state);
  },
  indent: ({ open }, textAfter, { unit }) => Math.max(0, open.length - (/^\s*\}/.test(textAfter) ? 1 : 0)) * unit,
  languageData: {
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["{", '"'] },
    indentOnInput: /^\s*\}$/,
    wordChars: "_-.@$~",
  },
};

function wordToken(word: string, state: State): string | null {
  const around = state.open.at(-1);
  state.count += 1;
  const kind = state.count === 1 ? headToken(word, around, state) : argumentToken(word, state);
  if (kind !== null) return kind;
  if (around?.options?.includes(word) === true) return "propertyName";
  return NUMBER.test(word) ? "number" : null;
}

function headToken(word: string, around: WordFacts | undefined, state: State): string | null {
  const inside = state.open.length === 0 ? words : (around?.inside ?? {});
  state.head = Object.hasOwn(inside, word) ? inside[word] : undefined;
  if (/^include[rmwba]?(?:_check)?$/.test(word)) return "macroName";
  if (state.head === undefined) return null;
  return state.head.block === true ? "keyword" : "propertyName";
}

function argumentToken(word: string, { head, count }: State): string | null {
  if (count === 2 && head?.named === true) return "className";
  return head?.values?.includes(word) === true ? "atom" : null;
}

/** A block whose end is farther away than this is not folded. */
const MOST_LINES = 5000;

/** From a line that ends with an opening brace to the brace that closes it. */
const folding = foldService.of((state, start, end) => {
  if (!/\{\s*(?:[#!].*)?$/.test(state.sliceDoc(start, end))) return null;
  const first = state.doc.lineAt(start).number;
  let depth = 1;
  const last = Math.min(state.doc.lines, first + MOST_LINES);
  for (let number = first + 1; number <= last; number++) {
    const line = state.doc.line(number);
    const code = line.text.replace(/(?:^|\s)[#!].*/, "");
    for (const char of code) depth += char === "{" ? 1 : char === "}" ? -1 : 0;
    if (depth <= 0) return { from: end, to: line.from + Math.max(0, code.lastIndexOf("}")) };
  }
  return null;
});

/** The language of keepalived.conf for CodeMirror: colours by the schema, folding, indentation, comments. */
export const keepalived = (): LanguageSupport =>
  new LanguageSupport(StreamLanguage.define(parser), [folding, indentUnit.of("    ")]);
