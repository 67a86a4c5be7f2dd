import type { ChangeSet } from "@codemirror/state";
import type { Span } from "../protocol.js";

/** The stretches that a change is about, in the old text and in the new one. */
export function changedSpans(set: ChangeSet): { readonly old: Span; readonly fresh: Span } {
  const old = { from: Number.POSITIVE_INFINITY, to: 0 };
  const fresh = { from: Number.POSITIVE_INFINITY, to: 0 };
  set.iterChangedRanges((fromA, toA, fromB, toB) => {
    Object.assign(old, { from: Math.min(old.from, fromA), to: Math.max(old.to, toA) });
    Object.assign(fresh, { from: Math.min(fresh.from, fromB), to: Math.max(fresh.to, toB) });
  });
  return { old, fresh };
}

/** The stretch in which two texts differ, as a change of the first. */
export function differing(before: string, after: string): (Span & { readonly insert: string }) | undefined {
  if (before === after) return undefined;
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
