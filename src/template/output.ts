import type { Span } from "../text/span.js";
import type { Tag } from "./tag.js";

/** What an output puts at the start of a line that is a comment: Ansible's banner, or a text that begins as one. */
export const isCommentText = ({ kind, code }: Tag): boolean =>
  kind === "output" && (/\|\s*comment\b|\bansible_managed\b/.test(code) || /^\s*["'][#!]/.test(code));

/** A word that can be a whole word of a configuration. */
const WORD = `[^\\s"'\`{}#!\\\\$]+`;

const QUOTED = `(["'])(${WORD})\\1`;
const NUMBER = "()(\\d+(?:\\.\\d+)?)";

/** How a tag says what it may put out: `x | default("a")`, `"a" if x else "b"`, `x ? "a" : "b"`, `X:-a`, `x || "a"`. */
let says: readonly RegExp[] | undefined;

const makeForms = (): readonly RegExp[] => [
  new RegExp(`^[A-Za-z_]\\w*:?-()(${WORD})$`, "d"),
  ...[QUOTED, NUMBER].flatMap((value) => [
    new RegExp(
      `\\|\\s*d(?:efault)?\\s*\\(\\s*${value}\\s*(?:,\\s*[Tt]rue\\s*)?\\)(?:\\s*\\|\\s*(?:int|string))?\\s*$`,
      "d",
    ),
    new RegExp(`\\|\\s*default\\s+${value}\\s*$`, "d"),
    new RegExp(`^\\s*default\\s+${value}\\s+\\S+\\s*$`, "d"),
    new RegExp(`\\?\\s*${value}\\s*:`, "d"),
    new RegExp(`\\?[^?:]*:\\s*${value}\\s*$`, "d"),
    new RegExp(`^\\s*${value}\\s+if\\s`, "d"),
    new RegExp(`\\selse\\s+${value}\\s*$`, "d"),
    new RegExp(`\\|\\|\\s*${value}\\s*$`, "d"),
  ]),
];

/** Words that an output may put out, where it is a word by itself; they are in the order in which they are written. */
export function possibleWords(tags: readonly Tag[], number: number, text: string): readonly Span[] {
  const tag = tags[number];
  if (tag?.kind !== "output") return [];
  const known = KNOWN.get(tag);
  if (known !== undefined) return known;
  const words = isWord(tags, number, text, -1) && isWord(tags, number, text, 1) ? wordsIn(tag, text) : [];
  KNOWN.set(tag, words);
  return words;
}

function wordsIn(tag: Tag, text: string): readonly Span[] {
  const offset = text.indexOf(tag.code, tag.start);
  says ??= makeForms();
  const words = says.flatMap((form) => {
    const [start, end] = form.exec(tag.code)?.indices?.[2] ?? [];
    return start === undefined || end === undefined ? [] : [{ start: offset + start, end: offset + end }];
  });
  return words.sort((a, b) => a.start - b.start);
}

const KNOWN = new WeakMap<Tag, readonly Span[]>();

/** Whether nothing is joined to an output on one side: there is white space or a brace, if need be beyond other tags. */
function isWord(tags: readonly Tag[], number: number, text: string, side: 1 | -1): boolean {
  for (let at = number; ; at += side) {
    const tag = tags[at];
    if (tag === undefined || (at !== number && tag.kind === "output")) return false;
    const edge = side < 0 ? tag.before : tag.after;
    const next = tags[at + side];
    if (next !== undefined && (side < 0 ? next.after >= edge : next.before <= edge)) continue;
    return /[\s{}]/.test(text[side < 0 ? edge - 1 : edge] ?? " ");
  }
}
