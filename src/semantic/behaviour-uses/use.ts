import type { SourceText, Statement } from "../../../grammar/index.js";
import type { Typed } from "../../syntax/ast.js";
import type { Node } from "../node.js";

/** A place of a configuration that a row of the behaviours is about. */
export interface Use {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

export type UsesOf = (node: Node) => Iterable<Use>;

/** The first word of a statement. */
export const headOf = (statement: Statement): Use => statement.keyword ?? statement.token;

/** The first words of what is set at a path. */
export const at = (...paths: readonly string[]): UsesOf =>
  function* (node) {
    for (const path of paths) for (const { statement } of node.all(path)) yield headOf(statement);
  };

/** The first words of what is set at a path and fits. */
export const where =
  (path: string, fits: (words: readonly string[], element: Typed) => boolean): UsesOf =>
  (node) =>
    node
      .all(path)
      .filter((element) =>
        fits(
          element.statement.words.map(({ value }) => value),
          element,
        ),
      )
      .map(({ statement }) => headOf(statement));
