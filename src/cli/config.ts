import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { rules } from "../rules/index.js";
import type { Sourced } from "../settings/effective.js";
import { jsonText, printableLine } from "../text/printable.js";
import { UsageError } from "./exit-codes.js";
import { indentFor } from "./formatter.js";
import { type ConfigOption, loadSettings, type RunSettings } from "./settings.js";
import { writeOutput } from "./terminal.js";

interface ConfigOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly config?: ConfigOption;
}

/** One value, and where it comes from. */
interface ConfigRow {
  readonly key: string;
  readonly value: string;
  readonly from: string;
}

const DEFAULT_INDENT = 4;

/** `kalint config FILE`: what applies to a file, and where each value comes from. */
export function addConfigCommand(program: Command): void {
  program
    .command("config")
    .summary("show the settings that apply to a file")
    .description("Shows the settings that apply to a file, and where each value comes from.")
    .argument("<file>", "a configuration, which need not exist")
    .option("--all", "also show rules that the settings do not mention")
    .option("--json", "print JSON")
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "do not read settings")
    .addHelpText("after", "\nExample:\n  kalint config --all keepalived.conf")
    .action(show);
}

async function show(path: string, options: ConfigOptions): Promise<void> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError(`use the name of a file, which need not exist: ${path} is a folder`);
  }
  const settings = await loadSettings([path], options.config);
  const rows = [
    ...(await generalRows(path, settings)),
    ...(await clusterRows(path, settings)),
    ...ruleRows(path, settings, options),
  ];
  writeOutput(options.json === true ? jsonText(rows) : table(path, rows, settings));
}

async function generalRows(path: string, settings: RunSettings): Promise<ConfigRow[]> {
  const { target, template, indent, ignoredBy } = settings.of(path) ?? {};
  const usual = indent === undefined ? await indentFor(path, settings) : undefined;
  return [
    row("target", target, (value) => value, { value: "any release", from: "default" }),
    row("template", template, (value) => value, { value: "by name and text", from: "default" }),
    row("format.indent", indent, String, {
      value: String(usual ?? DEFAULT_INDENT),
      from: usual === undefined ? "default" : ".editorconfig",
    }),
    row("ignored", ignoredBy, (pattern) => `by ${pattern}`, { value: "no", from: "default" }),
  ];
}

/** Clusters that name the file; patterns are shown as they are written. */
async function clusterRows(path: string, { clusters }: RunSettings): Promise<ConfigRow[]> {
  if (clusters.length === 0) return [];
  const { clustersNaming } = await import("../workspace/partners.js");
  return (await clustersNaming(path, clusters)).map(({ name, members }) => ({
    key: `clusters.${name}`,
    value: members.map(({ value }) => value).join(", "),
    from: placeOf(members[0]),
  }));
}

function ruleRows(path: string, settings: RunSettings, { all }: ConfigOptions): ConfigRow[] {
  const chosen = settings.of(path)?.rules;
  return rules.flatMap(({ name, severity, isOptIn }) => {
    const setting = chosen?.get(name);
    if (setting === undefined && all !== true) return [];
    const usual = { value: isOptIn === true ? "off" : severity, from: "default" };
    return [
      row(`rules.${name}`, setting, ({ severity: set, options }) => [set, shown(options)].join(" ").trim(), usual),
    ];
  });
}

const shown = (options: object): string => (Object.keys(options).length === 0 ? "" : JSON.stringify(options));

function row<T>(
  key: string,
  setting: Sourced<T> | undefined,
  print: (value: T) => string,
  usual: { readonly value: string; readonly from: string },
): ConfigRow {
  return setting === undefined ? { key, ...usual } : { key, value: print(setting.value), from: placeOf(setting) };
}

const placeOf = (setting: Sourced<unknown> | undefined): string =>
  setting === undefined ? "" : `${setting.file}:${setting.line}`;

function table(path: string, rows: readonly ConfigRow[], { fileOf }: RunSettings): string {
  const file = fileOf(path);
  const found = file === undefined ? "no settings file" : `settings of ${relative(process.cwd(), resolve(file))}`;
  const widths = { key: widest(rows.map(({ key }) => key)), value: widest(rows.map(({ value }) => value)) };
  const lines = rows.map(({ key, value, from }) => `${key.padEnd(widths.key)}  ${value.padEnd(widths.value)}  ${from}`);
  return [`${path}: ${found}`, ...lines].map((line) => `${printableLine(line)}\n`).join("");
}

/** A long list does not push the places out of sight. */
const widest = (texts: readonly string[]): number => Math.min(40, Math.max(...texts.map((text) => text.length)));
