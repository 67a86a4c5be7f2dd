import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { InvalidArgumentError } from "commander";
import { compareDiagnostics, type Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import { limitFindings } from "../diagnostics/limit.js";
import { countByRule, summarize } from "../diagnostics/summary.js";
import type { Report, Reporter, RuleHelp } from "../reporters/report.js";
import { SETTINGS_NAMES } from "../settings/find-settings.js";
import { groupBy } from "../text/group-by.js";
import { asQuestion, suggest } from "../text/suggest.js";
import { realPath } from "../workspace/confinement.js";
import { errorReason } from "../workspace/input-problem.js";
import { UsageError } from "./exit-codes.js";
import { linkFor } from "./hyperlinks.js";
import type { LintFlags } from "./lint-options.js";
import { loadReporter, reporterNames } from "./load-reporter.js";
import { colorsFor, noColors, say, terminal, writeOutput } from "./terminal.js";
import { packageVersion } from "./version.js";

/** A form of the report and the file that it goes to; undefined: standard output. */
export interface ReportOutput {
  readonly format: string;
  readonly file: string | undefined;
}

/** What all forms of a report share; its findings are complete. */
export type ReportContent = Pick<Report, "diagnostics" | "files" | "sources" | "leftOut" | "skipped" | "pictures">;

/** Findings of one rule in one file that a report lists; json, which programs read, lists all. */
export const MAX_FINDINGS = 100;

/** With more findings a table by rule is added. */
const MANY_FINDINGS = 50;

type ReportOption = "color" | "maxFindings" | "statistics" | "fold";

/** Reads one `--format NAME` or `--format NAME=FILE`, for commander. */
export function addFormat(text: string, before: readonly ReportOutput[] | undefined): readonly ReportOutput[] {
  const [, format = "", file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!reporterNames.includes(format)) {
    const near = suggest(format, reporterNames, 3);
    const hint = asQuestion(near, `. Formats: ${reporterNames.join(", ")}`);
    throw new InvalidArgumentError(`unknown format "${format}"${hint}`);
  }
  if (file === "") throw new InvalidArgumentError(`use --format ${format}=FILE`);
  return [...(before ?? []), { format, file }];
}

/** Where each form goes: `--output-file` takes the one that has no file of its own. Two cannot share one place. */
export function reportOutputs(
  formats: readonly ReportOutput[] = [{ format: "pretty", file: undefined }],
  outputFile: string | undefined,
): readonly ReportOutput[] {
  const outputs = formats.map(({ format, file }) => ({ format, file: file ?? outputFile }));
  const isSame = (a: string | undefined, b: string | undefined) =>
    a === b || (a !== undefined && b !== undefined && realPath(a) === realPath(b));
  const [first, second] = outputs.filter((one, at) =>
    outputs.some((other, i) => i !== at && isSame(other.file, one.file)),
  );
  if (first !== undefined && second !== undefined) {
    const place = first.file ?? "standard output";
    throw new UsageError(
      `only one format can be written to ${place}; write the other with --format ${second.format}=FILE`,
    );
  }
  for (const { file } of outputs) {
    const kind = file === undefined ? undefined : precious(file);
    if (kind !== undefined) throw new UsageError(`${file} has the name of ${kind}; use another file for the report`);
  }
  if (outputFile === "") throw new UsageError("use --output-file with the name of a file");
  if (outputFile !== undefined && outputs.every(({ file }) => file !== outputFile)) {
    throw new UsageError("remove --output-file: every --format already has a file of its own");
  }
  return outputs;
}

/** `--output-file a.conf b.conf` misses a word, and what people have written is what must not be lost. */
function precious(file: string): string | undefined {
  if (file.endsWith(".conf")) return "a configuration";
  return [...SETTINGS_NAMES, ".editorconfig", ".gitignore"].includes(basename(file)) ? "a settings file" : undefined;
}

/** A report must not take the place of what it is about, under whatever name. Throws `UsageError`. */
export function requireOthers(outputs: readonly ReportOutput[], read: readonly (string | undefined)[]): void {
  const files = outputs.flatMap(({ file }) => (file === undefined || statOf(file) === undefined ? [] : [file]));
  if (files.length === 0) return;
  const inputs = new Set(read.flatMap((path) => (path === undefined ? [] : (statOf(path) ?? []))));
  const file = files.find((one) => inputs.has(statOf(one) ?? ""));
  if (file !== undefined) throw new UsageError(`${file} was read in this run; use another file for the report`);
}

/** What tells a file from others, through links and whatever it is called; undefined where none is. */
function statOf(path: string): string | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false, bigint: true });
    return status === undefined || !status.isFile() ? undefined : `${status.dev} ${status.ino}`;
  } catch {
    // What cannot be looked at cannot be written either, which writing will say.
    return undefined;
  }
}

/**
 * Writes the report in every form that is wanted, also where one of its files cannot be written. Gives whether kalint
 * itself failed with a part of it.
 */
export async function writeReports(
  content: ReportContent,
  outputs: readonly ReportOutput[],
  { color, maxFindings = MAX_FINDINGS, statistics, fold }: Pick<LintFlags, ReportOption>,
): Promise<boolean> {
  const problems: string[] = [];
  const whole = { ...content, summary: summarize(content.diagnostics) };
  const short = maxFindings === 0 ? whole : { ...whole, diagnostics: limitFindings(content.diagnostics, maxFindings) };
  const isMany = statistics === true || content.diagnostics.length > MANY_FINDINGS;
  const counts = isMany && content.diagnostics.length > 0 ? countByRule(content.diagnostics) : undefined;
  let isBroken = false;
  for (const { format, file } of outputs) {
    const reporter = await loadReporter(format);
    const isScreen = file === undefined;
    const made = reportSafely(format, reporter, {
      ...(format === "json" ? whole : short),
      statistics: counts,
      fold: fold !== false,
      colors: isScreen ? await colorsFor(color) : noColors,
      width: isScreen ? terminal()?.columns : undefined,
      link: isScreen ? await linkFor() : undefined,
      version: packageVersion,
      rules: format === "sarif" ? await ruleHelp() : [],
    });
    isBroken ||= made.isBroken;
    if (isScreen) writeOutput(made.text);
    else problems.push(...writeReport(file, made.text));
  }
  if (outputs.some(({ format }) => format === "github")) await addStepSummary(short);
  if (problems.length > 0) throw new UsageError(...problems);
  return isBroken;
}

/**
 * Makes the text of a report. Where the reporter fails with what was found in some files, one error stands for that; it
 * tells of all others.
 */
function reportSafely(format: string, reporter: Reporter, report: Report): { text: string; isBroken: boolean } {
  const stage = `the reporter ${format}`;
  try {
    return { text: reporter(report), isBroken: false };
  } catch (error) {
    const errors: Diagnostic[] = [];
    const byFile = groupBy(report.diagnostics, ({ location }) => location.file);
    const sound = [...byFile].flatMap(([file, diagnostics]) => {
      const text = guarded(file, stage, errors, () => reporter({ ...report, diagnostics }));
      return text === undefined ? [] : diagnostics;
    });
    if (errors.length === 0) throw error;
    const diagnostics = [...sound, ...errors].toSorted(compareDiagnostics);
    return { text: reporter({ ...report, diagnostics }), isBroken: true };
  }
}

/** Whether a report shows pictures of the clusters. */
export const showsPictures = (outputs: readonly ReportOutput[]): boolean =>
  outputs.some(({ format }) => format === "markdown" || (format === "github" && summaryFile() !== undefined));

/** Where GitHub takes the page of a workflow's step from. */
const summaryFile = (): string | undefined => process.env.GITHUB_STEP_SUMMARY || undefined;

/** GitHub shows ten annotations of a kind; the page of the workflow's run gets all findings. */
async function addStepSummary(content: ReportContent & Pick<Report, "summary">): Promise<void> {
  const file = summaryFile();
  if (file === undefined) return;
  const { markdown } = await import("../reporters/markdown.js");
  const plain = { colors: noColors, width: undefined, version: packageVersion };
  try {
    appendFileSync(file, markdown({ ...content, ...plain }));
  } catch (error) {
    // The annotations are there; a summary that cannot be written is no reason to fail.
    say(`cannot write the step summary: ${errorReason(error)}`);
  }
}

async function ruleHelp(): Promise<readonly RuleHelp[]> {
  const { plain, ruleTexts } = await import("../reference/index.js");
  const flowing = (text: string) => text.replace(/\s*\n\s*/g, " ");
  return ruleTexts.map(({ name, group, severity, summary, why, how }) => {
    const texts = [why, how].filter((text) => text !== undefined).map(flowing);
    const markdown = texts.map(plain).join("\n\n");
    return { name, group, severity, summary, why: flowing(why), how: texts[1], markdown };
  });
}

/** Gives what kept it from being written, if anything. */
function writeReport(file: string, text: string): readonly string[] {
  try {
    writeFileSync(file, text);
    return [];
  } catch (error) {
    return [`cannot write the report to ${file}: ${errorReason(error)}`];
  }
}
