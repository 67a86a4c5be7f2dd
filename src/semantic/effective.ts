import type { BlockNode, Setting, Typed } from "../syntax/ast.js";

const isSetting = (element: Typed): element is Setting => element.place.kind === "option";

/** Settings of a block that have one of the names, in the order they are written. */
export const settingsNamed = (block: BlockNode, ...names: readonly string[]): readonly Setting[] =>
  block.contents.filter((element): element is Setting => isSetting(element) && names.includes(element.place.name));

/**
 * The setting that holds among those of the names (a keyword and its aliases): the last one that keepalived takes. A
 * refused one leaves the earlier one in force (check_parser.c: each handler returns before it assigns). `T` is what the
 * schema gives these keywords as a value.
 */
export function effectiveSetting<T>(block: BlockNode, ...names: readonly string[]): Setting<T> | undefined {
  const held = settingsNamed(block, ...names).findLast(({ state }) => state !== "invalid");
  return held as Setting<T> | undefined;
}

/** The number that a setting runs with: in place of a 0 that keepalived refuses, the one that it takes instead. */
export const usedNumber = ({ value, place }: Setting<number>): number | undefined =>
  value === 0 ? (place.keyword.zeroMeans ?? 0) : value;
