/** Control characters that no terminal or log should get raw, and lone surrogates, which stand for single bytes. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]/gu;

/** Text that is safe to print: what would move the cursor or hide text is shown as `\xNN` or `\u{N}`. Tabs stay. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
}

/** As `printable`, and on one line: for names of files, which may hold newlines. */
export const printableLine = (text: string): string => printable(text).replace(/\n/g, "\\n").replace(/\t/g, "\\t");

/** Text without lone surrogates, which stand for single bytes: what reads JSON may refuse them. */
export const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
