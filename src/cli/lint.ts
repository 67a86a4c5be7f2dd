import { join, relative } from "node:path";
import type { Command } from "commander";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { isInternalError } from "../diagnostics/internal-error.js";
import { summarize } from "../diagnostics/summary.js";
import { mentionedIds } from "../evaluate/mentioned-ids.js";
import { makePlan, type Root } from "../lint/plan.js";
import { type RunOptions, type RunOutcome, type RunResult, run } from "../lint/run.js";
import { countsText, plural } from "../reporters/report.js";
import { findTemplate } from "../template/find-mark.js";
import { SourceFile } from "../text/source-file.js";
import { findFiles } from "../workspace/find-files.js";
import type { WorkspaceFile } from "../workspace/read-file.js";
import { check } from "./check.js";
import { BUG, FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { explainClusters } from "./explain-clusters.js";
import { growHeapFor } from "./heap.js";
import { commandHint } from "./help.js";
import { type Inputs, readInputs } from "./inputs.js";
import { type LintFlags, lintCommand } from "./lint-options.js";
import { progressBar } from "./progress.js";
import { reportOutputs, requireOthers, showsPictures, writeReports } from "./reports.js";
import { type RunRequest, toRunOptions } from "./run-options.js";
import { loadSettings, type RunSettings } from "./settings.js";
import { say } from "./terminal.js";

/** `kalint [lint] FILE…`, the default command. */
export function addLintCommand(program: Command): void {
  lintCommand(program).action(lint);
}

async function lint(given: readonly string[], options: LintFlags): Promise<void> {
  const names = given.length > 0 ? given : await impliedFiles(options);
  checkUsage(names, options);
  if (options.watch !== true) {
    await lintOnce(names, options);
    const hint = process.exitCode === USAGE ? commandHint(names) : undefined;
    if (hint !== undefined) say(hint);
    return;
  }
  if (names.includes("-")) throw new UsageError("--watch cannot be combined with - (standard input)");
  const { watchFiles } = await import("./watch.js");
  await watchFiles(() => lintOnce(names, options));
}

/** What is checked without a name: the clusters of the command line, those of the settings, else the folder. */
async function impliedFiles({ cluster, config }: LintFlags): Promise<readonly string[]> {
  if (cluster !== undefined) return fileNames(cluster.flatMap(({ nodes }) => nodes));
  const { clusters } = await loadSettings([DEFAULT_NAME], config);
  const declared = clusters.flatMap(({ folder, members }) =>
    members.map(({ value }) => relative(".", join(folder, value)) || "."),
  );
  if (declared.length > 0) return fileNames(declared);
  const { paths } = await findFiles(["."]);
  if (paths.length > 0) return ["."];
  throw new UsageError("no files given. Try: kalint keepalived.conf, kalint . or kalint -");
}

/** A file as the settings of the working folder see it. */
const DEFAULT_NAME = "keepalived.conf";

/** Members of clusters without their config-ids, each file once. */
const fileNames = (members: readonly string[]): readonly string[] => [
  ...new Set(members.map((member) => member.replace(/@[^@/]*$/, ""))),
];

/** Gives the files that were read. */
async function lintOnce(names: readonly string[], options: LintFlags): Promise<readonly string[]> {
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
  if (options.configId !== undefined) requireKnownIds(roots, runOptions, options.configId);
  if (options.fixDryRun === true) {
    await dryRun(read, runOptions, options);
    return roots.map(({ path }) => path);
  }
  const { all, failed } = needsTrees(options)
    ? await checkWhole(read, runOptions, options)
    : { all: await check(read, request, options, runOptions), failed: false };
  if (options.explainClusters === true) say(...explainClusters(all));
  const judged = { ...all, diagnostics: [...read.errors, ...all.diagnostics].toSorted(compareDiagnostics) };
  const result = await withOrigin(await withBaseline(judged, read, options), read, options);
  // First, since it holds also where the reader of the report goes away.
  process.exitCode = exitCode(result, options, read.failed || failed);
  sayWhyFailed(result, options);
  if (await report(result, read, options, await skippedIn(judged, roots, read.settings))) process.exitCode = BUG;
  return [...roots, ...all.sources].map(({ path }) => path);
}

/** A misspelt id would be a node of which most lines are gone. */
function requireKnownIds(roots: readonly Root[], options: RunOptions, wanted: readonly string[]): void {
  const { nodes } = makePlan(roots, { ...options, configIds: undefined });
  const { ids, hasNegation } = mentionedIds(nodes.flatMap(({ evaluated }) => evaluated.files));
  const unknown = wanted.find((id) => !ids.includes(id));
  // "@^main" applies to every other id.
  if (unknown === undefined || hasNegation || roots.length === 0) return;
  const known = ids.length === 0 ? "the files have no @id lines" : `the files use ${ids.join(", ")}`;
  throw new UsageError(`unknown --config-id "${unknown}"; ${known}`);
}

const needsTrees = ({ fix: isFixing, withKeepalived }: LintFlags): boolean =>
  isFixing === true || withKeepalived !== undefined;

/** In one process, with all trees in memory: fixing goes on from pass to pass, and messages of keepalived are placed. */
async function checkWhole(read: Inputs, runOptions: RunOptions, options: LintFlags) {
  const { result, failed } = await fixOrRun(read, runOptions, options);
  return { all: await withRealMessages(result, read, options), failed };
}

function requestOf(
  { inputs, partners, including, clusters, includeFolders, settings }: Inputs,
  options: LintFlags,
): RunRequest {
  const { rule, target, configId, partialCluster } = options;
  return {
    given: inputs.map(({ path }) => path),
    hasPartners: partners.length > 0,
    hasTemplates: [...inputs, ...partners].some(
      ({ path, text }) => findTemplate(text, path, settings.of(path)?.template?.value) !== undefined,
    ),
    including,
    clusters,
    includeFolders,
    // Values of other options may be no plain data.
    options: {
      ...(rule && { rule }),
      ...(target && { target }),
      ...(configId && { configId }),
      ...(partialCluster && { partialCluster }),
    },
  };
}

/** Bad usage is reported before there is anything to wait for. */
function checkUsage(names: readonly string[], options: LintFlags): void {
  reportOutputs(options.format, options.outputFile);
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError("--baseline and --write-baseline cannot be combined");
  }
  if (options.fix === true && options.fixDryRun !== true && names.includes("-")) {
    throw new UsageError("use --fix-dry-run with - (standard input), which --fix cannot write");
  }
  if (options.stdinFilename !== undefined && !names.includes("-")) {
    throw new UsageError("use --stdin-filename together with - (standard input)");
  }
  if (options.unsafeFixes === true && options.fix !== true && options.fixDryRun !== true) {
    throw new UsageError("use --unsafe-fixes together with --fix or --fix-dry-run");
  }
}

async function dryRun(read: Inputs, runOptions: RunOptions, options: LintFlags): Promise<void> {
  const { showFixes } = await import("./fix.js");
  const result = await showFixes([...read.inputs, ...read.partners], runOptions, safetyOf(options), read.mayWrite);
  process.exitCode = exitCode(result, options, read.failed);
  if (process.exitCode === FAILED) say(`${countsText(summarize(result.diagnostics))} would remain`);
  sayWhyFailed(result, options);
}

const safetyOf = ({ unsafeFixes }: LintFlags) => (unsafeFixes === true ? "unsafe" : "safe");

async function fixOrRun(read: Inputs, runOptions: RunOptions, options: LintFlags) {
  const roots = [...read.inputs, ...read.partners];
  if (options.fix !== true) return { result: run(roots, runOptions), failed: false };
  const { fixFiles } = await import("./fix.js");
  return fixFiles(roots, runOptions, safetyOf(options), read.mayWrite);
}

async function withRealMessages(result: RunResult, { inputs }: Inputs, options: LintFlags): Promise<RunResult> {
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

/** With the lines of the template that the files were rendered from. */
async function withOrigin(result: RunOutcome, { inputs, settings }: Inputs, { from }: LintFlags): Promise<RunOutcome> {
  if (from === undefined) return result;
  const { withTemplate } = await import("./from-template.js");
  const texts = new Map(inputs.map(({ path, text }) => [path, text]));
  return withTemplate(result, from, texts, settings.of(from)?.template?.value);
}

async function withBaseline(result: RunOutcome, { inputs }: Inputs, options: LintFlags): Promise<RunOutcome> {
  const { baseline, writeBaseline } = options;
  if (baseline === undefined && writeBaseline === undefined) return result;
  const { useBaseline, makeBaseline } = await import("./baseline.js");
  if (baseline === undefined) return makeBaseline(result, writeBaseline);
  const checked = inputs.map(({ path }) => path);
  return useBaseline(result, baseline, checked);
}

/** Writes the report in all forms that are wanted; whether kalint failed with one of them. */
async function report(
  result: RunOutcome,
  read: Inputs,
  options: LintFlags,
  skipped: Awaited<ReturnType<typeof skippedIn>>,
): Promise<boolean> {
  const { inputs, leftOut, settings } = read;
  const sources = new Map(result.sources.map((source) => [source.path, source]));
  for (const { path, text } of inputs) if (!sources.has(path)) sources.set(path, new SourceFile(path, text));
  const diagnostics =
    options.quiet === true ? result.diagnostics.filter(({ severity }) => severity !== "info") : result.diagnostics;
  const outputs = reportOutputs(options.format, options.outputFile);
  const pictures = showsPictures(outputs) ? await picturesOf(read, sources, options) : [];
  const content = { diagnostics, files: inputs.map(({ path }) => path), sources, leftOut, skipped, pictures };
  requireOthers(outputs, [...sources.keys(), ...settings.files]);
  return writeReports(content, outputs, options);
}

/** Pictures of the files as they are now, which a fix may have changed. */
async function picturesOf(read: Inputs, sources: ReadonlyMap<string, SourceFile>, options: LintFlags) {
  const { reportPictures } = await import("./report-pictures.js");
  const asTheyAre = ({ path, ...file }: WorkspaceFile): WorkspaceFile => ({
    ...file,
    path,
    text: sources.get(path)?.text ?? file.text,
  });
  return reportPictures(
    { ...read, inputs: read.inputs.map(asTheyAre), partners: read.partners.map(asTheyAre) },
    options,
  );
}

/** What no rule could look at, also where a baseline lists the findings that say so. */
async function skippedIn({ diagnostics }: RunOutcome, roots: readonly Root[], settings: RunSettings) {
  const of = (rule: string) => diagnostics.filter((one) => one.rule === rule);
  const templates = new Set(of("template-text").map(({ location }) => location.file));
  const { holesIn } = templates.size === 0 ? {} : await import("../lint/judge-template.js");
  const own = roots.filter(({ path }) => templates.has(path));
  const holes = own.reduce((sum, root) => sum + (holesIn?.(root, settings.of(root.path)?.template?.value) ?? 0), 0);
  return { templates: templates.size, holes, includes: of("include-not-found").length };
}

/** Warnings that fail are not errors in the report, so the limit is named. */
function sayWhyFailed({ diagnostics }: RunOutcome, { maxWarnings }: LintFlags): void {
  const { errors, warnings } = summarize(diagnostics);
  if (maxWarnings === undefined || errors > 0 || warnings <= maxWarnings) return;
  say(`failed: ${plural(warnings, "warning")}, but --max-warnings allows ${maxWarnings}`);
}

function exitCode({ diagnostics }: RunOutcome, { maxWarnings }: LintFlags, failed: boolean): number {
  if (diagnostics.some(isInternalError)) return BUG;
  if (failed) return USAGE;
  const { errors, warnings } = summarize(diagnostics);
  return errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings) ? FAILED : OK;
}
