import { existsSync } from "node:fs";
import type { Cluster } from "../cluster/cluster.js";
import type { DeclaredCluster } from "../lint/run.js";
import { Ambiguous, type NamedConfig, type NamedDump } from "../live/assign.js";
import { DUMP_ENDING, judgeBeside, namedConfigs } from "../live/beside.js";
import { commandsFor, commandsText } from "../live/commands.js";
import { type Dump, NotADump } from "../live/dump.js";
import type { LiveReport } from "../live/live.js";
import { combine, readDump } from "../live/read-dump.js";
import { liveText, type Style } from "../live/text.js";
import type { Node } from "../semantic/node.js";
import { groupBy } from "../text/group-by.js";
import { jsonText, printableLine } from "../text/printable.js";
import { readStandardInput, readTextFile } from "../workspace/read-file.js";
import { clustersOf } from "./clusters-of.js";
import { FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { placeText, wordFinder } from "./find-words.js";
import { readInputs } from "./inputs.js";
import { colorsFor, say, writeOutput } from "./terminal.js";

/** What the command line may say to `kalint live`. */
export interface LiveOptions {
  readonly config?: readonly string[];
  readonly command?: boolean;
  readonly format: "text" | "json" | "markdown";
  readonly includeRoot?: string;
  readonly target?: string;
  readonly configId?: readonly string[];
  readonly cluster?: readonly DeclaredCluster[];
  readonly color?: boolean;
}

/** Reads dumps and configurations, and says how they fit together; with `--command`, how to take the dumps. */
export async function live(names: readonly string[], options: LiveOptions): Promise<void> {
  const { clusters, configs, failed } = await readConfigs(options);
  if (options.command === true) return printCommands(names, configs, options);
  if (names.length === 0)
    throw new UsageError("no dump given. Try: kalint live lb1.dump lb2.dump, or kalint live --command to take them");
  const read = readDumps(names);
  if (read.dumps.length === 0) throw new UsageError("no dump could be read");
  const report = judge(read.dumps, clusters, options);
  process.exitCode = failed || read.failed ? USAGE : report.isSound ? OK : FAILED;
  writeOutput(await render(report, configs, options));
}

interface Configs {
  readonly clusters: readonly Cluster[];
  readonly configs: readonly NamedConfig[];
  readonly failed: boolean;
}

async function readConfigs(options: LiveOptions): Promise<Configs> {
  const { config: files = [], cluster = [], includeRoot } = options;
  if (files.length === 0) return { clusters: [], configs: [], failed: false };
  const read = await readInputs(files, { cluster, includeRoot });
  const clusters = clustersOf([...read.inputs, ...read.partners], read, options);
  const configs = namedConfigs(clusters);
  if (configs.length === 0) throw new UsageError("no vrrp_instance in the files of --config");
  return { clusters, configs, failed: read.failed };
}

function printCommands(names: readonly string[], configs: readonly NamedConfig[], options: LiveOptions): void {
  const strange = names.find((name) => !/^\w[\w.@:-]*$/.test(name));
  if (strange !== undefined)
    throw new UsageError(
      `--command: "${printableLine(strange)}" is not the name of a host; use names such as lb1 or admin@lb1`,
    );
  const wanted =
    names.length > 0
      ? names.map((host, at) => ({ node: host, host, config: configOf(host, at, configs, names.length) }))
      : configs.map(({ name, config }) => ({ node: name, host: /^\w[\w.-]*$/.test(name) ? name : undefined, config }));
  const local = [{ node: "node", host: undefined, config: undefined }];
  const commands = (wanted.length > 0 ? wanted : local).map((one) =>
    commandsFor({ ...one, release: options.target ?? one.config?.target }),
  );
  if (options.format === "markdown") throw new UsageError("--command is for --format text and json");
  writeOutput(
    options.format === "json"
      ? jsonText({ version: 1, nodes: commands })
      : commandsText(commands, options.config ?? []),
  );
}

/** The configuration of a host, by its name; else by its place, where there are as many. */
function configOf(host: string, at: number, configs: readonly NamedConfig[], hosts: number): Node | undefined {
  const name = host.replace(/^.*@/, "");
  const found = configs.find((one) => one.name === name || one.name === name.split(".")[0]);
  return (found ?? (hosts === configs.length ? configs[at] : undefined))?.config;
}

interface ReadDumps {
  readonly dumps: readonly NamedDump[];
  readonly failed: boolean;
}

/** Dumps in MiB: a node with ten thousand instances writes 20. */
const MAX_DUMP = 256;

/** Reads the dumps; those of one node are one. What cannot be read is reported, and the rest goes on. */
function readDumps(names: readonly string[]): ReadDumps {
  let failed = false;
  const parts = names.flatMap((given): { name: string | undefined; key: string; dump: Dump }[] => {
    const { name, path } = splitName(given);
    try {
      const dump = readOne(path);
      return [{ name, key: name ?? `\0${path.replace(DUMP_ENDING, "")}`, dump }];
    } catch (error) {
      if (!(error instanceof NotADump)) throw error;
      failed = true;
      say(`${path}: ${error.message}`);
      return [];
    }
  });
  const dumps = [...groupBy(parts, ({ key }) => key).values()].map((some) => ({
    name: some[0]?.name,
    dump: combine(some.map(({ dump }) => dump)),
  }));
  for (const { dump } of dumps) if (hasOnlyCounters(dump)) failed = tellCounters(dump);
  return { dumps: dumps.filter(({ dump }) => !hasOnlyCounters(dump)), failed };
}

/** `lb1=FILE`, unless that is itself a file. */
function splitName(given: string): { readonly name: string | undefined; readonly path: string } {
  const [, name, path] = /^([^=/\\]+)=(.+)$/s.exec(given) ?? [];
  return name === undefined || path === undefined || existsSync(given)
    ? { name: undefined, path: given }
    : { name, path };
}

function readOne(path: string): Dump {
  const read = path === "-" ? readStandardInput("<stdin>", MAX_DUMP) : readTextFile(path, MAX_DUMP);
  if (read.kind !== "read") throw new NotADump(read.problem.message.replace(path, "").replace(/^:? /, ""));
  return readDump(read.file.path, read.file.text);
}

const hasOnlyCounters = ({ formats }: Dump): boolean => formats.every((format) => format === "stats");

function tellCounters({ path }: Dump): true {
  say(
    `${path}: has counters alone; give the data of the same node too, and name both: lb1=keepalived.data lb1=${path}`,
  );
  return true;
}

function judge(dumps: readonly NamedDump[], clusters: readonly Cluster[], { target }: LiveOptions): LiveReport {
  try {
    return judgeBeside(dumps, clusters, target);
  } catch (error) {
    if (error instanceof Ambiguous) throw new UsageError(...error.lines);
    throw error;
  }
}

async function render(report: LiveReport, configs: readonly NamedConfig[], options: LiveOptions): Promise<string> {
  const find = wordFinder(configs.map(({ config }) => config));
  const place: Style["place"] = (word) => placeText(find(word));
  if (options.format === "json") return (await import("../live/json.js")).liveJson(report, find);
  if (options.format === "markdown") return (await import("../live/markdown.js")).liveMarkdown(report, place);
  const { bold, green, red, dim } = await colorsFor(options.color);
  return liveText(report, { place, strong: bold, good: green, bad: red, faint: dim });
}
