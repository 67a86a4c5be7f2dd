import { type Command, InvalidArgumentError, Option } from "commander";
import { internalError } from "../diagnostics/internal-error.js";
import { type FormatEdits, type FormatOptions, formatEdits, formatRange, type LineRange } from "../format/index.js";
import { encode } from "../text/bytes.js";
import { applyEdits } from "../text/edit.js";
import { SourceFile } from "../text/source-file.js";
import { type InputFile, readStandardInput, readTextFile } from "../workspace/read-file.js";
import { replaceFile } from "../workspace/write-file.js";
import { BUG, FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { indentFor } from "./formatter.js";
import { growHeapFor } from "./heap.js";
import { chooseFiles } from "./inputs.js";
import type { ConfigOption, Settings } from "./settings.js";
import { say, writeOutput } from "./terminal.js";

interface FormatFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly range?: LineRange;
  readonly order?: "canonical";
  readonly stdinFilename?: string;
  readonly config?: ConfigOption;
}

/** In MiB. The formatter takes a long text in pieces, so it needs less memory than the linter. */
const MAX_SIZE = 256;

/** What became of one file. */
type Outcome = "unchanged" | "changed" | "failed" | "broken";

const EXAMPLES = `
Examples:
  kalint format keepalived.conf           rewrite the file
  kalint format --check conf/             list what would change below a folder
  kalint format --diff keepalived.conf    show what would change
  kalint format - < keepalived.conf       as a filter

Files whose braces or quotes do not balance, and templates, stay as they are.
Exit code: 0 done, 1 something would change (--check, --diff), 2 a file could not be formatted, 3 a mistake of kalint.`;

/** `kalint format FILE…`. */
export function addFormatCommand(program: Command): void {
  program
    .command("format")
    .summary("rewrite files in the canonical form")
    .description("Rewrites configurations in the canonical form. Never changes what keepalived reads.")
    .argument("<file...>", "configurations, folders or patterns; - formats standard input to standard output")
    .option("--check", "change nothing; list the files that would change")
    .option("--diff", "change nothing; show what would change as a unified diff")
    .option("--range <first:last>", "format these lines only (from 1, both included)", lineRange)
    .addOption(new Option("--order <order>", "also put keywords in the customary order").choices(["canonical"]))
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "read no settings")
    .option("--stdin-filename <file>", "name of what comes from standard input")
    .addHelpText("after", EXAMPLES)
    .action(formatFiles);
}

async function formatFiles(names: readonly string[], flags: FormatFlags): Promise<void> {
  const { paths, settings, failed } = await chooseFiles(names, flags);
  if (flags.range !== undefined && paths.length > 1) throw new UsageError("--range takes one file");
  const outcomes: Outcome[] = failed ? ["failed"] : [];
  for (const path of paths) outcomes.push(await formatSafely(path, flags, settings));
  const changed = outcomes.filter((one) => one === "changed").length;
  const isDry = flags.check === true || flags.diff === true;
  if (!isDry && !paths.includes("-")) sum(changed, outcomes.filter((one) => one === "unchanged").length);
  process.exitCode = outcomes.includes("broken")
    ? BUG
    : outcomes.includes("failed")
      ? USAGE
      : isDry && changed > 0
        ? FAILED
        : OK;
}

/** One file's trouble does not end the work on the others. */
async function formatSafely(path: string, flags: FormatFlags, settings: Settings): Promise<Outcome> {
  try {
    return await formatOne(path, flags, settings);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const name = path === "-" ? (flags.stdinFilename ?? "<stdin>") : path;
    say(`${name} stays as it is: ${internalError(name, "formatting", error).message}`);
    return "broken";
  }
}

function sum(changed: number, unchanged: number): void {
  const files = (count: number) => `${count} file${count === 1 ? "" : "s"}`;
  if (changed + unchanged > 0) say(`${files(changed)} formatted, ${files(unchanged)} left unchanged`);
}

async function formatOne(path: string, flags: FormatFlags, settings: Settings): Promise<Outcome> {
  const isStream = path === "-";
  const name = isStream ? (flags.stdinFilename ?? "<stdin>") : path;
  const input = isStream ? readStandardInput(name, MAX_SIZE) : readTextFile(path, MAX_SIZE);
  if (input.kind === "problem") {
    say(input.problem.message);
    return "failed";
  }
  const { file } = input;
  await growHeapFor([file]);
  const options = await optionsFor(isStream ? flags.stdinFilename : path, flags, settings);
  const result =
    flags.range === undefined ? formatEdits(file.text, options) : formatRange(file.text, flags.range, options);
  if (result.kind === "refused") return refuse(file, result);
  const { edits } = result;
  const isChanged = edits.length > 0;
  if (flags.diff === true && isChanged) {
    const { makePatch } = await import("./patch.js");
    writeOutput(encode(makePatch(name, file.text, edits)));
  }
  if (flags.check === true && isChanged && flags.diff !== true) writeOutput(`${name}\n`);
  if (flags.check === true || flags.diff === true) return isChanged ? "changed" : "unchanged";
  if (isStream) writeOutput(isChanged ? encode(applyEdits(file.text, edits)) : file.bytes);
  else if (isChanged) return write(file, encode(applyEdits(file.text, edits)));
  return isChanged ? "changed" : "unchanged";
}

function write({ path, bytes }: InputFile, formatted: Buffer): Outcome {
  const result = replaceFile(path, bytes, formatted);
  if (result.kind === "written") return "changed";
  const reason = result.kind === "changed" ? "it was changed meanwhile" : result.reason;
  say(`${path} stays as it is: ${reason}`);
  return "failed";
}

/** Nothing goes to standard output: an editor must not replace a text by half of one. */
function refuse({ path, text }: InputFile, { reason, span }: Extract<FormatEdits, { kind: "refused" }>): Outcome {
  const { line, column } = new SourceFile(path, text).positionAt(span.start);
  say(`${path}:${line}:${column}: not formatted: ${reason}`);
  return "failed";
}

async function optionsFor(
  path: string | undefined,
  { order }: FormatFlags,
  settings: Settings,
): Promise<FormatOptions> {
  const indent = path === undefined ? undefined : await indentFor(path, settings);
  return { ...(indent === undefined ? {} : { indent }), ...(order === undefined ? {} : { order }) };
}

function lineRange(text: string): LineRange {
  const [, first, last] = /^(\d+):(\d+)$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === undefined || range.first < 1 || range.last < range.first) {
    throw new InvalidArgumentError("Write FIRST:LAST, lines from 1.");
  }
  return range;
}
