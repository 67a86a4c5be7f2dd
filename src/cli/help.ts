import { existsSync } from "node:fs";
import type { Command } from "commander";
import { asQuestion, suggest } from "../text/suggest.js";
import { COMMAND_NAMES } from "./command-names.js";
import { UsageError } from "./exit-codes.js";
import { writeOutput } from "./terminal.js";

const OVERVIEW = `
Examples:
  kalint master.conf slave.conf    check both nodes of a cluster
  kalint keepalived/               every *.conf below a folder
  kalint --fix keepalived/         apply the safe fixes
  kalint format --diff conf/       show what "format" would change
  kalint explain auth_pass         explain a keyword or a rule

kalint lint --help shows the options of the check.
Topics: clusters, formats, json, settings, suppressions, fixes, exit-codes,
environment (kalint help TOPIC)`;

/** `kalint help [COMMAND|TOPIC]`. */
export function addHelpCommand(program: Command): void {
  program
    .usage("[command] [options] <file...>")
    .helpCommand(false)
    .addHelpText("after", OVERVIEW)
    .command("help")
    .summary("print help for a command or a topic")
    .description("Prints help for a command or a topic.")
    .argument("[name]", "a command or a topic (default: an overview)")
    .addHelpText("after", "\nExamples:\n  kalint help format\n  kalint help exit-codes")
    .action((name: string | undefined) => showHelp(program, name));
}

async function showHelp(program: Command, name: string | undefined): Promise<void> {
  const command = name === undefined ? program : program.commands.find((one) => one.name() === name);
  if (command !== undefined) return command.outputHelp();
  const { topics } = await import("./topics.js");
  const text = topics[name ?? ""];
  if (text !== undefined) return writeOutput(text);
  const known = [...program.commands.map((one) => one.name()), ...Object.keys(topics)];
  const near = suggest(name ?? "", known, 3);
  throw new UsageError(`no help topic "${name}"${asQuestion(near, `. Topics: ${Object.keys(topics).join(", ")}`)}`);
}

/** What to say when a name that is not a file looks like a misspelt command: `kalint formt x.conf`. */
export function commandHint(names: readonly string[]): string | undefined {
  const [first = ""] = names;
  if (!/^[a-z]+$/.test(first) || existsSync(first)) return undefined;
  const near = suggest(first, COMMAND_NAMES);
  return near === undefined ? undefined : `did you mean the command "kalint ${near}"?`;
}
