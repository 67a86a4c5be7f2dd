import { diffLines } from "diff";
import { formatEdits } from "../format/index.js";
import { fixRun } from "../lint/fix-run.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import type { SourceFile } from "../text/source-file.js";
import { runInputs } from "./judgement.js";
import type { Session } from "./session.js";

/**
 * Edits that apply the safe fixes of a file and leave a text that `format` does not change, so that fixing and formatting on
 * save do not undo each other.
 */
export async function fixAllEdits(session: Session, source: SourceFile): Promise<readonly TextEdit[]> {
  const { roots, options } = runInputs(session, await session.inputs());
  const { changed } = fixRun(roots, options, "safe", (file) => file === source.path);
  const fixed = changed.get(source.path)?.after ?? source.text;
  const result = formatEdits(fixed, await session.formatOptions(source.path));
  const formatted = result.kind === "formatted" ? applyEdits(fixed, result.edits) : fixed;
  return lineEdits(source.text, formatted);
}

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
