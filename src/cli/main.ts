import { Command, CommanderError } from "commander";
import { addAstCommand } from "./ast.js";
import { addCompletionCommand, addManCommand } from "./completion.js";
import { addConfigCommand } from "./config.js";
import { BUG, USAGE, UsageError } from "./exit-codes.js";
import { addExpandCommand } from "./expand.js";
import { addExplainCommand } from "./explain.js";
import { addFormatCommand } from "./format.js";
import { addHelpCommand } from "./help.js";
import { addInitCommand } from "./init.js";
import { addLintCommand } from "./lint.js";
import { addRulesCommand } from "./rules.js";
import { say } from "./terminal.js";
import { packageVersion } from "./version.js";

/** The command with all its subcommands; also what completion and manual page are made from. */
export function makeProgram(): Command {
  const program = new Command("kalint")
    .description("Parser, linter and formatter for keepalived.conf.")
    .version(packageVersion, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .showSuggestionAfterError(true)
    .showHelpAfterError("(kalint --help tells more)")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "kalint: ")) });
  addLintCommand(program);
  addFormatCommand(program);
  addExplainCommand(program);
  addConfigCommand(program);
  addInitCommand(program);
  addRulesCommand(program);
  addAstCommand(program);
  addExpandCommand(program);
  addCompletionCommand(program);
  addManCommand(program);
  addHelpCommand(program);
  return program;
}

/** Runs the command line and sets the exit code. */
async function main(argv: readonly string[]): Promise<void> {
  try {
    await makeProgram().parseAsync(withOptionalValues(argv));
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

/** Options whose value stands behind `=` or is this one. commander would take the next word, a file, for it. */
const OPTIONAL_VALUES: Readonly<Record<string, string>> = { "--with-keepalived": "--with-keepalived=keepalived" };

function withOptionalValues(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  return argv.map((word, at) => (end >= 0 && at > end ? word : (OPTIONAL_VALUES[word] ?? word)));
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof UsageError) {
    say(error.message);
    return USAGE;
  }
  say(
    `this is a mistake of kalint, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return BUG;
}

void main(process.argv);
