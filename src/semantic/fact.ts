import type { Word } from "../../grammar/index.js";
import type { Setting } from "../syntax/ast.js";

/**
 * A value that applies to an instance or a node, and where it comes from. `value` is undefined when it cannot be known:
 * a definition that was not replaced, a value that keepalived refuses (another rule reports that), an unread include.
 */
export interface Fact<T> {
  readonly value: T | undefined;
  /** The word that says so, or the name of what it holds for when it is a default. */
  readonly at: Word;
  readonly isDefault: boolean;
}

/** The setting's value, or `fallback` when there is no setting. */
export function factOf<T>(setting: Setting<T, unknown> | undefined, fallback: T | undefined, at: Word): Fact<T> {
  if (setting === undefined) return { value: fallback, at, isDefault: true };
  return { value: setting.value, at: setting.word, isDefault: false };
}
