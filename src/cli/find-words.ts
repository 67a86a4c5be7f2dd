import type { Word } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import type { Position } from "../text/span.js";

/** Where a word is: file, line and column; undefined for no word, and one of no file of the nodes. */
export type FindWord = (word: Word | undefined) => ({ readonly file: string } & Position) | undefined;

/** `lb1.conf:12`, or nothing. */
export const placeText = (found: ReturnType<FindWord>): string =>
  found === undefined ? "" : `${found.file}:${found.line}`;

/** Finds words in the files of nodes. */
export function wordFinder(nodes: readonly Node[]): FindWord {
  const files = nodes.flatMap((node) => node.evaluated.files);
  const sources = new Map(files.map(({ source }) => [source.path, source]));
  return (word) => {
    if (word === undefined) return undefined;
    const { path, start } = word.source.locate(word.start, word.end);
    const position = sources.get(path)?.positionAt(start);
    return position && { file: path, ...position };
  };
}
