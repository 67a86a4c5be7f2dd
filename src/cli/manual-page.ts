import type { CommandFacts, OptionFacts, ProgramFacts } from "./command-tree.js";
import { packageVersion } from "./version.js";

const EXIT = [
  ["0", "Nothing at error level, and no more warnings than allowed."],
  ["1", "Findings that fail, or files that would change."],
  ["2", "Wrong usage, unreadable input or settings."],
  ["3", "A mistake of kalint itself."],
] as const;

const ENVIRONMENT = [
  ["NO_COLOR", "No colours when set to anything."],
  ["FORCE_COLOR", "Colours also where no terminal is; 0 means none."],
  ["FORCE_HYPERLINK", "Links to the pages of rules, whatever the terminal; 0 means none."],
  ["GITHUB_STEP_SUMMARY", "File that --format github adds a table of all findings to."],
] as const;

const FILES = [
  ["kalint.config.json, .kalintrc.json", "Settings, found upwards from each configuration."],
  [".editorconfig", "Indent that kalint format uses for *.conf."],
] as const;

/** The manual page in man(7), made from the option table. */
export function manualPage({ name, description, options, commands }: ProgramFacts): string {
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${packageVersion}" "User Commands"`,
    ".SH NAME",
    `${name} \\- ${escape(description.replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    ...commands.flatMap((command) => [".HP", synopsis(name, command)]),
    ".SH DESCRIPTION",
    "Reads keepalived.conf as keepalived does, on any machine: without keepalived, root, interfaces or network.",
    "Nodes of a cluster that are given together are compared.",
    ".SH COMMANDS",
    ...commands.flatMap((command) => section(name, command)),
    ".SH OPTIONS OF ALL",
    ...options.flatMap(option),
    ".SH EXIT STATUS",
    ...EXIT.flatMap(([term, text]) => [".TP", `.B ${term}`, escape(text)]),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([term, text]) => [".TP", `.B ${escape(term)}`, escape(text)]),
    ".SH FILES",
    ...FILES.flatMap(([term, text]) => [".TP", `.I ${escape(term)}`, escape(text)]),
    ".SH SEE ALSO",
    ".BR keepalived (8),",
    ".BR keepalived.conf (5)",
    "",
  ].join("\n");
}

function synopsis(program: string, { name, isDefault, arguments: words }: CommandFacts): string {
  const command = isDefault ? `[${name}]` : name;
  return [
    `.B ${program} ${escape(command)}`,
    `[\\fIoptions\\fR] ${words.map(({ usage }) => escape(usage)).join(" ")}`.trimEnd(),
  ].join("\n");
}

function section(program: string, command: CommandFacts): string[] {
  const usage = [program, command.name, ...command.arguments.map((one) => one.usage)].join(" ");
  return [
    `.SS "${escape(usage)}"`,
    escape(command.description),
    ...command.arguments.flatMap(({ usage: term, text }) => [".TP", `.I ${escape(term)}`, escape(text)]),
    ...command.options.flatMap(option),
  ];
}

const option = ({ flags, text }: OptionFacts): string[] => [
  ".TP",
  `.B ${escape(flags.replace(" [=", "[="))}`,
  escape(text),
];

/** Text that roff takes as it is: no escape, no request at a line's start, and a hyphen that can be copied. */
const escape = (text: string): string =>
  text
    .replace(/\\/g, "\\e")
    .replace(/-/g, "\\-")
    .replace(/"/g, "\\(dq")
    .replace(/^([.'])/gm, "\\&$1");
