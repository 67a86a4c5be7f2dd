import type { Item, Token } from "../../grammar/index.js";

/** Appends the tokens that items were made of to a stream, in their order. */
export function flatten(items: readonly Item[], stream: Token[]): void {
  for (const item of items) {
    if (item.kind !== "statement") {
      stream.push(item.token);
      continue;
    }
    if (item.words.length > 0 || item.token !== item.block?.open) stream.push(item.token);
    if (item.block === undefined) continue;
    stream.push(item.block.open);
    flatten(item.block.items, stream);
    if (item.block.close !== undefined) stream.push(item.block.close);
  }
}
