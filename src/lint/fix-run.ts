import { type AppliedFixes, applyFixes } from "../diagnostics/apply-fixes.js";
import { compareDiagnostics, type Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded, withoutRepeatedErrors } from "../diagnostics/internal-error.js";
import type { FileReader } from "../evaluate/index.js";
import type { Root } from "./plan.js";
import { type RunOptions, type RunResult, run } from "./run.js";

/** Passes after which fixing stops, as in ruff and ESLint: fixes that undo each other must not go on for ever. */
const MAX_PASSES = 10;

/** Files that fixes join: either all of them are written, or none. */
export interface FixGroup {
  readonly files: readonly string[];
  /** How many findings are mended in them. */
  readonly count: number;
}

export interface FixRunResult {
  /** Of the last pass: what is left. */
  readonly result: RunResult;
  /** Texts before and after, of each file that changed. */
  readonly changed: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** Each file that changed is in one of them. */
  readonly groups: readonly FixGroup[];
}

/** A rule whose fix does not settle, with the message of one finding, or with all of its findings. */
type Skipped = ReadonlySet<string>;

/** Times that single findings are skipped; after that all those of their rules, so that it ends. */
const MAX_SINGLE_SKIPS = 3;

/**
 * Lints and applies fixes until none is left. Nothing is written: the caller gets the new texts. No fix touches a file
 * that may not be written. Fixes that come back pass after pass help nobody, and a second run would change the texts
 * again: such fixes are not applied at all.
 */
export function fixRun(
  roots: readonly Root[],
  options: RunOptions,
  allowed: "safe" | "unsafe",
  mayWrite: (file: string) => boolean = () => true,
): FixRunResult {
  const skipped = new Set<string>();
  for (let attempt = 0; ; attempt++) {
    const { unsettled, ...result } = applyInPasses(roots, options, allowed, mayWrite, skipped);
    if (unsettled.length === 0) return result;
    for (const { rule, message } of unsettled) skipped.add(attempt < MAX_SINGLE_SKIPS ? keyOf(rule, message) : rule);
  }
}

const keyOf = (rule: string, message: string): string => `${rule}: ${message}`;

function applyInPasses(
  roots: readonly Root[],
  options: RunOptions,
  allowed: "safe" | "unsafe",
  mayWrite: (file: string) => boolean,
  skipped: Skipped,
): FixRunResult & { readonly unsettled: readonly Diagnostic[] } {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  const applied: Diagnostic[] = [];
  const errors: Diagnostic[] = [];
  for (let pass = 0; ; pass++) {
    const result = run(withTexts(roots, after), { ...options, reader: readerWith(options.reader, after) });
    const texts = new Map(result.sources.map(({ path, text }) => [path, text]));
    const textOf = (file: string) => (mayWrite(file) ? texts.get(file) : undefined);
    const wanted = result.diagnostics.filter(
      ({ rule, message }) => !skipped.has(rule) && !skipped.has(keyOf(rule, message)),
    );
    const fixed = applySafely(wanted, textOf, allowed, errors);
    const open = fixed?.applied ?? [];
    if (fixed === undefined || open.length === 0 || pass === MAX_PASSES) {
      const changed = changes(before, after);
      const diagnostics = withoutRepeatedErrors([...result.diagnostics, ...errors].toSorted(compareDiagnostics));
      const groups = groupsOf(applied, changed);
      return { result: { ...result, diagnostics }, changed, groups, unsettled: open };
    }
    applied.push(...fixed.applied);
    for (const [path, text] of fixed.texts) {
      if (!before.has(path)) before.set(path, texts.get(path) ?? "");
      after.set(path, text);
    }
  }
}

/** Fixes of files with which kalint itself fails are left out. */
function applySafely(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  allowed: "safe" | "unsafe",
  errors: Diagnostic[],
): AppliedFixes | undefined {
  try {
    return applyFixes(diagnostics, textOf, allowed);
  } catch {
    const filesIn = ({ fix }: Diagnostic) => (fix?.edits ?? []).map(({ file }) => file);
    const isBroken = (file: string) => {
      const own = diagnostics.filter((one) => filesIn(one).includes(file));
      return guarded(file, "fixing", errors, () => applyFixes(own, textOf, allowed)) === undefined;
    };
    const broken = new Set([...new Set(diagnostics.flatMap(filesIn))].filter(isBroken));
    const sound = diagnostics.filter((one) => !filesIn(one).some((file) => broken.has(file)));
    return broken.size === 0 ? undefined : applySafely(sound, textOf, allowed, errors);
  }
}

/** Root files, some of them with another text. */
export const withTexts = (roots: readonly Root[], texts: ReadonlyMap<string, string>): readonly Root[] =>
  roots.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));

/** A reader that gives another text for some included files. */
export function readerWith(reader: FileReader | undefined, texts: ReadonlyMap<string, string>): FileReader | undefined {
  if (reader === undefined) return undefined;
  return {
    glob: (pattern, from) => reader.glob(pattern, from),
    read(path) {
      const text = texts.get(path);
      return text === undefined ? reader.read(path) : { kind: "text", text };
    },
  };
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const pairs = [...after].map(([path, text]) => [path, { before: before.get(path) ?? "", after: text }] as const);
  return new Map(pairs.filter(([, change]) => change.before !== change.after));
}

/** Joins the files of each fix, in the order in which they were first changed. */
function groupsOf(applied: readonly Diagnostic[], changed: FixRunResult["changed"]): FixGroup[] {
  const groupOf = new Map<string, { files: Set<string>; count: number }>();
  for (const { fix } of applied) {
    const group = { files: new Set<string>(), count: 1 };
    for (const { file } of fix?.edits ?? []) {
      const other = groupOf.get(file);
      if (group.files.has(file)) continue;
      for (const one of other?.files ?? [file]) group.files.add(one);
      group.count += other?.count ?? 0;
    }
    for (const file of group.files) groupOf.set(file, group);
  }
  const groups = new Set([...changed.keys()].flatMap((file) => groupOf.get(file) ?? []));
  return [...groups].map(({ files, count }) => ({ files: [...files].filter((file) => changed.has(file)), count }));
}
