import type { Argument, Command, Option } from "commander";

/** An option, as completion and manual page tell of it. */
export interface OptionFacts {
  /** As the help writes it: `--format <name[=file]>`. */
  readonly flags: string;
  /** `-V`, `--version`; the long one last. */
  readonly names: readonly string[];
  readonly text: string;
  /** `required`: the next word is its value; `optional`: a value follows `=`. */
  readonly value: "none" | "required" | "optional";
  /** Words that its value may be. */
  readonly choices: readonly string[];
}

/** A command with its options. */
export interface CommandFacts {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly options: readonly OptionFacts[];
  readonly arguments: readonly { readonly usage: string; readonly text: string; readonly takesFiles: boolean }[];
}

export interface ProgramFacts {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionFacts[];
  readonly commands: readonly CommandFacts[];
}

/** What the command line takes, read from the commands themselves; `choices` adds what commander does not know. */
export function readCommands(program: Command, choices: Readonly<Record<string, readonly string[]>>): ProgramFacts {
  const help = program.createHelp();
  const optionsOf = (command: Command) => help.visibleOptions(command).map((option) => optionFacts(option, choices));
  return {
    name: program.name(),
    description: program.description(),
    options: optionsOf(program),
    commands: help.visibleCommands(program).map((command) => ({
      name: command.name(),
      summary: command.summary() || command.description(),
      description: command.description(),
      isDefault: command.name() === DEFAULT_COMMAND,
      options: optionsOf(command),
      arguments: command.registeredArguments.map(argumentFacts),
    })),
  };
}

/** The command that is meant where none is named. commander keeps this to itself. */
const DEFAULT_COMMAND = "lint";

function optionFacts(option: Option, choices: Readonly<Record<string, readonly string[]>>): OptionFacts {
  const name = option.long ?? option.flags;
  return {
    flags: option.flags,
    names: [option.short, option.long].filter((one) => one !== undefined && one !== null),
    text: option.description,
    value: option.required ? "required" : option.optional ? "optional" : "none",
    choices: choices[name] ?? option.argChoices ?? [],
  };
}

const argumentFacts = (argument: Argument) => {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return {
    usage: argument.required ? `<${name}>` : `[${name}]`,
    text: argument.description,
    takesFiles: /file|path|config/i.test(argument.name()),
  };
};
