import type { CommandFacts, OptionFacts, ProgramFacts } from "./command-tree.js";
import { packageVersion } from "./version.js";

const EXIT = [
  ["0", "No errors, and no more warnings than allowed."],
  ["1", "Errors or too many warnings, or files that would change."],
  ["2", "Bad usage, unreadable input or settings."],
  ["3", "Internal error."],
] as const;

const ENVIRONMENT = [
  ["NO_COLOR", "Never use colours if set to any value."],
  ["FORCE_COLOR", "Always use colours; 0: never."],
  ["FORCE_HYPERLINK", "Always link rule names to their pages; 0: never."],
  ["GITHUB_STEP_SUMMARY", "File to which --format github adds a table of all findings."],
] as const;

const FILES = [
  ["kalint.config.json, .kalintrc.json", "Settings, in the folder of each configuration or one of its parents."],
  [".editorconfig", "Indentation that kalint format uses for *.conf."],
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
    "Understands keepalived.conf exactly as keepalived does, without needing keepalived, root or the target host.",
    "Nodes of a cluster that are given together are compared.",
    ".SH COMMANDS",
    ...commands.flatMap((command) => section(name, command)),
    ".SH COMMON OPTIONS",
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
