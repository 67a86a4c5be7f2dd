import { displayWidth } from "./display-width.js";

/** Narrower than this, words would be torn apart all the time; a terminal may be as narrow all the same. */
const LEAST = 10;

/** Breaks text between words into lines of at most `width` columns; each line of the text stays one of its own. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(width, LEAST);
  return text.split("\n").flatMap((line) => wrapLine(line, most));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  let used = 0;
  for (const word of line.split(/ +/)) {
    const columns = displayWidth(word);
    if (current !== "" && used + 1 + columns > width) {
      lines.push(current);
      current = word;
      used = columns;
    } else {
      used += columns + (current === "" ? 0 : 1);
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
