import { type Command, InvalidArgumentError, Option } from "commander";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { DeclaredCluster } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { suggest } from "../text/suggest.js";
import { INCLUDE_ROOT } from "./include-root.js";
import { reporterNames } from "./load-reporter.js";
import { addFormat, MAX_FINDINGS, type ReportOutput } from "./reports.js";
import type { ConfigOption } from "./settings.js";
import type { Concurrency } from "./threads.js";

/** What the command line may say to `kalint lint`. */
export interface LintOptions {
  readonly format?: readonly ReportOutput[];
  readonly outputFile?: string;
  readonly rule: readonly [string, Severity | "off"][];
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly maxFindings?: number;
  readonly target?: string;
  readonly configId?: readonly string[];
  readonly cluster: readonly DeclaredCluster[];
  readonly partialCluster?: boolean;
  readonly explainClusters?: boolean;
  readonly stdinFilename?: string;
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
  kalint --target 2.2.7 keepalived.conf  for the release of Debian 12
  kalint --format github conf/           every *.conf below a folder, for GitHub
  kalint --format pretty --format sarif=out.sarif conf/
  cat keepalived.conf | kalint -         as a filter

Exit code: 0 nothing that fails, 1 errors (or too many warnings), 2 wrong usage or input, 3 a mistake of kalint.`;

/** `kalint [lint] FILE…`, the default command, with all its options. */
export function lintCommand(program: Command): Command {
  const command = program
    .command("lint", { isDefault: true })
    .summary("report what is wrong (the default)")
    .description("Reports what keepalived would refuse or read otherwise than written, and what nodes disagree about.")
    .argument("<file...>", "configurations, folders or patterns; - reads standard input")
    .option("--format <name[=file]>", `form of the report (repeatable): ${reporterNames.join(", ")}`, addFormat)
    .option("--output-file <file>", "write the report to a file")
    .addOption(
      new Option("--rule <id=severity>", "off, info, warning or error for one rule (repeatable)")
        .argParser(addRule)
        .default([], "none"),
    )
    .option("--fix", "apply safe fixes")
    .option("--unsafe-fixes", "with --fix: also fixes that change what keepalived does")
    .option("--fix-dry-run", "show what --fix would change, as a diff")
    .option("--quiet", "report errors and warnings only")
    .option("--max-warnings <n>", "fail when there are more warnings", wholeNumber)
    .option("--max-findings <n>", `list n findings of a rule in a file (${MAX_FINDINGS}); 0 lists all`, wholeNumber);
  return addInputOptions(addBaselineOptions(command)).addHelpText("after", EXAMPLES);
}

const addBaselineOptions = (command: Command): Command =>
  command
    .option("--baseline <file>", "report only what this file does not list")
    .option("--write-baseline [file]", "list today's findings in a file (kalint-baseline.json) and report nothing");

const addInputOptions = (command: Command): Command =>
  command
    .option("--target <release>", "the keepalived release the files are for, such as 2.2.7", release)
    .option("--config-id <id>", "evaluate for this config-id only (repeatable)", collect)
    .addOption(
      new Option("--cluster <name=file,file>", "files that are the nodes of one cluster (repeatable)")
        .argParser(addCluster)
        .default([], "none"),
    )
    .option("--partial-cluster", "some nodes of the clusters are not given")
    .option("--explain-clusters", "tell why files were joined")
    .option("--with-keepalived [=path]", "also run the installed keepalived -t, and report what it adds")
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "read no settings")
    .option(...INCLUDE_ROOT)
    .option("--stdin-filename <file>", "name of what comes from standard input")
    .option("--watch", "report again whenever a file changes")
    .option("--cache", "look only at what has changed since the last run")
    .option("--cache-location <folder>", "where --cache keeps results")
    .option("--concurrency <n>", "threads for many files: a number, auto (the default) or off", concurrency)
    .option("--color", "colours, also where no terminal is")
    .option("--no-color", "no colours");

function addRule(text: string, before: readonly [string, Severity | "off"][]): readonly [string, Severity | "off"][] {
  const [name = "", value = ""] = text.split("=");
  const severity = SEVERITIES.find((one) => one === value);
  const names = rules.map((rule) => rule.name);
  if (!names.includes(name)) {
    const near = suggest(name, names, 4);
    throw new InvalidArgumentError(
      `There is no rule "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  if (severity === undefined) throw new InvalidArgumentError(`Write ${name}=${SEVERITIES.join("|")}.`);
  return [...before, [name, severity]];
}

export function addCluster(text: string, before: readonly DeclaredCluster[]): readonly DeclaredCluster[] {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || list === undefined) throw new InvalidArgumentError("Write NAME=FILE,FILE.");
  return [...before, { name, nodes: list.split(",") }];
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
  return Number(text);
}

function concurrency(text: string): Concurrency {
  if (text === "auto" || text === "off") return text;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Write a number of threads, auto or off.");
  return Number(text);
}

export function release(text: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(text)) throw new InvalidArgumentError("Write a release such as 2.2.7.");
  return text;
}
