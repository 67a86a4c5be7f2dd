import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "./bytes.js";
import { nameMatcher } from "./match-name.js";

/** Names that one pattern may find, and folders that it may look into: `*\/..` again and again would find ever more. */
const MOST = 20_000;

/**
 * Names that a pattern without braces finds, in the order of glob(3), which keepalived's includes use
 * (parser.c:open_and_check_glob; it sets no locale, so bytes are compared). Relative ones are resolved against
 * `folder`. Undefined: it finds too many.
 */
export function glob3(pattern: string, folder: string): readonly string[] | undefined {
  const [asBytes, base] = [toBytes(pattern), toBytes(folder)];
  const isAbsolute = asBytes.startsWith("/") || asBytes.startsWith("\\/");
  try {
    const found = new Search(isAbsolute ? "" : base).find(asBytes, false);
    return found.sort(compare).map((path) => fromBytes(isAbsolute ? join(path) : join(base, path)));
  } catch (error) {
    if (error instanceof TooManyError) return undefined;
    throw error;
  }
}

class TooManyError extends Error {}

/** One byte a character. */
const toBytes = (text: string): string => encode(text).toString("latin1");
const fromBytes = (bytes: string): string => decode(Buffer.from(bytes, "latin1"));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a part of a pattern holds. */
type Form = "plain" | "escaped" | "special";

class Search {
  readonly #base: string;
  #left = MOST;

  constructor(base: string) {
    this.#base = base;
  }

  /** The paths that a pattern finds; `isFolder`: only folders are wanted. */
  find(pattern: string, isFolder: boolean): string[] {
    if (pattern === "") return [];
    const slash = pattern.lastIndexOf("/");
    const name = pattern.slice(slash + 1);
    if (slash < 0) return this.#namesIn(".", name, isFolder);
    if (slash === 0 || (slash === 1 && pattern.startsWith("\\"))) return this.#below("/", name, isFolder);
    const above = pattern.slice(0, slash);
    if (name === "" && slash > 1) return this.find(withoutLastEscape(above), true);
    const form = formOf(above);
    if (form !== "special") return this.#below(form === "escaped" ? unescape(above) : above, name, isFolder);
    return this.find(withoutLastEscape(above), true).flatMap((folder) => this.#below(folder, name, isFolder));
  }

  #below(folder: string, name: string, isFolder: boolean): string[] {
    const prefix = folder === "/" ? "/" : `${folder}/`;
    return this.#namesIn(folder, name, isFolder).map((found) => prefix + found);
  }

  #namesIn(folder: string, pattern: string, isFolder: boolean): string[] {
    this.#spend(1);
    if (formOf(pattern) === "plain") return this.#exists(`${folder}/${pattern}`) ? [pattern] : [];
    const matches = nameMatcher(pattern);
    const names = this.#list(folder).filter(matches);
    this.#spend(names.length);
    return isFolder ? names.filter((name) => this.#isFolder(`${folder}/${name}`)) : names;
  }

  #spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw new TooManyError();
  }

  #exists(path: string): boolean {
    try {
      return lstatSync(this.#pathOf(path), { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false;
    }
  }

  #isFolder(path: string): boolean {
    try {
      return statSync(this.#pathOf(path), { throwIfNoEntry: false })?.isDirectory() === true;
    } catch {
      return false;
    }
  }

  /** glob(3) passes over folders that it cannot read. */
  #list(folder: string): readonly string[] {
    try {
      return [".", "..", ...readdirSync(this.#pathOf(folder), "latin1")];
    } catch {
      return [];
    }
  }

  #pathOf(path: string): Buffer {
    const isAbsolute = path.startsWith("/") || this.#base === "";
    return Buffer.from(isAbsolute ? path : `${this.#base}/${path}`, "latin1");
  }
}

/** Whether names have to be compared; what is plain is only looked for. */
function formOf(pattern: string): Form {
  let form: Form = "plain";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "*" || char === "?" || char === "[") return "special";
    if (char !== "\\") continue;
    form = "escaped";
    at++;
  }
  return form;
}

const unescape = (pattern: string): string => pattern.replace(/\\([\s\S]|$)/g, "$1");

/** Without a backslash at the end that is not itself escaped: it belongs to the slash behind it. */
const withoutLastEscape = (pattern: string): string =>
  (/\\*$/.exec(pattern)?.[0].length ?? 0) % 2 === 1 ? pattern.slice(0, -1) : pattern;
