import { Argument, type Command } from "commander";
import { rules } from "../rules/index.js";
import { allPlaces } from "../syntax/schema-index.js";
import { readCommands } from "./command-tree.js";
import { reporterNames } from "./load-reporter.js";
import { writeOutput } from "./terminal.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

type Shell = (typeof SHELLS)[number];

const EXAMPLES = `
Examples:
  source <(kalint completion bash)            in ~/.bashrc
  kalint completion zsh > ~/.zfunc/_kalint    a folder of $fpath
  kalint completion fish > ~/.config/fish/completions/kalint.fish`;

/** `kalint completion SHELL`: a script that completes commands, options, rules and report formats. */
export function addCompletionCommand(program: Command): void {
  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that completes commands, options and their values in a shell.")
    .addArgument(new Argument("<shell>", "the shell to print it for").choices(SHELLS))
    .addHelpText("after", EXAMPLES)
    .action(async (shell: Shell) => writeOutput((await makerFor(shell))(await completionFacts(program))));
}

/** `kalint man`: the manual page. */
export function addManCommand(program: Command): void {
  program
    .command("man")
    .summary("print the manual page")
    .description("Prints the manual page in man(7) format.")
    .addHelpText("after", "\nExample:\n  kalint man | man -l -")
    .action(async () => {
      const { manualPage } = await import("./manual-page.js");
      writeOutput(manualPage(readCommands(program, {})));
    });
}

async function makerFor(shell: Shell) {
  switch (shell) {
    case "bash":
      return (await import("./completion-bash.js")).bashCompletion;
    case "zsh":
      return (await import("./completion-zsh.js")).zshCompletion;
    case "fish":
      return (await import("./completion-fish.js")).fishCompletion;
  }
}

async function completionFacts(program: Command) {
  const { topics } = await import("./topics.js");
  const names = rules.map(({ name }) => name);
  const keywords = new Set([...allPlaces()].map(({ path }) => path.slice(path.lastIndexOf("/") + 1)));
  const facts = readCommands(program, { "--format": reporterNames, "--rule": names.map((name) => `${name}=`) });
  const words: Readonly<Record<string, readonly string[]>> = {
    explain: [...names, ...[...keywords].sort()],
    completion: SHELLS,
    help: [...facts.commands.map(({ name }) => name), ...Object.keys(topics)],
  };
  return { ...facts, commands: facts.commands.map((one) => ({ ...one, words: words[one.name] ?? [] })) };
}

/** What the scripts are made from: the commands, with the words that their first argument may be. */
export type CompletionFacts = Awaited<ReturnType<typeof completionFacts>>;
