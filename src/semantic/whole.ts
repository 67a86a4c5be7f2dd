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

/** A brace that reading added is empty. */
const isClosed = ({ close }: Block): boolean => close !== undefined && close.end > close.start;
