import type { Item } from "../../grammar/index.js";
import type { Typed } from "./ast.js";
import { append, type GrowingBlock, type MutableBlock } from "./new-block.js";
import type { Problem } from "./problems.js";
import { type KeywordPlace, topLevelPlaces } from "./schema-index.js";
import type { UsedOption } from "./typed-file.js";

/** What came of a block at top level. Nothing in it depends on other items. */
export interface BuiltBlock {
  readonly block: GrowingBlock;
  readonly problems: readonly Problem[];
  readonly options: readonly UsedOption[];
  readonly byPath: ReadonlyMap<string, readonly Typed[]>;
}

/** What came of the blocks at top level when they were read before. */
export type BuiltBlocks = WeakMap<Item, BuiltBlock>;

/** Where what was read is gathered. */
interface Gathered {
  readonly problems: Problem[];
  readonly options: UsedOption[];
  readonly byPath: Map<string, Typed[]>;
}

/** The place of a block at top level that is read by itself, since there may be many of its kind. */
export function placeOfMany(item: Item): KeywordPlace | undefined {
  if (item.kind !== "statement" || item.block === undefined) return undefined;
  const place = topLevelPlaces().get(item.keyword?.value ?? "");
  return place?.kind === "block" && place.isMany ? place : undefined;
}

/** Puts a block that was read by itself into a tree, with all that came of it. */
export function adopt(built: BuiltBlock, place: KeywordPlace, ast: GrowingBlock, gathered: Gathered): void {
  const { block, problems, options, byPath } = built;
  (block as MutableBlock).parent = ast;
  append(ast, place.property, block);
  (ast.contents as Typed[]).push(block);
  for (const problem of problems) gathered.problems.push(problem);
  for (const option of options) gathered.options.push(option);
  for (const [path, elements] of byPath) for (const element of elements) enter(gathered.byPath, path, element);
}

/** Adds to the elements of a path. */
export function enter(byPath: Map<string, Typed[]>, path: string, element: Typed): void {
  const known = byPath.get(path);
  if (known === undefined) byPath.set(path, [element]);
  else known.push(element);
}
