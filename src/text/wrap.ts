import { cutColumns, displayWidth } from "./display-width.js";

/** Narrower than this, words would be torn apart all the time; a terminal may be as narrow all the same. */
const LEAST = 10;

/** Breaks text between words into lines of at most `width` columns; each line of the text stays one of its own. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(width, LEAST);
  return text.split("\n").flatMap((line) => wrapLine(line, most));
}

/** As `wrap`, and words that are too wide are cut; names of places stay whole, so that they can be clicked and copied. */
export function wrapTight(text: string, width: number): string[] {
  const most = Math.max(width, LEAST);
  return wrap(text, width).flatMap((line) =>
    displayWidth(line) <= most || PLACE.test(line) ? [line] : cut(line, most),
  );
}

/** A line that begins with `file:line:column` or is a list of `file:line`. */
const PLACE = /:\d+(?::\d+)?,?$/;

function cut(line: string, width: number): string[] {
  const lines: string[] = [];
  for (let rest = line; rest !== ""; ) {
    // A wide character that does not fit whole goes to the next line.
    let part = cutColumns(rest, 0, width);
    if (!rest.startsWith(part)) part = cutColumns(rest, 0, width - 1);
    lines.push(part);
    rest = rest.slice(part.length);
  }
  return lines;
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
