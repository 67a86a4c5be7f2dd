import { buildAst } from "../syntax/build-ast.js";
import type { SyntaxMemory } from "../syntax/syntax-memory.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { TypedFile } from "../syntax/typed-file.js";
import type { SourceFile } from "../text/source-file.js";

/** One file as file rules see it: its text, its tree, and its AST before evaluation. */
export interface LintFile {
  readonly source: SourceFile;
  readonly tree: SyntaxFile;
  /** Read when first asked for. */
  readonly typed: TypedFile;
  /** Release that the file has to work with; undefined: no particular one. */
  readonly target: string | undefined;
  /** The text in canonical form; undefined: the file is left as it is, or the run has no formatter. */
  readonly formatted: string | undefined;
}

/** Formats a text; undefined where it is to stay as it is. */
export type Formatter = (text: string, path: string) => string | undefined;

export function lintFile(
  tree: SyntaxFile,
  target: string | undefined,
  formatter?: Formatter,
  memory?: SyntaxMemory,
): LintFile {
  let typed: TypedFile | undefined;
  return {
    source: tree.source,
    tree,
    target,
    get typed() {
      typed ??= memory?.typed(tree.items) ?? buildAst(tree.items);
      return typed;
    },
    get formatted() {
      return formatter?.(tree.source.text, tree.source.path);
    },
  };
}
