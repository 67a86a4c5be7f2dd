import type { Statement } from "../../grammar/index.js";
import type { BlockNode, Typed } from "../syntax/ast.js";
import type { AnchorEdit } from "./define-rule.js";
import { removeStatement } from "./edits.js";

/** Takes a list's line out; the whole list where nothing else is in it. */
export function removeEntry(parent: Pick<BlockNode, "bodies">, { statement }: Typed): AnchorEdit {
  const list = listOf(parent, statement);
  return removeStatement(list !== undefined && holdsNothingElse(list, statement) ? list : statement);
}

function listOf({ bodies }: Pick<BlockNode, "bodies">, line: Statement): Statement | undefined {
  for (const { items } of bodies) {
    for (const item of items) if (item.kind === "statement" && item.block?.items.includes(line)) return item;
  }
  return undefined;
}

/** A comment on a line of its own may be an entry that comes back, so it stays; one behind the brace tells of the list. */
function holdsNothingElse({ token, block }: Statement, line: Statement): boolean {
  if (block?.close === undefined || block.items.length > 1 || token.source !== block.close.source) return false;
  const { text } = token.source;
  const before = text.slice(block.open.end, line.token.start);
  const after = text.slice(line.token.end, block.close.start);
  return !/\n[ \t]*[#!]/.test(before) && !/\n[ \t]*[#!]/.test(after);
}
