import { type Command, InvalidArgumentError, Option } from "commander";
import { internalError } from "../diagnostics/internal-error.js";
import { type FormatEdits, type FormatOptions, formatEdits, formatRange, type LineRange } from "../format/index.js";
import { SettingsError } from "../settings/problem.js";
import { findTemplate } from "../template/find-mark.js";
import { defined } from "../text/defined.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { printableLine } from "../text/printable.js";
import { SourceFile } from "../text/source-file.js";
import { encode } from "../workspace/bytes.js";
import { readStandardInput, readTextFile, type WorkspaceFile } from "../workspace/read-file.js";
import { isForeign } from "../workspace/recognize.js";
import { replaceFile } from "../workspace/write-file.js";
import { BUG, FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { indentFor } from "./formatter.js";
import { growHeapFor } from "./heap.js";
import { type Chosen, chooseFiles } from "./inputs.js";
import { findOthers, writableFiles } from "./own-files.js";
import type { ConfigOption, RunSettings } from "./settings.js";
import { holdSignals } from "./signals.js";
import { colorsFor, say, writeDiff, writeOutput } from "./terminal.js";

interface FormatFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly range?: LineRange;
  readonly order?: "canonical";
  readonly skipUnbalanced?: boolean;
  readonly force?: boolean;
  readonly stdinFilename?: string;
  readonly config?: ConfigOption;
}

/** In MiB. The formatter takes a long text in pieces, so it needs less memory than the linter. */
const MAX_SIZE = 256;

/** What became of one file. */
type FormatOutcome = "unchanged" | "changed" | "failed" | "broken" | "left alone";

const EXAMPLES = `
Examples:
  kalint format keepalived.conf           rewrite the file
  kalint format --check conf/             list the files that would change
  kalint format --diff keepalived.conf    show what would change
  kalint format - < keepalived.conf       as a filter

Files with unbalanced braces or quotes are left unchanged. In a template, lines
that hold a tag keep all but their indentation. Below a folder, or matched by a
pattern, only keepalived's files are formatted, by their name, their text or the
settings.
Exit status: 0 done, 1 files would change (--check, --diff), 2 a file could not
be formatted, 3 internal error.`;

/** `kalint format FILE…`. */
export function addFormatCommand(program: Command): void {
  program
    .command("format")
    .summary("rewrite files in canonical form")
    .description("Rewrites configurations in canonical form. Never changes what keepalived reads.")
    .argument("<file...>", "configurations, folders or patterns; - formats standard input to standard output")
    .option("--check", "list the files that would change, without changing them")
    .option("--diff", "show what would change as a unified diff, without changing it")
    .option("--range <first:last>", "format only these lines (starting at 1, inclusive)", lineRange)
    .addOption(new Option("--order <order>", "also put keywords in the customary order").choices(["canonical"]))
    .option("--skip-unbalanced", "do not fail for a template of which a branch has unbalanced braces")
    .option("--force", "also format files that do not look like keepalived.conf")
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "do not read settings")
    .option("--stdin-filename <file>", "file name to report for standard input")
    .addHelpText("after", EXAMPLES)
    .action(formatFiles);
}

async function formatFiles(names: readonly string[], flags: FormatFlags): Promise<void> {
  const chosen = await chooseFiles(names, flags);
  const others = flags.force === true ? new Set<string>() : await othersIn(chosen);
  const paths = chosen.paths.filter((path) => !others.has(path));
  if (flags.range !== undefined && paths.length > 1) throw new UsageError("use --range with one file only");
  const isDry = flags.check === true || flags.diff === true;
  const outcomes: FormatOutcome[] = chosen.failed ? ["failed"] : [];
  // Who reads standard input waits, and is ended at once.
  const each = isDry || paths.includes("-") ? formatEach : formatWhole;
  outcomes.push(...(await each(paths, flags, chosen)));
  sum(outcomes, others.size, flags, paths.includes("-"));
  const dryExit = isDry && outcomes.includes("changed") ? FAILED : OK;
  process.exitCode = outcomes.includes("broken") ? BUG : outcomes.includes("failed") ? USAGE : dryExit;
}

/** A signal ends the process between two files: each is whole, and nothing is left beside it. */
async function formatWhole(
  paths: readonly string[],
  flags: FormatFlags,
  chosen: Chosen,
): Promise<readonly FormatOutcome[]> {
  const signals = holdSignals();
  try {
    return await formatEach(paths, flags, chosen, async () => {
      const exitCode = await signals.asked();
      if (exitCode !== undefined) process.exit(exitCode);
    });
  } finally {
    signals.release();
  }
}

async function formatEach(
  paths: readonly string[],
  flags: FormatFlags,
  chosen: Chosen,
  afterEach?: () => Promise<void>,
): Promise<readonly FormatOutcome[]> {
  const mayWrite = writableFiles(chosen);
  const outcomes: FormatOutcome[] = [];
  for (const path of paths) {
    if (path !== "-" && !mayWrite(path)) {
      say(`${path}: skipped, the link leads outside ${chosen.foundIn.get(path)}`);
      outcomes.push("left alone");
      continue;
    }
    outcomes.push(await formatSafely(path, flags, chosen));
    await afterEach?.();
  }
  return outcomes;
}

/** One file's trouble does not end the work on the others. */
async function formatSafely(path: string, flags: FormatFlags, chosen: Chosen): Promise<FormatOutcome> {
  try {
    return await formatOne(path, flags, chosen);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof SettingsError) {
      say(...error.message.split("\n"));
      return "failed";
    }
    const name = path === "-" ? (flags.stdinFilename ?? "<stdin>") : path;
    say(`${name}: not formatted: ${internalError(name, "formatting", error).message}`);
    return "broken";
  }
}

/** Files of other programs among those that nobody named. They are read for it, one at a time where they may be large. */
async function othersIn(chosen: Chosen): Promise<ReadonlySet<string>> {
  const { foundIn, paths, settings } = chosen;
  if (foundIn.size === 0) return new Set();
  if (settings.clusters.length === 0) return findOthers(chosen, (path) => readTextFile(path, MAX_SIZE));
  const { findPartners } = await import("../workspace/partners.js");
  const { own } = await findPartners(paths, settings.clusters);
  return findOthers(chosen, (path) => readTextFile(path, MAX_SIZE), own);
}

/** What became of the files; of a dry run only how many were left out, as its output says the rest. */
function sum(
  outcomes: readonly FormatOutcome[],
  leftOut: number,
  { check, diff }: FormatFlags,
  isStream: boolean,
): void {
  const count = (outcome: FormatOutcome) => outcomes.filter((one) => one === outcome).length;
  const files = (number: number) => `${number} file${number === 1 ? "" : "s"}`;
  const [changed, unchanged] = [count("changed"), count("unchanged")];
  const isDone = check !== true && diff !== true && !isStream && changed + unchanged > 0;
  const done = isDone ? [`${files(changed)} formatted, ${files(unchanged)} left unchanged`] : [];
  const rest = leftOut === 0 ? [] : [`${files(leftOut)} skipped: not keepalived.conf`];
  if (done.length + rest.length > 0) say([...done, ...rest].join("; "));
}

async function formatOne(path: string, flags: FormatFlags, { settings, foundIn }: Chosen): Promise<FormatOutcome> {
  const isStream = path === "-";
  const name = isStream ? (flags.stdinFilename ?? "<stdin>") : path;
  const input = isStream ? readStandardInput(name, MAX_SIZE) : readTextFile(path, MAX_SIZE);
  if (input.kind === "problem") {
    say(input.problem.message);
    return "failed";
  }
  const { file } = input;
  const isSure = isStream || flags.force === true || foundIn.has(path) || settings.of(path)?.isIncluded === true;
  if (!isSure && isForeign(path, file.text)) {
    say(`${path}: skipped, it does not look like keepalived.conf; use --force to format it`);
    return "failed";
  }
  await growHeapFor([file]);
  const options = await optionsFor(isStream ? flags.stdinFilename : path, flags, settings);
  const result =
    flags.range === undefined ? formatEdits(file.text, options) : formatRange(file.text, flags.range, options);
  if (result.kind === "refused") {
    const outcome = refuse(file, result);
    // Nobody named it, and a template may be put together so that no formatter can know its depth.
    const isOptional = foundIn.has(path) || flags.skipUnbalanced === true;
    return isOptional && findTemplate(file.text, name, options.template) !== undefined ? "left alone" : outcome;
  }
  if (flags.check === true || flags.diff === true) return show(file, result.edits, flags);
  const isChanged = result.edits.length > 0;
  const bytes = isChanged ? encode(applyEdits(file.text, result.edits)) : file.bytes;
  if (isStream) writeOutput(bytes);
  else if (isChanged) return write(file, bytes);
  return isChanged ? "changed" : "unchanged";
}

/** Names a file that would change, or shows how. */
async function show(
  { path, text }: WorkspaceFile,
  edits: readonly TextEdit[],
  { diff }: FormatFlags,
): Promise<FormatOutcome> {
  if (edits.length === 0) return "unchanged";
  if (diff === true) {
    const { makePatch } = await import("./patch.js");
    writeDiff(encode(makePatch(path, text, edits)), await colorsFor(undefined));
  } else writeOutput(`${printableLine(path)}\n`);
  return "changed";
}

function write({ path, bytes }: WorkspaceFile, formatted: Buffer): FormatOutcome {
  const result = replaceFile(path, bytes, formatted);
  if (result.kind === "written") return "changed";
  const reason = result.kind === "changed" ? "it has changed in the meantime" : result.reason;
  say(`${path}: not formatted: ${reason}`);
  return "failed";
}

/** Nothing goes to standard output: an editor must not replace a text by half of one. */
function refuse(
  { path, text }: WorkspaceFile,
  { reason, span }: Extract<FormatEdits, { kind: "refused" }>,
): FormatOutcome {
  const { line, column } = new SourceFile(path, text).positionAt(span.start);
  say(`${path}:${line}:${column}: not formatted: ${reason}`);
  return "failed";
}

async function optionsFor(
  path: string | undefined,
  { order }: FormatFlags,
  settings: RunSettings,
): Promise<FormatOptions> {
  const indent = path === undefined ? undefined : await indentFor(path, settings);
  const template = path === undefined ? undefined : settings.of(path)?.template?.value;
  return defined({ path, indent, order, template });
}

function lineRange(text: string): LineRange {
  const [, first, last] = /^(\d+):(\d+)$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === undefined || range.first < 1 || range.last < range.first) {
    throw new InvalidArgumentError("use --range FIRST:LAST, such as 1:10");
  }
  return range;
}
