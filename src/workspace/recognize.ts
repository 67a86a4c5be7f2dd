import { basename, dirname, resolve, sep } from "node:path";
import { isIncludeKeyword } from "../../grammar/index.js";
import { expandBraces } from "../evaluate/includes.js";
import type { FileReader } from "../evaluate/index.js";
import { readInclude } from "../evaluate/sources.js";
import { placesNamed, topLevelPlaces } from "../syntax/schema-index.js";

/** A file that nobody named: it was found below a folder or by a pattern. */
export interface FileCandidate {
  readonly path: string;
  readonly text: string;
}

/**
 * Those of some files that are not keepalived's. A file is keepalived's by its name, by the settings (`isChosen`), by a
 * block or keyword of keepalived at its top level, and where one that is includes it, or it includes one that is. `named`
 * gives the files that the user named, which may include others; they are only asked for where a file is in doubt.
 */
export function findForeign(
  found: readonly FileCandidate[],
  named: () => readonly FileCandidate[],
  isChosen: (path: string) => boolean,
  reader: FileReader,
): ReadonlySet<string> {
  const doubtful = new Map<string, FileCandidate>();
  const parts: FileCandidate[] = [];
  const ours: FileCandidate[] = [];
  for (const file of found) {
    const kind = isChosen(file.path) ? "ours" : kindOf(file.path, file.text);
    if (kind === "ours") ours.push(file);
    else doubtful.set(resolve(file.path), file);
    if (kind === "part") parts.push(file);
  }
  if (doubtful.size === 0) return new Set();
  const open = [...named(), ...ours];
  const sure = new Set(open.map(({ path }) => resolve(path)));
  // A root file may be put together from others, and hold nothing else.
  open.push(...parts.filter((file) => includedBy(file, reader).some((path) => sure.has(path))));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    doubtful.delete(resolve(next.path));
    if (doubtful.size === 0) break;
    open.push(...includedBy(next, reader).flatMap((path) => doubtful.get(path) ?? []));
  }
  return new Set([...doubtful.values()].map(({ path }) => path));
}

/** Whether a file that the user named, or an unnamed one where it is in doubt, is another program's. */
export const isForeign = (path: string, text: string): boolean => kindOf(path, text) === "foreign";

/**
 * What a file is by itself: keepalived's; something that only holds words that keepalived knows, such as a part that is
 * included; or another program's.
 */
function kindOf(path: string, text: string): "ours" | "part" | "foreign" {
  if (isOtherForm(text)) return "foreign";
  if (/keepalived/i.test(basename(path))) return "ours";
  const { ours, known, foreign } = weigh(text);
  if (foreign > ours + known) return "foreign";
  // As in /etc/keepalived.
  if (ours > 0 || dirname(resolve(path)).split(sep).includes("keepalived")) return "ours";
  return foreign === 0 && (known > 0 || text.trim() === "" || /^\s*include/m.test(text)) ? "part" : "foreign";
}

/** How the first line of other programs' files reads that is no comment: XML, a section of an INI file, YAML. */
const OTHER_FORM = /^\s*(?:<[?!a-z]|\[[\w .:-]+\]\s*$|---\s*$|%YAML)/i;

function isOtherForm(text: string): boolean {
  if (/^(?:\ufeff)?#!\//.test(text)) return true;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end);
    if (!/^[\s\ufeff]*(?:[#;!]|$)/.test(line)) return OTHER_FORM.test(line);
    start = end + 1;
  }
  return false;
}

/** First words of lines outside of all blocks. */
interface Weight {
  /** Those that no other program is likely to have. */
  ours: number;
  /** Those that keepalived knows somewhere, addresses, conditions and definitions. */
  known: number;
  foreign: number;
}

/** Weighs a text without parsing it: braces count outside of quotes and comments, marks of templates do not. */
function weigh(text: string): Weight {
  const weight: Weight = { ours: 0, known: 0, foreign: 0 };
  let depth = 0;
  const bareText = withoutTags(text);
  for (const line of bareText.split(/[\r\n]+/)) {
    if (line === "" || line.startsWith("#")) continue;
    const bare = line.replace(/"[^"]*"/g, '""').replace(/[#!].*$/s, "");
    const word = /^\s*([^\s{}]+)/.exec(bare)?.[1];
    const kind = depth > 0 || word === undefined ? undefined : weightOf(word);
    if (kind !== undefined) weight[kind]++;
    for (const brace of bare.match(/[{}]/g) ?? []) depth = brace === "{" ? depth + 1 : Math.max(0, depth - 1);
  }
  // A template that is all marks names what it puts in.
  if (bareText.trim() === "" && bareText !== text && distinctNames().test(text)) weight.ours++;
  return weight;
}

function weightOf(word: string): keyof Weight | undefined {
  // Other programs have includes, too.
  if (isIncludeKeyword(word)) return undefined;
  const places = placesNamed(word);
  // `instance` and `SSL` are words of everybody; those with a `_` are not.
  if (word.includes("_") && places.some(({ parent, kind }) => parent === undefined || kind !== "option")) return "ours";
  return places.length > 0 || /^[$@~]|^\d{1,3}(?:\.\d{1,3}){3}|^[\da-f]*:[\da-f:]+(?:\/\d+)?$/i.test(word)
    ? "known"
    : "foreign";
}

const distinctNames = (): RegExp =>
  new RegExp(`\\b(?:${[...topLevelPlaces().keys()].filter((name) => name.includes("_")).join("|")})\\b`);

const TAGS = [
  ["{{", "}}"],
  ["{%", "%}"],
  ["{#", "#}"],
  ["<%", "%>"],
] as const;

/** A text without what a template language stands for. */
function withoutTags(text: string): string {
  let rest = text;
  for (const [open, close] of TAGS) {
    if (!rest.includes(open)) continue;
    const parts: string[] = [];
    let at = 0;
    for (let start = rest.indexOf(open); start >= 0; start = rest.indexOf(open, at)) {
      const end = rest.indexOf(close, start + open.length);
      if (end < 0) break;
      parts.push(rest.slice(at, start));
      at = end + close.length;
    }
    rest = parts.join("") + rest.slice(at);
  }
  return rest;
}

/** Absolute names of the files that a file includes, wherever the lines stand in it. */
function includedBy({ path, text }: FileCandidate, reader: FileReader): readonly string[] {
  if (!text.includes("include")) return [];
  return text.split(/[\r\n]+/).flatMap((line) => {
    const pattern = readInclude(line.trimStart())?.pattern.trimEnd();
    if (pattern === undefined || pattern.includes("$")) return [];
    const names = (expandBraces(pattern) ?? []).flatMap((one) => reader.glob(one, path) ?? []);
    return names.map((name) => resolve(name));
  });
}
