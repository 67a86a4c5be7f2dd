import { formatEdits } from "../format/index.js";
import { lineEdits } from "../format/line-edits.js";
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
