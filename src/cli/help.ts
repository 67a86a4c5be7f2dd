import { existsSync } from "node:fs";
import type { Command } from "commander";
import { suggest } from "../text/suggest.js";
import { UsageError } from "./exit-codes.js";
import { writeOutput } from "./terminal.js";

/** `kalint help [COMMAND|TOPIC]`. */
export function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .addHelpText("after", "\nTopics: kalint help clusters|formats|settings|suppressions|fixes|exit-codes|environment")
    .command("help")
    .summary("print help for a command or a topic")
    .description("Prints help for a command, or about a topic.")
    .argument("[name]", "a command or a topic; without it, what there is")
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
  const hint = near === undefined ? `; there is ${Object.keys(topics).join(", ")}` : `; did you mean "${near}"?`;
  throw new UsageError(`there is no help about "${name}"${hint}`);
}

/** What to say when a name that is no file looks like a misspelt command: `kalint formt x.conf`. */
export function commandHint(program: Command, names: readonly string[]): string | undefined {
  const [first = ""] = names;
  if (!/^[a-z]+$/.test(first) || existsSync(first)) return undefined;
  const near = suggest(
    first,
    program.commands.map((one) => one.name()),
  );
  return near === undefined ? undefined : `if ${first} is meant as a command, did you mean "kalint ${near}"?`;
}
