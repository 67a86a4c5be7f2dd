import type { Statement, Word } from "../../grammar/index.js";
import { isUnknown } from "../syntax/values.js";
import { compareReleases } from "../text/release.js";

/** What keepalived rejects in a `umask` line, which it then ignores. */
export interface UmaskFault {
  readonly at: Word;
  readonly why: string;
}

const NAMES = ["IRUSR", "IWUSR", "IXUSR", "IRGRP", "IWGRP", "IXGRP", "IROTH", "IWOTH", "IXOTH"];
/** All permissions of one class; releases before do not know them. */
const CLASS_NAMES = ["IRWXU", "IRWXG", "IRWXO"];
const CLASS_NAMES_SINCE = "2.2.8";

/** One number up to 0777, or names joined by `|` over any number of words (global_parser.c:umask_handler). */
export function umaskFault({ words: [, ...words] }: Statement, target: string | undefined): UmaskFault | undefined {
  const [first, second] = words;
  if (first === undefined || words.some(isUnknown)) return undefined;
  if (!/^\d/.test(first.value)) return namesFault(words, target);
  if (second !== undefined) return { at: second, why: `unexpected "${second.value}" after the number` };
  const number = /^0[0-7]*$/.test(first.value) ? Number.parseInt(first.value, 8) : Number(first.value);
  const isNumber = /^(?:0[0-7]*|0x[\da-f]+|[1-9]\d*)$/i.test(first.value) && number <= 0o777;
  return isNumber ? undefined : { at: first, why: `"${first.value}" is not a number up to 0777` };
}

function namesFault(words: readonly Word[], target: string | undefined): UmaskFault | undefined {
  const hasClasses = target === undefined || compareReleases(target, CLASS_NAMES_SINCE) >= 0;
  const names = hasClasses ? [...NAMES, ...CLASS_NAMES] : NAMES;
  let isNameNext = true;
  for (const word of words) {
    for (let rest = word.value; rest !== ""; isNameNext = !isNameNext) {
      const found = isNameNext ? names.find((name) => rest.startsWith(name)) : /^\|/.exec(rest)?.[0];
      if (found === undefined) {
        const why = isNameNext ? `"${rest}" is not a permission` : `"|" is missing before "${rest}"`;
        return { at: word, why };
      }
      rest = rest.slice(found.length);
    }
  }
  const last = words.at(-1);
  return isNameNext && last !== undefined ? { at: last, why: "a permission is missing at the end" } : undefined;
}
