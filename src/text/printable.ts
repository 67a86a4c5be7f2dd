/** Control characters that no terminal or log should get raw, and lone surrogates, which stand for single bytes. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]/gu;

/**
 * Commands that CI programs find in the lines of a log: `::error ...::` where a line begins, for GitHub, and `##[error]`,
 * `##vso[...]` and `##teamcity[...]` anywhere, for GitHub, Azure and TeamCity. The first sign of one is shown escaped; an
 * address such as `::beef` is none.
 */
const COMMAND = /(?<=^\s*):(?=:(?![\da-f]{1,4}[ \t:])[a-z-]+(?:[ \t][^\n]*)?::)|#(?=#[a-z]*\[)/gim;

/** Text with what would move the cursor or hide text shown as `\xNN` or `\u{N}`. Tabs and line feeds stay. */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code < 0x100 ? escaped(code) : `\\u{${code.toString(16)}}`;
  });

/** Text that is safe to print: as `visible`, and with nothing that is a command to a CI program. */
export const printable = (text: string): string =>
  visible(text).replace(COMMAND, (char) => escaped(char.charCodeAt(0)));

const escaped = (code: number): string => `\\x${code.toString(16).padStart(2, "0")}`;

/** As `printable`, and on one line: for names of files, which may hold newlines. */
export const printableLine = (text: string): string => printable(text).replace(/\n/g, "\\n").replace(/\t/g, "\\t");

/** Text without lone surrogates, which stand for single bytes: what reads JSON may refuse them. */
export const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, "\ufffd");

/** A value as JSON, indented, with nothing in it that is a command to a CI program which finds it in a log. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2)}\n`.replace(/#(?=#)/g, "\\u0023");
