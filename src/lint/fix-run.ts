import { applyFixes } from "../diagnostics/apply-fixes.js";
import type { FileReader } from "../evaluate/index.js";
import { type RunOptions, type RunResult, run } from "./run.js";

/** Passes after which fixing stops, as in ruff and ESLint: fixes that undo each other must not go on for ever. */
const MAX_PASSES = 10;

export interface FixRunResult {
  /** Of the last pass: what is left. */
  readonly result: RunResult;
  /** Texts before and after, of each file that changed. */
  readonly changed: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** How many findings were mended. */
  readonly count: number;
}

/** Lints and applies fixes until none is left. Nothing is written: the caller gets the new texts. */
export function fixRun(
  roots: readonly { readonly path: string; readonly text: string }[],
  options: RunOptions,
  allowed: "safe" | "unsafe",
): FixRunResult {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  let count = 0;
  for (let pass = 0; ; pass++) {
    const inputs = roots.map(({ path, text }) => ({ path, text: after.get(path) ?? text }));
    const result = run(inputs, { ...options, reader: overlay(options.reader, after) });
    const texts = new Map(result.sources.map(({ path, text }) => [path, text]));
    const fixed = pass < MAX_PASSES ? applyFixes(result.diagnostics, (file) => texts.get(file), allowed) : undefined;
    if (fixed === undefined || fixed.applied.length === 0) return { result, changed: changes(before, after), count };
    count += fixed.applied.length;
    for (const [path, text] of fixed.texts) {
      if (!before.has(path)) before.set(path, texts.get(path) ?? "");
      after.set(path, text);
    }
  }
}

/** Included files as they will be, where a fix has changed them. */
function overlay(reader: FileReader | undefined, texts: ReadonlyMap<string, string>): FileReader | undefined {
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
