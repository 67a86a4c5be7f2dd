import type { Block, Statement } from "../../grammar/index.js";
import type { BlockNode, Typed } from "./ast.js";
import type { KeywordPlace } from "./schema-index.js";

const NO_ARGS = Object.freeze({});
const NO_BODIES: readonly Block[] = Object.freeze([]);

/** The value of a list that holds nothing. */
export const EMPTY: readonly never[] = Object.freeze([]);

/** What every block has. The properties of its keywords are added as they are read. */
class NewBlock {
  readonly statement: Statement | undefined;
  readonly place: KeywordPlace | undefined;
  readonly parent: BlockNode | undefined;
  readonly bodies: readonly Block[] = NO_BODIES;
  readonly contents: readonly Typed[] = [];
  readonly args: BlockNode["args"] = NO_ARGS;
  readonly isKnown: boolean = true;

  constructor(statement: Statement | undefined, place: KeywordPlace | undefined, parent: BlockNode | undefined) {
    this.statement = statement;
    this.place = place;
    this.parent = parent;
  }
}

const classes = new WeakMap<ReadonlyMap<string, KeywordPlace>, typeof NewBlock>();

/** A block with its lists empty and the rest absent, without a property for each. Without `place` it is the top level. */
export function newBlock(
  statement: Statement | undefined,
  place: KeywordPlace | undefined,
  parent: BlockNode | undefined,
  children: ReadonlyMap<string, KeywordPlace>,
): BlockNode & Record<string, unknown> {
  let Class = classes.get(children);
  if (Class === undefined) {
    Class = classFor(children);
    classes.set(children, Class);
  }
  return new Class(statement, place, parent) as unknown as BlockNode & Record<string, unknown>;
}

/** One for each kind of block: V8 makes room in an object for what the first ones of its class came to hold. */
function classFor(children: ReadonlyMap<string, KeywordPlace>): typeof NewBlock {
  class KindOfBlock extends NewBlock {}
  for (const { isMany, kind, property } of children.values()) {
    if (isMany || kind === "list")
      Object.defineProperty(KindOfBlock.prototype, property, { value: EMPTY, writable: true });
  }
  return KindOfBlock;
}

/** The properties of a block while it is filled. */
export type MutableBlock = Record<string, unknown>;

/** A block while its settings are added. */
export type GrowingBlock = BlockNode & MutableBlock;

/** Adds to a list of a block. */
export function append(node: MutableBlock, property: string, element: unknown): void {
  const list = node[property];
  if (Array.isArray(list) && list !== (EMPTY as readonly unknown[])) list.push(element);
  else node[property] = [element];
}

/** Whether a block holds nothing of a keyword. */
export function isAbsent(block: MutableBlock, place: KeywordPlace, name: string): boolean {
  const child = place.children.get(name);
  if (child === undefined) return false;
  const value = block[child.property];
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
