import type { Word } from "../../grammar/index.js";
import type { Member } from "./virtual-routers.js";

/** The keyword of a list or setting inside an instance, or the instance's name where there is none. */
export function keywordOf({ instance: { block, head } }: Member, keyword: string): Word {
  for (const { items } of block.bodies) {
    for (const item of items) if (item.kind === "statement" && item.keyword?.value === keyword) return item.keyword;
  }
  return head;
}
