import type { BlockNode, Setting, Typed } from "../syntax/ast.js";

const isSetting = (element: Typed): element is Setting => element.place.kind === "option";

const NONE: readonly Setting[] = [];

/** Settings of a block that have one of the names, in the order they are written. */
export function settingsNamed(block: BlockNode, ...names: readonly string[]): readonly Setting[] {
  // Rules ask this of each server, and mostly nothing is there.
  let found: Setting[] | undefined;
  for (const element of block.contents) {
    if (!names.includes(element.place.name) || !isSetting(element)) continue;
    found ??= [];
    found.push(element);
  }
  return found ?? NONE;
}

/**
 * The setting that holds among those of the names (a keyword and its aliases): the last one that keepalived takes. A
 * refused one leaves the earlier one in force (check_parser.c: each handler returns before it assigns). `T` is what the
 * schema gives these keywords as a value.
 */
export function effectiveSetting<T>(block: BlockNode, ...names: readonly string[]): Setting<T> | undefined {
  const { contents } = block;
  for (let at = contents.length - 1; at >= 0; at--) {
    const element = contents[at];
    if (element === undefined || !names.includes(element.place.name) || !isSetting(element)) continue;
    if (element.state !== "invalid") return element as Setting<T>;
  }
  return undefined;
}

/** The number that a setting runs with: in place of a 0 that keepalived refuses, the one that it takes instead. */
export const usedNumber = ({ value, place }: Setting<number>): number | undefined =>
  value === 0 ? (place.keyword.zeroMeans ?? 0) : value;
