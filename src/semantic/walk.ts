import type { BlockNode, Typed } from "../syntax/ast.js";
import type { KeywordPlace } from "../syntax/schema-index.js";

/** An element of a configuration with where it is in the order of reading. */
export interface Visited {
  readonly element: Typed;
  /** Index, among the contents of the top level, of what holds the element. */
  readonly order: number;
  /** The block that holds it; the configuration itself for what stands at top level. */
  readonly parent: BlockNode;
}

/** A configuration, and each place of the schema at which something is in it. */
export interface Walkable {
  readonly ast: BlockNode;
  readonly places: readonly KeywordPlace[];
}

/**
 * Settings, blocks and entries at the places that are asked for, in the order of reading. Only blocks that may hold one
 * are entered: most rules ask for places that few configurations use.
 */
export function elementsAt({ ast, places }: Walkable, isWanted: (place: KeywordPlace) => boolean): readonly Visited[] {
  const wanted = new Set(places.filter(isWanted));
  const found: Visited[] = [];
  if (wanted.size === 0) return found;
  const holders = new Set<KeywordPlace>();
  for (const { parent } of wanted) {
    for (let place = parent; place !== undefined; place = place.parent) holders.add(place);
  }
  const visit = (element: Typed, order: number, parent: BlockNode): void => {
    if (wanted.has(element.place)) found.push({ element, order, parent });
    if (!holders.has(element.place) || !isBlock(element)) return;
    for (const child of element.contents) visit(child, order, element);
  };
  ast.contents.forEach((element, order) => {
    visit(element, order, ast);
  });
  return found;
}

/** Whether an element is a block, whose contents are elements too. */
export const isBlock = (element: Typed): element is BlockNode => "contents" in element;
