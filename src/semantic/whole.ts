import type { Block } from "../../grammar/index.js";
import type { BlockNode } from "../syntax/ast.js";
import type { Node } from "./node.js";

/**
 * Whether everything that was meant for a block is known, so that what is not there is really missing: all includes
 * were read, the block is closed, and each of its lines is one that keepalived knows. A line that it does not know may
 * be the missing one, misspelt, and has a report of its own.
 */
export function isWhole(block: BlockNode, node: Pick<Node, "isComplete">): boolean {
  return node.isComplete && block.place !== undefined && block.isKnown && block.bodies.every(isClosed);
}

/** Whether global_defs has a keyword that is unknown, and that may have been meant for the one that a pattern describes. */
export const isMisspelt = ({ problems }: Pick<Node, "problems">, pattern: RegExp): boolean =>
  problems.some(
    ({ kind, place, word }) =>
      kind === "unknown-keyword" && place?.path === "global_defs" && word !== undefined && pattern.test(word.value),
  );

/** A brace that reading added is empty. */
const isClosed = ({ close }: Block): boolean => close !== undefined && close.end > close.start;
