import type { Place, Via } from "../../grammar/index.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { findTemplate } from "../template/find-mark.js";
import type { ChosenLanguage } from "../template/tag.js";
import { SourceFile } from "../text/source-file.js";
import { joinVia } from "./line.js";
import type { IncludeFailure, ProblemList } from "./problems.js";

/** Reads files for evaluation, which itself touches no disk. */
export interface FileReader {
  /**
   * Names matching one glob pattern (no `{a,b}` left in it) in name order, relative names resolved against the folder
   * of `from`. Undefined: there are too many.
   */
  glob(pattern: string, from: string): readonly string[] | undefined;
  read(
    path: string,
  ):
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "missing" | "folder" | "unreadable" | "not-regular" | "outside" };
}

/** A file as one include line brings it in: its places say so. */
class IncludedFile extends SourceFile {
  readonly #via: readonly Via[];

  constructor(path: string, text: string, via: readonly Via[]) {
    super(path, text);
    this.#via = via;
  }

  override locate(start: number, end: number): Place {
    return { path: this.path, start, end, via: this.#via };
  }
}

/** What the letter after `include` and `include_check` make an error (parser.c:check_include). */
export interface Strictness {
  readonly read: boolean;
  readonly missing: boolean;
  readonly wildcard: boolean;
  readonly brace: boolean;
}

export const LENIENT: Strictness = { read: false, missing: false, wildcard: false, brace: false };

/** What one include line asks for. */
export interface IncludeRequest {
  readonly keyword: string;
  readonly pattern: string;
  readonly from: string;
  readonly place: Place;
  /** Files that are being read: including one of them again would never end. */
  readonly open: ReadonlySet<string>;
  readonly check: Strictness;
}

/** Characters of files that are parsed in one evaluation, counted again for each line that includes them. */
const MAX_CHARACTERS = 100_000_000;

/** Times that files are read which were read before: 25 files that include the next one twice would be read for ever. */
const MAX_REPEATS = 10_000;

/** Files that one line of includes may nest; keepalived goes on until it has no file descriptors left. */
const MAX_NESTING = 200;

/** What the settings say about the template language of a file. */
export type TemplateChoice = (path: string) => ChosenLanguage | undefined;

/** Finds and reads included files; the same one through the same line only once. */
export class Includes {
  /** Files in the order in which they were first read. */
  readonly files: SyntaxFile[];
  isComplete = true;
  /** More would be read than is followed. */
  isCut = false;
  readonly #reader: FileReader | undefined;
  readonly #problems: ProblemList;
  readonly #trees = new Map<string, SyntaxFile>();
  readonly #paths: Set<string>;
  readonly #templateFor: TemplateChoice | undefined;
  #characters = 0;
  #repeats = 0;

  constructor(
    root: SyntaxFile,
    reader: FileReader | undefined,
    problems: ProblemList,
    templateFor: TemplateChoice | undefined,
  ) {
    this.files = [root];
    this.#paths = new Set([root.source.path]);
    this.#reader = reader;
    this.#templateFor = templateFor;
    this.#problems = problems;
  }

  /** The files that an include line brings in, in order (parser.c:open_and_check_glob, open_conf_file). */
  open(request: IncludeRequest): readonly SyntaxFile[] {
    const fail = (reason: IncludeFailure, isError: boolean, pattern = request.pattern): void => {
      this.isComplete = false;
      this.#problems.add({ kind: "include", reason, pattern, isError, place: request.place });
    };
    const strict = strictness(request.keyword, request.check);
    if (this.#reader === undefined || request.pattern.includes("$")) return none(fail, "unread", false);
    if (request.open.size > MAX_NESTING) return none(fail, "too-deep", true);
    const alternatives = expandBraces(request.pattern);
    if (alternatives === undefined) return none(fail, "too-many", true);
    const names: string[] = [];
    let isMissing = false;
    for (const alternative of alternatives) {
      const found = this.#reader.glob(alternative, request.from);
      if (found === undefined) return none(fail, "too-many", true);
      if (found.length === 0 && !isWildcard(alternative)) isMissing = true;
      names.push(...found);
    }
    const hasBraces = alternatives.length > 1;
    if (names.length === 0 && !isMissing) return none(fail, "no-match", strict.wildcard);
    if (isMissing) fail("missing", hasBraces ? strict.brace : strict.missing);
    if (isMissing && hasBraces && strict.brace) return [];
    return names.flatMap((name) => this.#read(name, request, strict, fail) ?? []);
  }

  #read(
    path: string,
    request: IncludeRequest,
    strict: Strictness,
    fail: (reason: IncludeFailure, isError: boolean, pattern?: string) => void,
  ): SyntaxFile | undefined {
    if (request.open.has(path)) {
      fail("cycle", true, path);
      return undefined;
    }
    const { place } = request;
    const key = `${path}\n${place.path}\n${place.start}\n${place.via.map((step) => `${step.path} ${step.start}`).join("\n")}`;
    const known = this.#trees.get(key);
    if (known !== undefined) return known;
    const result = this.#reader?.read(path) ?? { kind: "missing" };
    if (result.kind === "outside") {
      fail("outside", false);
      return undefined;
    }
    if (result.kind !== "text") {
      fail(result.kind, strict.read, path);
      return undefined;
    }
    if (findTemplate(result.text, path, this.#templateFor?.(path)) !== undefined) {
      fail("template", false, path);
      return undefined;
    }
    this.#characters += result.text.length;
    if (this.#paths.has(path)) this.#repeats++;
    if (this.#characters > MAX_CHARACTERS || this.#repeats > MAX_REPEATS) {
      this.isCut = true;
      fail("too-much", true, path);
      return undefined;
    }
    const step: Via = { path: place.path, start: place.start, end: place.end, message: "included here" };
    const tree = parseFile(new IncludedFile(path, result.text, joinVia([step], place.via)));
    this.#trees.set(key, tree);
    if (!this.#paths.has(path)) {
      this.#paths.add(path);
      this.files.push(tree);
    }
    return tree;
  }
}

function none(
  fail: (reason: IncludeFailure, isError: boolean) => void,
  reason: IncludeFailure,
  isError: boolean,
): readonly SyntaxFile[] {
  fail(reason, isError);
  return [];
}

function strictness(keyword: string, check: Strictness): Strictness {
  const letter = keyword.slice("include".length);
  return {
    read: check.read || letter !== "",
    missing: check.missing || letter === "m" || letter === "w" || letter === "a",
    wildcard: check.wildcard || letter === "w" || letter === "a",
    brace: check.brace || letter === "b" || letter === "a",
  };
}

/** What `include_check` and its words make of the strictness that held (parser.c:include_check_set). */
export function includeCheck(words: readonly string[], held: Strictness): Strictness {
  if (words.length === 0) return { read: true, missing: true, wildcard: true, brace: true };
  let result = held;
  words.forEach((word, index) => {
    const sign = word.startsWith("-") || word.startsWith("+") ? word[0] : "";
    const flag = FLAGS.get(sign === "" ? word : word.slice(1));
    if (sign === "" && index > 0) return;
    if (sign === "") result = LENIENT;
    if (flag === undefined) return;
    if (sign === "") result = { ...LENIENT, read: true, [flag]: true };
    else result = { ...result, [flag]: sign === "+" };
  });
  return result;
}

const FLAGS: ReadonlyMap<string, keyof Strictness> = new Map([
  ["read", "read"],
  ["match", "missing"],
  ["wildcard_match", "wildcard"],
  ["brace_match", "brace"],
]);

/** What glob(3) looks for in a folder's list instead of asking for it by name. */
const isWildcard = (pattern: string): boolean => /[*?[\\]/.test(pattern);

/** Alternatives that braces may stand for together. */
const MAX_ALTERNATIVES = 1000;

/** The patterns that `{a,b}` stands for, in order (glob's GLOB_BRACE); undefined when there are too many. */
export function expandBraces(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const work = [pattern];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const group = firstGroup(next);
    if (group === undefined) done.push(next);
    else {
      const head = next.slice(0, group.start);
      const tail = next.slice(group.end);
      for (const part of group.parts.toReversed()) work.push(head + part + tail);
    }
    if (done.length + work.length > MAX_ALTERNATIVES) return undefined;
  }
  return done;
}

/** What the first `{` opens; undefined: there is none, or it is not closed, so that no brace counts. */
function firstGroup(pattern: string): { start: number; end: number; parts: string[] } | undefined {
  const start = /^(?:[^\\{]|\\[\s\S])*/.exec(pattern)?.[0].length ?? 0;
  const group = pattern[start] === "{" ? closeGroup(pattern, start) : undefined;
  return group === undefined ? undefined : { start, ...group };
}

function closeGroup(pattern: string, start: number): { end: number; parts: string[] } | undefined {
  const parts: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "," && depth === 1) {
      parts.push(pattern.slice(from, at));
      from = at + 1;
    } else if (char === "}" && --depth === 0) {
      parts.push(pattern.slice(from, at));
      return { end: at + 1, parts };
    }
  }
  return undefined;
}
