import type { Token, Word } from "../../grammar/index.js";
import { takesText } from "./free-text.js";

/** The last word of a line where it ends with a semicolon: `MASTER;`, or `;` alone. */
export function wordWithSemicolon({ words }: Pick<Token, "words">): Word | undefined {
  const last = words.at(-1);
  return last !== undefined && !last.quoted && last.value.endsWith(";") && !isOfDefinition(last) ? last : undefined;
}

/** What `$NAME=` defines may be used in the middle of a line. */
function isOfDefinition({ source, start }: Word): boolean {
  const line = source.text.slice(source.text.lastIndexOf("\n", start - 1) + 1, start + 1);
  return /^\s*(?:@\S+\s+)*\$/.test(line);
}

/**
 * The words of a text that end with a semicolon as in other languages. Of passwords, paths and commands it may be the
 * last character: they are included only where another line ends with one too.
 */
export function wordsWithSemicolon(tokens: readonly Token[]): readonly Word[] {
  const found = tokens.flatMap((token) => {
    const word = wordWithSemicolon(token);
    return word === undefined ? [] : [{ word, isCertain: word.value === ";" || !takesText(token) }];
  });
  return found.some(({ isCertain }) => isCertain) ? found.map(({ word }) => word) : [];
}
