import { compareReleases, isTooEarly } from "../text/release.js";

/** Whether a release reads a word. Undefined: the newest one. */
export function isKnownTo(
  target: string | undefined,
  { since, removed }: { readonly since?: string; readonly removed?: string },
): boolean {
  if (target === undefined) return removed === undefined && since?.startsWith("after ") !== true;
  return !isTooEarly(target, since) && (removed === undefined || compareReleases(target, removed) < 0);
}
