import { mentionsIn, type SourceText, Token, Word } from "../../grammar/index.js";
import { ExpandedLine } from "./line.js";

/** A word that holds `$NAME` or `${NAME}` which kalint cannot replace: its value is not known. */
export class UnknownWord extends Word {
  readonly isUnknown = true;
}

/** Whether a word's value is not known: it holds a reference that nothing defines, or that only the daemon can. */
export const isUnknown = (word: Word): boolean => word instanceof UnknownWord;

/** Whether a word is in its file as it is, not made by a definition or a sequence. */
export function isWritten(word: Word): boolean {
  const { source } = word;
  return !(source instanceof ExpandedLine) || source.isWritten(word.start, word.end);
}

/** Whether keepalived would put a value in: after a bare name white space, `,`, `)` or the end has to follow. */
const holdsReference = (text: string): boolean =>
  text.includes("$") &&
  mentionsIn(text).some(({ isBraced, end }) => isBraced || /^(?:[\s,)]|$)/.test(text.slice(end, end + 1)));

/** The token with its unknown words marked as such. */
export function markUnknown(token: Token): Token {
  if (!token.words.some((word) => holdsReference(word.value))) return token;
  const words = token.words.map((word) => (holdsReference(word.value) ? unknown(word) : word));
  const { tokenType, source, start, end, prefixes, isFirst, isPlain, lost } = token;
  return new Token(tokenType, source, start, end, words, prefixes, isFirst, isPlain, lost);
}

function unknown(word: Word): Word {
  const { start, end, quoted } = word;
  const source: SourceText = word.source;
  return new UnknownWord(source, start, end, quoted);
}
