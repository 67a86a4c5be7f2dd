import { isInternalError } from "../diagnostics/internal-error.js";
import { type FixRunResult, fixRun, readerWith, withTexts } from "../lint/fix-run.js";
import type { Root } from "../lint/plan.js";
import { type RunOptions, type RunResult, run } from "../lint/run.js";
import { encode } from "../workspace/bytes.js";
import { whyKept } from "../workspace/write-file.js";
import { colorsFor, say, writeDiff } from "./terminal.js";
import { filesIn, writeFixes } from "./write-fixes.js";

type Safety = "safe" | "unsafe";

/** Whether a file was named, or belongs to what was. */
type MayWrite = (file: string) => boolean;

/** Shows what fixing would change, as a unified diff, and gives what would be left. */
export async function showFixes(
  roots: readonly Root[],
  options: RunOptions,
  allowed: Safety,
  mayWrite: MayWrite,
): Promise<RunResult> {
  const { changed, result } = fixRun(roots, options, allowed, mayWrite);
  sayNotNamed(result, allowed, mayWrite);
  const { formatPatch, structuredPatch } = await import("diff");
  const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };
  for (const [path, { before, after }] of changed) {
    writeDiff(encode(formatPatch(structuredPatch(path, path, before, after), headers)), await colorsFor(undefined));
  }
  return result;
}

/** Fixes files, and gives what is left to report. A file that cannot be written stays as it is; the others are fixed. */
export async function fixFiles(
  roots: readonly Root[],
  options: RunOptions,
  allowed: Safety,
  mayWrite: MayWrite = () => true,
): Promise<{ readonly result: RunResult; readonly failed: boolean }> {
  const { fixes, kept } = chooseFixes(roots, options, allowed, mayWrite);
  sayNotNamed(fixes.result, allowed, mayWrite);
  const written = await writeFixes(fixes);
  const count = written.reduce((sum, group) => sum + group.count, 0);
  const files = filesIn(written);
  const places = `${files.length} file${files.length === 1 ? "" : "s"}: ${files.join(", ")}`;
  if (count > 0) say(`${count} finding${count === 1 ? "" : "s"} fixed in ${places}`);
  if (written.length === fixes.groups.length) return { result: fixes.result, failed: kept > 0 };
  const texts = new Map(
    written.flatMap((group) => group.files.map((path) => [path, fixes.changed.get(path)?.after ?? ""] as const)),
  );
  const reader = readerWith(options.reader, texts);
  const left = run(withTexts(roots, texts), { ...options, reader });
  const errors = fixes.result.diagnostics.filter(isInternalError);
  return { result: { ...left, diagnostics: [...left.diagnostics, ...errors] }, failed: true };
}

/** Fixes that touch no file of which it is known that it cannot be written; such files are reported and counted. */
function chooseFixes(
  roots: readonly Root[],
  options: RunOptions,
  allowed: Safety,
  mayWrite: MayWrite,
): { readonly fixes: FixRunResult; readonly kept: number } {
  const leftAlone = new Set<string>();
  for (;;) {
    const fixes = fixRun(roots, options, allowed, (file) => mayWrite(file) && !leftAlone.has(file));
    const before = leftAlone.size;
    for (const [path, change] of fixes.changed) {
      const reason = whyKept(path, encode(change.before));
      if (reason === undefined) continue;
      say(`${path}: skipped, ${reason}`);
      leftAlone.add(path);
    }
    if (leftAlone.size === before) return { fixes, kept: leftAlone.size };
  }
}

/** Included files that have fixes too. They may be shared by nodes that nobody looked at, or lie anywhere. */
function sayNotNamed({ diagnostics }: RunResult, allowed: Safety, mayWrite: MayWrite): void {
  const fixes = diagnostics.flatMap(({ fix }) =>
    fix === undefined || (allowed === "safe" && fix.safety === "unsafe") ? [] : [fix],
  );
  const files = new Set(fixes.flatMap(({ edits }) => edits.map(({ file }) => file)).filter((file) => !mayWrite(file)));
  for (const file of [...files].sort()) say(`${file}: skipped, it is included but was not given`);
}
