import type { Token } from "../../grammar/index.js";

const TAB = 8;

/** Columns of spaces before a token that is first on its line; undefined elsewhere, and for lines that evaluation made. */
export function indentOf(token: Token): number | undefined {
  if (!token.isFirst) return undefined;
  const { text } = token.source;
  const lineStart = text.lastIndexOf("\n", token.start - 1) + 1;
  if (token.source.locate(token.start, token.end).start !== token.start) return undefined;
  let columns = 0;
  for (let at = lineStart; at < token.start; at++) {
    const char = text[at];
    if (char === " ") columns++;
    else if (char === "\t") columns += TAB - (columns % TAB);
    else return undefined;
  }
  return columns;
}
