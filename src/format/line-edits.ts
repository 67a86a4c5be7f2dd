import { diffLines } from "diff";
import type { TextEdit } from "../text/edit.js";

/** The edits that make one text of another, by lines. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { added, removed, value } of diffLines(before, after)) {
    const last = edits.at(-1);
    if (removed) edits.push({ start: at, end: at + value.length, text: "" });
    else if (added && last?.end === at) edits[edits.length - 1] = { ...last, text: last.text + value };
    else if (added) edits.push({ start: at, end: at, text: value });
    if (!added) at += value.length;
  }
  return edits;
}
