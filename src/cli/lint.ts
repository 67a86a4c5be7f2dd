import type { Command } from "commander";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { isInternalError } from "../diagnostics/internal-error.js";
import { summarize } from "../diagnostics/summary.js";
import { type Outcome, type RunOptions, type RunResult, run } from "../lint/run.js";
import { SourceFile } from "../text/source-file.js";
import { check } from "./check.js";
import { BUG, FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { explainClusters } from "./explain-clusters.js";
import { growHeapFor } from "./heap.js";
import { commandHint } from "./help.js";
import { type Inputs, readInputs } from "./inputs.js";
import { type LintOptions, lintCommand } from "./lint-options.js";
import { progressBar } from "./progress.js";
import { reportOutputs, requireOthers, writeReports } from "./reports.js";
import { type RunRequest, toRunOptions } from "./run-options.js";
import { say } from "./terminal.js";

/** `kalint [lint] FILE…`, the default command. */
export function addLintCommand(program: Command): void {
  lintCommand(program).action(lint);
}

async function lint(names: readonly string[], options: LintOptions): Promise<void> {
  checkUsage(names, options);
  if (options.watch !== true) {
    await lintOnce(names, options);
    const hint = process.exitCode === USAGE ? commandHint(names) : undefined;
    if (hint !== undefined) say(hint);
    return;
  }
  if (names.includes("-")) throw new UsageError("standard input cannot be watched");
  const { watchFiles } = await import("./watch.js");
  await watchFiles(() => lintOnce(names, options));
}

/** Gives the files that were read. */
async function lintOnce(names: readonly string[], options: LintOptions): Promise<readonly string[]> {
  const read = await readInputs(names, options);
  const roots = [...read.inputs, ...read.partners];
  requireOthers(reportOutputs(options.format, options.outputFile), [
    ...roots.map(({ path }) => path),
    options.baseline,
  ]);
  await growHeapFor(roots);
  const request = requestOf(read, options);
  const onProgress = await progressBar(roots.length);
  const runOptions = { ...(await toRunOptions(request, read.settings)), onProgress };
  if (options.fixDryRun === true) {
    await dryRun(read, runOptions, options);
    return roots.map(({ path }) => path);
  }
  const { all, failed } = needsTrees(options)
    ? await checkWhole(read, runOptions, options)
    : { all: await check(read, request, options, runOptions), failed: false };
  if (options.explainClusters === true) say(...explainClusters(all));
  const judged = { ...all, diagnostics: [...read.errors, ...all.diagnostics].toSorted(compareDiagnostics) };
  const result = await withBaseline(judged, read, options);
  // First, since it holds also where the reader of the report goes away.
  process.exitCode = exitCode(result, options, read.failed || failed);
  if (await report(result, read, options)) process.exitCode = BUG;
  return [...roots, ...all.sources].map(({ path }) => path);
}

const needsTrees = ({ fix: isFixing, withKeepalived }: LintOptions): boolean =>
  isFixing === true || withKeepalived !== undefined;

/** In one process, with all trees in memory: fixing goes on from pass to pass, and messages of keepalived are placed. */
async function checkWhole(read: Inputs, runOptions: RunOptions, options: LintOptions) {
  const { result, failed } = await fixOrRun(read, runOptions, options);
  return { all: await withRealMessages(result, read, options), failed };
}

function requestOf(
  { inputs, partners, including, clusters, includeFolders }: Inputs,
  options: LintOptions,
): RunRequest {
  const { rule, target, configId, partialCluster } = options;
  return {
    given: inputs.map(({ path }) => path),
    hasPartners: partners.length > 0,
    including,
    clusters,
    includeFolders,
    // Values of other options may be no plain data.
    options: {
      rule,
      ...(target && { target }),
      ...(configId && { configId }),
      ...(partialCluster && { partialCluster }),
    },
  };
}

/** Wrong usage is told before there is anything to wait for. */
function checkUsage(names: readonly string[], options: LintOptions): void {
  reportOutputs(options.format, options.outputFile);
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError("--baseline and --write-baseline exclude each other");
  }
  if (options.fix === true && options.fixDryRun !== true && names.includes("-")) {
    throw new UsageError("--fix cannot write standard input; --fix-dry-run shows what would change");
  }
  if (options.unsafeFixes === true && options.fix !== true && options.fixDryRun !== true) {
    throw new UsageError("--unsafe-fixes does nothing without --fix or --fix-dry-run");
  }
}

async function dryRun(read: Inputs, runOptions: RunOptions, options: LintOptions): Promise<void> {
  const { showFixes } = await import("./fix.js");
  const result = await showFixes([...read.inputs, ...read.partners], runOptions, safetyOf(options), read.mayWrite);
  process.exitCode = exitCode(result, options, read.failed);
}

const safetyOf = ({ unsafeFixes }: LintOptions) => (unsafeFixes === true ? "unsafe" : "safe");

async function fixOrRun(read: Inputs, runOptions: RunOptions, options: LintOptions) {
  const roots = [...read.inputs, ...read.partners];
  if (options.fix !== true) return { result: run(roots, runOptions), failed: false };
  const { fixFiles } = await import("./fix.js");
  return fixFiles(roots, runOptions, safetyOf(options), read.mayWrite);
}

async function withRealMessages(result: RunResult, { inputs }: Inputs, options: LintOptions): Promise<RunResult> {
  const { withKeepalived, stdinFilename = "<stdin>" } = options;
  if (withKeepalived === undefined) return result;
  const { withRealKeepalived } = await import("./with-keepalived.js");
  return withRealKeepalived(
    result,
    withKeepalived,
    inputs.map(({ path }) => path),
    stdinFilename,
  );
}

async function withBaseline(result: Outcome, { inputs }: Inputs, options: LintOptions): Promise<Outcome> {
  const { baseline, writeBaseline } = options;
  if (baseline === undefined && writeBaseline === undefined) return result;
  const { useBaseline, makeBaseline } = await import("./baseline.js");
  if (baseline === undefined) return makeBaseline(result, writeBaseline);
  const checked = inputs.map(({ path }) => path);
  return useBaseline(result, baseline, checked);
}

/** Writes the report in all forms that are wanted; whether kalint failed with one of them. */
async function report(result: Outcome, read: Inputs, options: LintOptions): Promise<boolean> {
  const { inputs, leftOut, settings } = read;
  const sources = new Map(result.sources.map((source) => [source.path, source]));
  for (const { path, text } of inputs) if (!sources.has(path)) sources.set(path, new SourceFile(path, text));
  const diagnostics =
    options.quiet === true ? result.diagnostics.filter(({ severity }) => severity !== "info") : result.diagnostics;
  const content = { diagnostics, files: inputs.map(({ path }) => path), sources, leftOut };
  const outputs = reportOutputs(options.format, options.outputFile);
  requireOthers(outputs, [...sources.keys(), ...settings.files]);
  return writeReports(content, outputs, options);
}

function exitCode({ diagnostics }: Outcome, { maxWarnings }: LintOptions, failed: boolean): number {
  if (diagnostics.some(isInternalError)) return BUG;
  if (failed) return USAGE;
  const { errors, warnings } = summarize(diagnostics);
  return errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings) ? FAILED : OK;
}
