import type { Block } from "../../grammar/index.js";
import type { BlockNode } from "../syntax/ast.js";
import type { Place } from "../syntax/schema-index.js";
import type { Node } from "./node.js";

/**
 * Whether everything that was meant for a block is known, so that what is not there is really missing: all includes
 * were read, the block is closed, and each of its lines is one that keepalived knows. A line that it does not know may
 * be the missing one, misspelt, and has a report of its own.
 */
export function isWhole(block: BlockNode, node: Pick<Node, "isComplete">): boolean {
  if (!node.isComplete) return false;
  const known = block.place?.children;
  if (known === undefined) return false;
  // Plain loops: this is asked for each instance by many.
  for (const body of block.bodies) if (!isWholeBody(body, known)) return false;
  return true;
}

function isWholeBody({ close, items }: Block, known: ReadonlyMap<string, Place>): boolean {
  // A brace that reading added is empty.
  if (close === undefined || close.end <= close.start) return false;
  for (const item of items) {
    if (item.kind === "statement") {
      if (item.keyword === undefined || !known.has(item.keyword.value)) return false;
    } else if (item.kind !== "definition" && item.kind !== "bare") return false;
  }
  return true;
}
