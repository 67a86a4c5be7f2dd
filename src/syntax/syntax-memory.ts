import type { Item } from "../../grammar/index.js";
import type { SourceFile } from "../text/source-file.js";
import { buildAst } from "./build-ast.js";
import type { BuiltBlocks } from "./built-blocks.js";
import { parseAgain } from "./parse-again.js";
import { parseFile, type SyntaxFile } from "./tree.js";
import type { TypedFile } from "./typed-file.js";

/**
 * Reads texts that are read again after each edit. What has not changed is not read again: the blocks at top level are
 * those of the version before. So of each file only the newest tree may be used.
 */
export class SyntaxMemory {
  readonly #trees = new Map<string, SyntaxFile>();
  readonly #built: BuiltBlocks = new WeakMap();
  readonly #typed = new WeakMap<readonly Item[], TypedFile>();

  /** As `parseFile`. */
  parse(source: SourceFile): SyntaxFile {
    const { path, text } = source;
    const before = this.#trees.get(path);
    if (before?.source.text === text) return before;
    // Should reading fail half way, the tree before is worth nothing either.
    this.#trees.delete(path);
    const tree = before === undefined ? parseFile(source) : parseAgain(before, source);
    this.#trees.set(path, tree);
    return tree;
  }

  /** As `buildAst`; the same for the same items. */
  typed(items: readonly Item[]): TypedFile {
    const known = this.#typed.get(items);
    if (known !== undefined) return known;
    const made = buildAst(items, this.#built);
    this.#typed.set(items, made);
    return made;
  }

  /** Forgets all files but these. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#trees.keys()) if (!paths.has(path)) this.#trees.delete(path);
  }
}
