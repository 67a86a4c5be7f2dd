import { type Command, InvalidArgumentError, Option } from "commander";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { DeclaredCluster } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { releaseProblem } from "../text/releases.js";
import { asQuestion, suggest } from "../text/suggest.js";
import { INCLUDE_ROOT } from "./include-root.js";
import { reporterNames } from "./load-reporter.js";
import { addFormat, MAX_FINDINGS, type ReportOutput } from "./reports.js";
import type { ConfigOption } from "./settings.js";
import type { Concurrency } from "./threads.js";

/** What the command line may say to `kalint lint`. */
export interface LintFlags {
  readonly format?: readonly ReportOutput[];
  readonly outputFile?: string;
  readonly rule?: readonly [string, Severity | "off"][];
  readonly quiet?: boolean;
  readonly statistics?: boolean;
  /** False with `--no-fold`. */
  readonly fold?: boolean;
  readonly maxWarnings?: number;
  readonly maxFindings?: number;
  readonly target?: string;
  readonly configId?: readonly string[];
  readonly cluster?: readonly DeclaredCluster[];
  readonly partialCluster?: boolean;
  readonly explainClusters?: boolean;
  readonly stdinFilename?: string;
  readonly from?: string;
  readonly color?: boolean;
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly fixDryRun?: boolean;
  readonly config?: ConfigOption;
  readonly baseline?: string;
  readonly writeBaseline?: string | true;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly concurrency?: Concurrency;
  readonly watch?: boolean;
  readonly withKeepalived?: string;
  readonly includeRoot?: string;
}

const SEVERITIES = ["off", "info", "warning", "error"] as const;

const EXAMPLES = `
Examples:
  kalint master.conf slave.conf          both nodes of a cluster
  kalint --target 2.2.7 keepalived.conf  for Debian 12's release
  kalint --format github conf/           every *.conf below a folder, for GitHub
  kalint --format pretty --format sarif=out.sarif conf/
  cat keepalived.conf | kalint -         as a filter

Exit status: 0 no errors, 1 errors (or too many warnings), 2 bad usage or
unreadable input, 3 internal error.`;

/** `kalint [lint] FILE…`, the default command, with all its options. */
export function lintCommand(program: Command): Command {
  const command = program
    .command("lint", { isDefault: true })
    .summary("report problems (the default)")
    .description(
      "Reports what keepalived would reject or read differently than written, and what\nthe nodes of a cluster disagree about.",
    )
    .argument(
      "[file...]",
      "configurations, folders or patterns; - reads standard input (default: what the settings declare, or this folder)",
    )
    .option(
      "--format <name[=file]>",
      `output format, optionally written to a file (repeatable): ${reporterNames.join(", ")}`,
      addFormat,
    )
    .option("--output-file <file>", "write the report to a file")
    .addOption(
      new Option("--rule <id=severity>", "off, info, warning or error for one rule (repeatable)").argParser(addRule),
    )
    .option("--fix", "apply safe fixes")
    .option("--unsafe-fixes", "with --fix: also fixes that change what keepalived does")
    .option("--fix-dry-run", "show what --fix would change, as a diff")
    .option("--quiet", "hide notes (severity info)")
    .option("--statistics", "add a table of findings by rule")
    .option("--no-fold", "list identical findings, and those with one cause, one by one")
    .option("--max-warnings <n>", "exit with 1 if there are more than <n> warnings", wholeNumber("--max-warnings"))
    .option(
      "--max-findings <n>",
      `list at most <n> findings of a rule per file (default: ${MAX_FINDINGS}, 0: all)`,
      wholeNumber("--max-findings"),
    );
  return addInputOptions(addBaselineOptions(command)).addHelpText("after", EXAMPLES);
}

const addBaselineOptions = (command: Command): Command =>
  command
    .option("--baseline <file>", "report only findings that are not in this file")
    .option(
      "--write-baseline [file]",
      "accept all current findings by listing them in a file (default: kalint-baseline.json)",
    );

const addInputOptions = (command: Command): Command =>
  command
    .option("--target <release>", "keepalived release that the files are for, such as 2.2.7", release)
    .option("--config-id <id>", "evaluate for this config-id only (repeatable)", collect)
    .addOption(
      new Option("--cluster <name=file,file>", "treat files as the nodes of one cluster (repeatable)").argParser(
        addCluster,
      ),
    )
    .option("--partial-cluster", "not all nodes of the cluster were given: do not report missing ones")
    .option("--explain-clusters", "explain why files were treated as one cluster")
    .option(
      "--with-keepalived [=path]",
      "also run the installed keepalived -t, and report what it adds to the findings",
    )
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "do not read settings")
    .option(...INCLUDE_ROOT)
    .option("--stdin-filename <file>", "file name to report for standard input")
    .option("--from <template>", "name the line of this template that each finding was rendered from")
    .option("--watch", "check again whenever a file changes")
    .option("--cache", "check only what has changed since the last run")
    .option("--cache-location <folder>", "folder in which --cache keeps results")
    .option("--concurrency <n>", "number of worker threads (default: auto)", concurrency)
    .option("--color", "always use colours")
    .option("--no-color", "never use colours");

function addRule(
  text: string,
  before: readonly [string, Severity | "off"][] = [],
): readonly [string, Severity | "off"][] {
  const [name = "", value = ""] = text.split("=");
  const severity = SEVERITIES.find((one) => one === value);
  const names = rules.map((rule) => rule.name);
  if (!names.includes(name)) {
    const hint = asQuestion(suggest(name, names, 4), ". 'kalint rules' lists them.");
    throw new InvalidArgumentError(`unknown rule "${name}"${hint}`);
  }
  if (severity === undefined) throw new InvalidArgumentError(`use --rule ${name}=${SEVERITIES.join("|")}`);
  return [...before, [name, severity]];
}

export function addCluster(text: string, before: readonly DeclaredCluster[] = []): readonly DeclaredCluster[] {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || list === undefined) throw new InvalidArgumentError("use --cluster NAME=FILE,FILE");
  return [...before, { name, nodes: list.split(",") }];
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

const wholeNumber =
  (option: string) =>
  (text: string): number => {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`use ${option} with a whole number, not "${text}"`);
    return Number(text);
  };

function concurrency(text: string): Concurrency {
  if (text === "auto" || text === "off") return text;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError(`use --concurrency with a number of threads, auto or off, not "${text}"`);
  return Number(text);
}

export function release(text: string): string {
  const problem = releaseProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}
