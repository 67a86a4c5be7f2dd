import { lstatSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { printable } from "../text/printable.js";
import { addAstCommand } from "./ast.js";
import { codeCache } from "./code-cache.js";
import { COMMAND_NAMES, type CommandName } from "./command-names.js";
import { addCompletionCommand, addManCommand } from "./completion.js";
import { addConfigCommand } from "./config.js";
import { BUG, USAGE, UsageError } from "./exit-codes.js";
import { addExpandCommand } from "./expand.js";
import { addExplainCommand } from "./explain.js";
import { addFormatCommand } from "./format.js";
import { addHelpCommand } from "./help.js";
import { addHostCommand } from "./host.js";
import { addInitCommand } from "./init.js";
import { addLintCommand } from "./lint.js";
import { addLiveCommand } from "./live.js";
import { addLspCommand } from "./lsp.js";
import { addMcpCommand } from "./mcp.js";
import { addRulesCommand } from "./rules.js";
import { addShowCommand } from "./show.js";
import { addSimulateCommand } from "./simulate.js";
import { say, writeError, writeOutput } from "./terminal.js";
import { addUpgradeCommand } from "./upgrade.js";
import { packageVersion } from "./version.js";

const COMMANDS: Readonly<Record<CommandName, (program: Command) => void>> = {
  lint: addLintCommand,
  format: addFormatCommand,
  simulate: addSimulateCommand,
  show: addShowCommand,
  host: addHostCommand,
  live: addLiveCommand,
  upgrade: addUpgradeCommand,
  explain: addExplainCommand,
  config: addConfigCommand,
  init: addInitCommand,
  rules: addRulesCommand,
  lsp: addLspCommand,
  mcp: addMcpCommand,
  ast: addAstCommand,
  expand: addExpandCommand,
  completion: addCompletionCommand,
  man: addManCommand,
  help: addHelpCommand,
};

/** The command with these subcommands; completion and manual page are made from all. */
function makeProgram(names: readonly CommandName[], argv: readonly string[] = []): Command {
  const program = new Command("kalint")
    .description("Parser, linter and formatter for keepalived.conf.")
    .version(versionText(argv), "-V, --version", "print the version")
    .option("--verbose", "with --version: also show whether compiled code is cached")
    .helpOption("-h, --help", "print this help")
    .showSuggestionAfterError(true)
    .showHelpAfterError("For more information, try 'kalint --help'.")
    .hook("preAction", requireVersion)
    .exitOverride()
    .configureOutput({
      writeOut: writeOutput,
      writeErr: writeError,
      outputError: (text, write) => write(shownError(text)),
    });
  for (const name of names) COMMANDS[name](program);
  return program;
}

/** commander prints the version as soon as it is asked for it, before it looks at other options. */
const versionText = (argv: readonly string[]): string =>
  argv.includes("--verbose")
    ? `${packageVersion}\nNode.js ${process.version}\ncode cache: ${codeCache}`
    : packageVersion;

function requireVersion(program: Command): void {
  if (program.opts().verbose === true) throw new UsageError("use --verbose together with --version");
}

/** What commander complains about, without the control characters of what was given; its hint has its own line. */
function shownError(text: string): string {
  const plain = text
    .replace(/^error: (?:option|command-argument) .* is invalid\. (?!Allowed choices )/s, "error: ")
    .replace(
      /^error: option '[^']*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/ms,
      'error: unknown value "$1". Allowed: $2',
    )
    .replace(
      /^error: command-argument value '(.*)' is invalid for argument '([^']*)'\. Allowed choices are (.*)\.$/ms,
      'error: unknown $2 "$1". Allowed: $3',
    )
    .replace(/^error: missing required argument '([^']*)'/, (_, name: string) => `error: ${missingArgument(name)}`)
    .replace(/^error: unknown option '(.*)'/s, 'error: unknown option "$1"')
    .replace(/^error: option '(\S+)[^']*' argument missing/, "error: $1 needs a value")
    .replace(/^error: too many arguments( for '[^']*')?\..*$/m, "error: too many arguments$1");
  return printable(plain.replace(/^error: /, "kalint: "))
    .replace(/\n\((Did you mean .*\?)\)/, ". $1")
    .replace(/\n(?!$)/g, "\\n");
}

/** What to call a command with. */
const CALLS: Readonly<Partial<Record<string, string>>> = {
  format: "kalint format keepalived.conf, kalint format . or kalint format -",
  simulate: "kalint simulate master.conf slave.conf",
  show: "kalint show master.conf slave.conf",
  explain: "kalint explain auth_pass",
  config: "kalint config keepalived.conf",
  ast: "kalint ast keepalived.conf",
  expand: "kalint expand keepalived.conf",
  completion: "kalint completion bash",
};

function missingArgument(name: string): string {
  const command = process.argv.slice(2).find((word) => (COMMAND_NAMES as readonly string[]).includes(word));
  const call = CALLS[command ?? ""];
  return `no ${name} given${call === undefined ? "" : `. Try: ${call}`}`;
}

/** Runs the command line, sets the exit code and ends the process. */
async function main(argv: readonly string[]): Promise<void> {
  try {
    refuseFilesAsOptions(optionWords(argv));
    await makeProgram(isLint(argv) ? ["lint"] : COMMAND_NAMES, argv).parseAsync(withCommand(withOptionalValues(argv)));
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
  // All has been written. Node would tidy up its memory first, which takes as long as to check a small file.
  process.exit();
}

/** Whether no other command can be meant: to make them all takes as long as to check a small file. */
function isLint(argv: readonly string[]): boolean {
  const others: readonly string[] = [...COMMAND_NAMES.filter((name) => name !== "lint"), "-h", "--help"];
  return !argv.slice(2).some((word) => others.includes(word));
}

/** Words before `--`, the only ones that may be options or name a command. */
function optionWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--", 2);
  return argv.slice(2, end < 0 ? undefined : end);
}

/**
 * A repository may contain a file such as `--with-keepalived=x/keepalived.conf`, and who hands over its files without `--`
 * before them must not be made to run, read or write something by its name.
 */
function refuseFilesAsOptions(words: readonly string[]): void {
  const file = words.find((word) => /^-./.test(word) && isThere(word));
  if (file === undefined) return;
  throw new UsageError(
    `use ./${file}, or put -- before the file names: ${file} is a file whose name looks like an option`,
  );
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A name that is too long, or in what is not a folder or cannot be read.
    return false;
  }
}

/** `kalint -- format` names a file. commander would take the first word after `--` for a command. */
function withCommand(argv: readonly string[]): string[] {
  const names: readonly string[] = COMMAND_NAMES;
  const words = optionWords(argv);
  const isFirst = words.length < argv.length - 2 && !words.some((word) => names.includes(word));
  return isFirst ? [...argv.slice(0, 2), "lint", ...argv.slice(2)] : [...argv];
}

/** Options whose value follows `=` or is this one. commander would take the next word, a file, for it. */
const OPTIONAL_VALUES: Readonly<Record<string, string>> = { "--with-keepalived": "--with-keepalived=keepalived" };

function withOptionalValues(argv: readonly string[]): string[] {
  const end = 2 + optionWords(argv).length;
  return argv.map((word, at) => (at >= end ? word : (OPTIONAL_VALUES[word] ?? word)));
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof UsageError) {
    say(...error.lines);
    return USAGE;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(...`internal error, please report it: ${trace}`.split("\n"));
  return BUG;
}

void main(process.argv);
