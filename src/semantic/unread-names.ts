import type { Item, Statement } from "../../grammar/index.js";
import type { Problem } from "../syntax/problems.js";

/** What is in statements that keepalived does not read as their author meant; they have reports of their own. */
export interface Unread {
  /** All words: one of them may be the use that a definition lacks. */
  readonly words: ReadonlySet<string>;
  /** First words behind the keywords of blocks: one of them may be the name that a use misses. */
  readonly names: ReadonlySet<string>;
}

/** Reads the statements under a keyword that is not known, and blocks' keywords without a block. */
export function readUnread(problems: readonly Problem[]): Unread {
  const words = new Set<string>();
  const names = new Set<string>();
  // What stands inside one problem may be another, down to any depth.
  const seen = new Set<Statement>();
  for (const { kind, statement } of problems) {
    if (kind === "missing-block") addName(statement, names);
    if (kind === "unknown-keyword" || kind === "missing-block" || kind === "unexpected-block")
      collect(statement, { words, names }, seen);
  }
  return { words, names };
}

function collect(
  statement: Statement,
  { words, names }: { readonly words: Set<string>; readonly names: Set<string> },
  seen: Set<Statement>,
): void {
  // A stack instead of recursion: blocks may be nested deeply.
  const open: Item[] = [statement];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item.kind !== "statement" || seen.has(item)) continue;
    seen.add(item);
    for (const word of item.words) words.add(word.value);
    if (item.block === undefined) continue;
    addName(item, names);
    for (const inner of item.block.items) open.push(inner);
  }
}

function addName({ words }: Statement, names: Set<string>): void {
  const name = words[1]?.value;
  if (name !== undefined) names.add(name);
}
