import { mentionsIn, type SourceText } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";
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
  for (const file of evaluated.files) {
    for (const { isNext, ...bounds } of boundsIn(file)) yield { ...bounds, isDeadly: isOld && isNext };
  }
}

interface FileBounds extends Omit<ReversedBounds, "isDeadly"> {
  /** The first number is the one behind the last. */
  readonly isNext: boolean;
}

const known = new WeakMap<SyntaxFile, readonly FileBounds[]>();

/** Two rules ask, and each config-id is a node that reads the file. */
function boundsIn(file: SyntaxFile): readonly FileBounds[] {
  let bounds = known.get(file);
  if (bounds === undefined) {
    bounds = file.isPlain || !file.source.text.includes("${_RANDOM") ? [] : findBounds(file);
    known.set(file, bounds);
  }
  return bounds;
}

function findBounds({ source, tokens }: SyntaxFile): readonly FileBounds[] {
  const found: FileBounds[] = [];
  for (const { start, end, isPlain } of tokens) {
    if (isPlain) continue;
    const line = source.text.slice(start, end);
    for (const mention of mentionsIn(line)) {
      // With a space before the brace it is not replaced at all, which has a report of its own.
      const match = /^\s+(\d+)\s+(\d+)$/.exec(mention.rest);
      if (mention.name !== "_RANDOM" || match === null) continue;
      const [first, last] = [Number(match[1]), Number(match[2])];
      if (first <= last) continue;
      const at = { source, start: start + mention.start, end: start + mention.end };
      found.push({ at, text: line.slice(mention.start, mention.end), isNext: first === last + 1 });
    }
  }
  return found;
}
