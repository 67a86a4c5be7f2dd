import type { SourceText } from "../../grammar/index.js";
import { compareReleases } from "../text/release.js";
import type { Node } from "./node.js";

/** `${_RANDOM first last}` whose first number is above the last. */
export interface ReversedBounds {
  readonly at: { readonly source: SourceText; readonly start: number; readonly end: number };
  readonly text: string;
  /** The release divides by zero there; 2.4.0 and later take the first number (parser.c:get_random). */
  readonly isDeadly: boolean;
}

/** The release that mended it. */
const MENDED = "2.4.0";

/** Reversed bounds in the files of a node, in order. */
export function* reversedBounds({ evaluated, target }: Node): Generator<ReversedBounds> {
  const isOld = target !== undefined && compareReleases(target, MENDED) < 0;
  for (const { source, tokens, isPlain: isWithout } of evaluated.files) {
    if (isWithout) continue;
    for (const { start, end, isPlain } of tokens) {
      if (isPlain) continue;
      for (const match of source.text.slice(start, end).matchAll(/\$\{_RANDOM\s+(\d+)\s+(\d+)\s*\}/g)) {
        const [first, last] = [Number(match[1]), Number(match[2])];
        if (first <= last) continue;
        const at = { source, start: start + match.index, end: start + match.index + match[0].length };
        yield { at, text: match[0], isDeadly: isOld && first === last + 1 };
      }
    }
  }
}
