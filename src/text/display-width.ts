/** Columns of a tab, which goes to their next multiple. Only what starts in one column is compared, so a viewer's own width does not matter. */
export const TAB_COLUMNS = 8;

/** Two columns: East Asian wide and full-width characters (Unicode, UAX #11), and emoji shown as such. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
/** No column of their own: combining marks, joiners, variation selectors. */
const EMPTY = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Characters that join others into one picture; only then segments are worth their cost. */
const JOINING = /[\u200d\ufe0f\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;

let segmenter: Intl.Segmenter | undefined;

/** Columns that `text[start, end)` takes on a screen; a tab goes to the next stop, counted from `start`. */
export function displayWidth(text: string, start = 0, end = text.length): number {
  let width = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 9) width += TAB_COLUMNS - (width % TAB_COLUMNS);
    else if (code < 0x7f) width++;
    else if (isIdeograph(code)) width += 2;
    else return width + wideWidth(text.slice(at, end), width);
  }
  return width;
}

/** Han, Kana letters and Hangul syllables, two columns each: most of what is not ASCII, without compiling the patterns. */
const isIdeograph = (code: number): boolean =>
  (code >= 0x3041 && code <= 0x3096) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);

function wideWidth(text: string, column: number): number {
  let width = 0;
  for (const piece of pieces(text)) {
    if (piece === "\t") width += TAB_COLUMNS - ((column + width) % TAB_COLUMNS);
    else if (WIDE.test(piece)) width += 2;
    else if (!EMPTY.test(piece)) width += 1;
  }
  return width;
}

function pieces(text: string): Iterable<string> {
  if (!JOINING.test(text)) return text;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The part of a text without tabs that lies in the columns `[from, from + width)`; half a wide character is a space. */
export function cutColumns(text: string, from: number, width: number): string {
  let column = 0;
  let cut = "";
  for (const piece of pieces(text)) {
    const columns = displayWidth(piece);
    // An accent after the last character still belongs to it, one before the first to what is cut off.
    if (columns > 0 && column >= from + width) break;
    if (columns === 0 && column === from && from > 0 && cut === "") continue;
    const end = column + columns;
    const isInside = column >= from && end <= from + width;
    const isHalf = !isInside && end > from && column < from + width;
    if (isInside) cut += piece;
    else if (isHalf) cut += " ".repeat(Math.min(end, from + width) - Math.max(column, from));
    column = end;
  }
  return cut;
}
