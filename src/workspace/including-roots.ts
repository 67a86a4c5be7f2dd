import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { tokens } from "../../grammar/index.js";
import { expandBraces } from "../evaluate/includes.js";
import { parseFile } from "../syntax/tree.js";
import { SourceFile } from "../text/source-file.js";
import { glob3 } from "./glob3.js";
import { readTextFile } from "./read-file.js";
import { shown } from "./shown.js";

/** How far up an including file is looked for: to the root of the repository, or a few folders where there is none. */
const LEVELS = { inRepository: 8, elsewhere: 2 } as const;
/** Files that are opened in one search, and how large one may be, in MiB: roots that people write are small. */
const MOST_FILES = 500;
const MOST_SIZE = 1;
/** Includes in included files. */
const MOST_STEPS = 5;

/**
 * Files above the given ones that include them: a fragment such as `conf.d/20-vip.conf` means something only as a part
 * of its `keepalived.conf`. Looks at `*.conf` in the folders above, each folder and file once in a call. Gives names as
 * the given ones are: relative where those are. Touches nothing but these folders; what cannot or may not be read is passed
 * over.
 */
export function findIncludingRoots(
  given: readonly string[],
  mayRead: (path: string) => boolean = () => true,
): readonly string[] {
  const search = new Search(new Set(given.map((path) => resolve(path))), mayRead);
  const found = new Set<string>();
  for (const path of given) for (const root of search.rootsOf(resolve(path), MOST_STEPS)) found.add(root);
  const name = given.some((path) => isAbsolute(path)) ? (path: string) => path : shown;
  return [...found].sort().map(name);
}

class Search {
  readonly #given: ReadonlySet<string>;
  readonly #mayRead: (path: string) => boolean;
  /** Files that each candidate of a folder includes. */
  readonly #folders = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  #opened = 0;

  constructor(given: ReadonlySet<string>, mayRead: (path: string) => boolean) {
    this.#given = given;
    this.#mayRead = mayRead;
  }

  /** Those at the end of the way up; a file that is given itself is read anyway. */
  rootsOf(file: string, steps: number): readonly string[] {
    const includers = foldersAbove(file).flatMap((folder) =>
      [...this.#candidates(folder)].flatMap(([path, included]) => (path !== file && included.has(file) ? path : [])),
    );
    if (steps === 0) return [];
    return includers.flatMap((path) => {
      const above = this.rootsOf(path, steps - 1);
      return above.length > 0 ? above : [path];
    });
  }

  #candidates(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const found = new Map<string, ReadonlySet<string>>();
    this.#folders.set(folder, found);
    for (const name of configurationsIn(folder)) {
      const path = join(folder, name);
      if (this.#given.has(path) || this.#opened >= MOST_FILES || !this.#mayRead(path)) continue;
      this.#opened++;
      const included = includedBy(path);
      if (included.size > 0) found.set(path, included);
    }
    return found;
  }
}

function configurationsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".conf"))
      .sort();
  } catch {
    return [];
  }
}

/** The file's folder and those above it, nearest first. */
function foldersAbove(file: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folders.length <= LEVELS.inRepository; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, ".git"))) return folders;
    if (dirname(folder) === folder) break;
  }
  return folders.slice(0, LEVELS.elsewhere + 1);
}

/** Names of the files that the include lines of a file match. */
function includedBy(path: string): ReadonlySet<string> {
  const read = readTextFile(path, MOST_SIZE);
  if (read.kind !== "read" || !read.file.text.includes("include")) return new Set();
  const { tokens: all } = parseFile(new SourceFile(basename(path), read.file.text));
  const patterns = all.flatMap(({ tokenType, words }) =>
    tokenType === tokens.Include ? (expandBraces(words[1]?.value ?? "") ?? []) : [],
  );
  const known = patterns.filter((pattern) => pattern !== "" && !pattern.includes("$"));
  return new Set(known.flatMap((pattern) => glob3(pattern, dirname(path)) ?? []).map((name) => resolve(name)));
}
