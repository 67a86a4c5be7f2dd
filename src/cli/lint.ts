import type { Command } from "commander";
import { summarize } from "../diagnostics/summary.js";
import { type RunOptions, type RunResult, run } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { SourceFile } from "../text/source-file.js";
import { includeReader } from "../workspace/include-reader.js";
import { FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { explainClusters } from "./explain-clusters.js";
import { growHeapFor } from "./heap.js";
import { commandHint } from "./help.js";
import { type Inputs, readInputs } from "./inputs.js";
import { type LintOptions, lintCommand } from "./lint-options.js";
import { progressBar } from "./progress.js";
import { reportOutputs, writeReports } from "./reports.js";
import { optionsIn, severities } from "./settings.js";
import { say } from "./terminal.js";
import { packageVersion } from "./version.js";

type Texts = readonly { readonly path: string; readonly text: string }[];

/** `kalint [lint] FILE…`, the default command. */
export function addLintCommand(program: Command): void {
  lintCommand(program).action(lint);
}

async function lint(names: readonly string[], options: LintOptions, command: Command): Promise<void> {
  checkUsage(options);
  if (options.watch !== true) {
    await lintOnce(names, options);
    const hint = process.exitCode === USAGE && command.parent !== null ? commandHint(command.parent, names) : undefined;
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
  await growHeapFor(roots);
  const runOptions = { ...(await toRunOptions(read, options)), onProgress: await progressBar(roots.length) };
  if (options.fixDryRun === true) {
    await dryRun(roots, runOptions, options, read.failed);
    return roots.map(({ path }) => path);
  }
  const all =
    options.fix === true ? await fix(roots, runOptions, options) : await check(roots, runOptions, read, options);
  if (options.explainClusters === true) say(explainClusters(all));
  const result = await withBaseline(await withRealMessages(all, read, options), read, options);
  await report(result, read.inputs, options);
  process.exitCode = read.failed ? USAGE : exitCode(result, options);
  return [...roots, ...all.sources].map(({ path }) => path);
}

async function check(roots: Texts, runOptions: RunOptions, read: Inputs, options: LintOptions): Promise<RunResult> {
  // Nodes and clusters are not kept, and how files are formatted depends on more than is compared.
  const needsNodes = options.explainClusters === true || options.withKeepalived !== undefined;
  const isWhole = needsNodes || runOptions.formatter !== undefined;
  if (options.cache !== true || isWhole) return run(roots, runOptions);
  const { cacheFolder, openCache, runCached, saveCache } = await import("../workspace/result-cache.js");
  const { rule, target, configId, partialCluster } = options;
  const chosen = [packageVersion, process.cwd(), rule, target, configId, partialCluster, read.settings.identity];
  const wanted = [...(runOptions.wanted ?? [])];
  const cache = openCache(options.cacheLocation ?? cacheFolder(), JSON.stringify([...chosen, read.clusters, wanted]));
  const result = runCached(roots, runOptions, cache);
  saveCache(cache);
  return result;
}

/** Wrong usage is told before there is anything to wait for. */
function checkUsage(options: LintOptions): void {
  reportOutputs(options.format, options.outputFile);
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError("--baseline and --write-baseline exclude each other");
  }
}

async function toRunOptions(
  { inputs, partners, clusters, settings }: Inputs,
  options: LintOptions,
): Promise<RunOptions> {
  const given = inputs.map(({ path }) => path);
  const severityOf = severities(settings, options.rule, given);
  const formatting = rules.find(({ name }) => name === "formatting");
  const wantsFormat = formatting !== undefined && severityOf(formatting, undefined) !== "off";
  const { formatterFor } = wantsFormat ? await import("./formatter.js") : {};
  return {
    rules,
    severityOf,
    optionsFor: optionsIn(settings),
    target: options.target,
    targetFor: (path) => settings.of(path)?.target?.value,
    configIds: options.configId,
    clusters,
    isPartial: options.partialCluster,
    wanted: partners.length === 0 ? undefined : new Set(given),
    reader: includeReader(),
    formatter: await formatterFor?.(given, settings),
  };
}

async function dryRun(roots: Texts, runOptions: RunOptions, options: LintOptions, failed: boolean): Promise<void> {
  const { fixRun } = await import("../lint/fix-run.js");
  const { showFixes } = await import("./fix.js");
  const { changed, result } = fixRun(roots, runOptions, options.unsafeFixes === true ? "unsafe" : "safe");
  await showFixes(changed);
  process.exitCode = failed ? USAGE : exitCode(result, options);
}

async function fix(roots: Texts, runOptions: RunOptions, options: LintOptions): Promise<RunResult> {
  const { fixRun } = await import("../lint/fix-run.js");
  const { writeFixesWhole } = await import("./fix.js");
  const { changed, result, count } = fixRun(roots, runOptions, options.unsafeFixes === true ? "unsafe" : "safe");
  if (changed.size === 0) return result;
  if (!(await writeFixesWhole(changed))) return run(roots, runOptions);
  say(`${count} finding${count === 1 ? "" : "s"} fixed in ${changed.size} file${changed.size === 1 ? "" : "s"}`);
  return result;
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

async function withBaseline(result: RunResult, { inputs }: Inputs, options: LintOptions): Promise<RunResult> {
  const { baseline, writeBaseline } = options;
  if (baseline === undefined && writeBaseline === undefined) return result;
  const { useBaseline, makeBaseline } = await import("./baseline.js");
  if (baseline === undefined) return makeBaseline(result, writeBaseline);
  const checked = inputs.map(({ path }) => path);
  return useBaseline(result, baseline, checked);
}

async function report(result: RunResult, inputs: Texts, options: LintOptions): Promise<void> {
  const sources = new Map(result.sources.map((source) => [source.path, source]));
  for (const { path, text } of inputs) if (!sources.has(path)) sources.set(path, new SourceFile(path, text));
  const diagnostics =
    options.quiet === true ? result.diagnostics.filter(({ severity }) => severity !== "info") : result.diagnostics;
  const content = { diagnostics, files: inputs.map(({ path }) => path), sources };
  await writeReports(content, reportOutputs(options.format, options.outputFile), options.color);
}

function exitCode({ diagnostics }: RunResult, { maxWarnings }: LintOptions): number {
  const { errors, warnings } = summarize(diagnostics);
  return errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings) ? FAILED : OK;
}
