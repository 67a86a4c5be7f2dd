import type { Token } from "../../grammar/index.js";
import { placesNamed } from "../syntax/schema-index.js";

/** Types whose values may hold any character; a mark after a number or an interface is a comment. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  "string",
  "script-command",
  "path",
  "regex",
  "hmac-key",
  "email",
  "directory",
  "dns-name",
]);

/** Whether the last word of the line is a value that may hold anything, wherever the keyword is. */
export function takesText({ words }: Token): boolean {
  const [keyword, ...values] = words;
  const last = values.at(-1);
  if (keyword === undefined || last === undefined || last.quoted) return false;
  return placesNamed(keyword.value).some(({ keyword: { args = [] } }) => {
    const argument = args[Math.min(values.length, args.length) - 1];
    return argument !== undefined && FREE_TEXT.has(argument.type);
  });
}
