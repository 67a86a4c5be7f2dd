import { isIncludeKeyword, namesIn, type Token, tokens, withoutReferences } from "../../grammar/index.js";

/** What the definitions of a file say about the names in it. */
export interface DefinedNames {
  /** Every `$NAME` of this text stands for plain words of one line, whatever follows on its line. */
  areSimple(text: string): boolean;
  /** A `'` or a backslash stands anywhere, so that white space may be part of a command. */
  readonly mayHaveRawGaps: boolean;
  /** Some `$NAME` of this text holds a quotation mark that another one has to close. */
  mayQuote(text: string): boolean;
  /** With white space behind it this word may be the keyword of an include line (parser.c:is_include). */
  mayInclude(word: string): boolean;
}

/** No mark of the language in it, so that it cannot change how the rest of its line is read. */
const SIMPLE_VALUE = /^[^"#!{}\\$@~']*$/;
/** Together with what stands around it such a value may be an include. */
const INCLUDE_PART = new Set(["includer", "includem", "includew", "includeb", "includea"].flatMap(partsOf));
const BUILT_IN = ["_PWD", "_INSTANCE", "_RANDOM"];

/** Reads the definitions of a file. A name that it does not define may stand for anything (parser.c:replace_param). */
export function readNames(all: readonly Token[], text: string): DefinedNames {
  const simple = new Map<string, boolean>(BUILT_IN.map((name) => [name, true]));
  const quoting = new Set<string>();
  const including = new Set<string>();
  for (const token of text.includes("$") ? all : []) {
    const [name, value] = token.words;
    if (token.tokenType !== tokens.Definition || name === undefined || value === undefined) continue;
    const isSimple = token.words.length === 2 && SIMPLE_VALUE.test(value.text);
    simple.set(name.text, isSimple && simple.get(name.text) !== false);
    if (token.words.slice(1).some((line) => line.text.includes("'"))) quoting.add(name.text);
    if (isIncludePart(value.text)) including.add(name.text);
  }
  return {
    mayHaveRawGaps: text.includes("'") || text.includes("\\"),
    areSimple: (text) => namesIn(text).every((name) => simple.get(name) === true),
    mayQuote: (text) => quoting.size > 0 && namesIn(text).some((name) => quoting.has(name)),
    mayInclude: (word) =>
      isIncludeKeyword(withoutReferences(word)) ||
      namesIn(word).some((name) => simple.get(name) !== true || including.has(name)),
  };
}

const isIncludePart = (value: string): boolean => INCLUDE_PART.has(value.split(/\s/, 1)[0] ?? "");

function partsOf(word: string): string[] {
  const places = Array.from(word, (_, at) => at);
  return places.flatMap((start) => places.slice(start).map((end) => word.slice(start, end + 1)));
}
