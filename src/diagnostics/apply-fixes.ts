import { applyEdits } from "../text/edit.js";
import { compareDiagnostics, type Diagnostic, type FileEdit, type Fix } from "./diagnostic.js";

export interface AppliedFixes {
  /** New texts of the files that changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly Diagnostic[];
}

/**
 * Applies the fixes of diagnostics to the texts they were made from. All edits of a fix are applied, or none; one that
 * touches what another changes, or a file without a text here, waits for the next pass.
 */
export function applyFixes(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  allowed: "safe" | "unsafe",
): AppliedFixes {
  // Of each file in order, so that one look tells whether there is room.
  const chosen = new Map<string, FileEdit[]>();
  const applied: Diagnostic[] = [];
  for (const diagnostic of [...diagnostics].sort(compareDiagnostics)) {
    const { fix } = diagnostic;
    if (fix === undefined || (allowed === "safe" && fix.safety === "unsafe")) continue;
    if (!fits(fix, chosen, textOf)) continue;
    for (const edit of fix.edits) {
      const edits = chosen.get(edit.file) ?? [];
      chosen.set(edit.file, edits);
      edits.splice(placeOf(edit, edits), 0, edit);
    }
    applied.push(diagnostic);
  }
  const texts = [...chosen].map(([file, edits]) => [file, applyEdits(textOf(file) ?? "", edits)] as const);
  return { texts: new Map(texts), applied };
}

function fits(
  fix: Fix,
  chosen: ReadonlyMap<string, readonly FileEdit[]>,
  textOf: (file: string) => string | undefined,
): boolean {
  return fix.edits.every((edit) => {
    const text = textOf(edit.file);
    if (text === undefined || edit.end > text.length) return false;
    const edits = chosen.get(edit.file) ?? [];
    const place = placeOf(edit, edits);
    const [before, after] = [edits[place - 1], edits[place]];
    return [before, after].every((other) => other === undefined || areApart(edit, other));
  });
}

/** Where an edit belongs among others: before the first that starts after its start. */
function placeOf({ start }: FileEdit, edits: readonly FileEdit[]): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two that touch may mean one order or the other; what is only deleted has none. */
function areApart(edit: FileEdit, other: FileEdit): boolean {
  if (edit.end < other.start || other.end < edit.start) return true;
  const isDeletion = edit.text === "" && other.text === "" && edit.end > edit.start && other.end > other.start;
  return isDeletion && (edit.end === other.start || other.end === edit.start);
}
