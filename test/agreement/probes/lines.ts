import type { Argument } from "../../../grammar/index.js";
import { soundWord, wordsToTry } from "./words.js";

/**
 * Words to write behind a keyword or an option: none, too few, each word to try at each place with sound ones around
 * it, and one too many.
 */
export function* wordsBehind(args: readonly Argument[]): Generator<string> {
  const sound = args.map(spelt);
  for (let count = 0; count <= args.length; count++) yield sound.slice(0, count).join(" ");
  for (const [index, argument] of args.entries()) {
    const [before, after] = [sound.slice(0, index), sound.slice(index + 1)];
    for (const word of wordsToTry(argument)) {
      yield [...before, word, ...after].join(" ");
      // What may be left out makes room for what follows it.
      if (args[index - 1]?.optional === true) yield [...before.slice(0, -1), word].join(" ");
      if (args[index + 1]?.optional === true) yield [...before, word].join(" ");
    }
  }
  yield [...sound, "surplus"].join(" ");
  yield [...sound, ...sound].join(" ");
}

/** A sound word with the one that has to stand before it. */
const spelt = (argument: Argument): string =>
  argument.keyword === undefined ? soundWord(argument) : `${argument.keyword} ${soundWord(argument)}`;
