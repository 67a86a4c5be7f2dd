import { shortNames } from "../forecast/node-names.js";
import { type Firewall, firewallRules } from "../host/commands.js";
import type { Flow, HostNeeds } from "../host/flow.js";
import { hostJson } from "../host/json.js";
import { hostNeeds } from "../host/needs.js";
import { type JudgedFlow, joined, judgeAdverts, readRuleset } from "../host/ruleset/judge.js";
import type { Ruleset } from "../host/ruleset/ruleset.js";
import { sysctlFile } from "../host/sysctl.js";
import { endsText, hostText, protocolText } from "../host/text.js";
import type { Node } from "../semantic/node.js";
import { printableLine } from "../text/printable.js";
import { readTextFile } from "../workspace/read-file.js";
import type { ClusterFlags } from "./cluster-options.js";
import { clustersOf } from "./clusters-of.js";
import { FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { placeText, wordFinder } from "./find-words.js";
import { readInputs } from "./inputs.js";
import { colorsFor, writeOutput } from "./terminal.js";

/** What the command line may say to `kalint host`. */
export interface HostOptions extends ClusterFlags {
  readonly format: "text" | "nftables" | "iptables" | "firewalld" | "ufw" | "sysctl" | "json";
  readonly node?: readonly string[];
  readonly ruleset?: readonly string[];
  readonly outgoing?: boolean;
  readonly table: string;
}

/** A node with what its host needs, and what rules do to its adverts where rules are given. */
interface Shown {
  readonly node: Node;
  readonly needs: HostNeeds;
  readonly judged: readonly JudgedFlow[] | undefined;
}

const TABLE = /^(?:(?:inet|ip|ip6) )?[A-Za-z_][\w.-]*$/;

/** Lists what the hosts must allow. */
export async function host(names: readonly string[], options: HostOptions): Promise<void> {
  const { format, ruleset: files } = options;
  if (!TABLE.test(options.table)) throw new UsageError(`--table: use a table such as "inet filter"`);
  if (files !== undefined && format !== "text" && format !== "json")
    throw new UsageError("--ruleset is for --format text and json");
  const read = await readInputs(names, options);
  const clusters = clustersOf(
    [...read.inputs, ...read.partners],
    read,
    options,
    ({ instances, virtualServers }) => instances.length > 0 || virtualServers.length > 0,
  );
  const rules = files && joined(files.map(readRules));
  const all = clusters.flatMap((cluster) => {
    const short = shortNames(cluster.nodes.map(({ name }) => name));
    return hostNeeds(cluster).map((needs, at) => {
      const named = { ...needs, node: short[at] ?? needs.node };
      const node = cluster.nodes[at] as Node;
      return { node, needs: named, judged: rules && judgeAdverts(rules, named) };
    });
  });
  const chosen = chooseNodes(all, options);
  const isDropped = chosen.some(({ judged }) =>
    judged?.some(({ fate }) => fate.kind === "dropped" || fate.kind === "late"),
  );
  process.exitCode = read.failed ? USAGE : isDropped ? FAILED : OK;
  writeOutput(await render(chosen, options));
}

function readRules(path: string): Ruleset {
  const read = readTextFile(path);
  if (read.kind !== "read") throw new UsageError(`cannot read the rules in ${printableLine(path)}`);
  try {
    return readRuleset(read.file.text);
  } catch (error) {
    throw new UsageError(`${printableLine(path)}: ${(error as Error).message}`);
  }
}

function chooseNodes(all: readonly Shown[], { node: wanted, ruleset }: HostOptions): readonly Shown[] {
  if (all.length === 0) throw new UsageError("no vrrp_instance and no virtual_server in these files");
  const names = all.map(({ needs }) => needs.node);
  const unknown = wanted?.find((name) => !all.some((one) => isNamed(one, name)));
  if (unknown !== undefined)
    throw new UsageError(
      `--node: unknown node "${printableLine(unknown)}"; known: ${names.map(printableLine).join(", ")}`,
    );
  const chosen = wanted === undefined ? all : all.filter((one) => wanted.some((name) => isNamed(one, name)));
  if (ruleset !== undefined && chosen.length > 1)
    throw new UsageError(
      "--ruleset has the rules of one host: choose its node with --node",
      `nodes: ${names.map(printableLine).join(", ")}`,
    );
  return chosen;
}

const isNamed = ({ node, needs }: Shown, name: string): boolean =>
  needs.node === name || node.name === name || node.path === name;

async function render(shown: readonly Shown[], options: HostOptions): Promise<string> {
  const { format } = options;
  const find = wordFinder(shown.map(({ node }) => node));
  if (format === "json") return hostJson(shown, find);
  if (format === "sysctl") return shown.map(({ needs }) => sysctlFile(needs)).join("\n");
  if (format !== "text") {
    const { table, outgoing = false } = options;
    return shown.map(({ needs }) => firewallRules(needs, format satisfies Firewall, { table, outgoing })).join("\n");
  }
  const colors = await colorsFor(options.color);
  const place = (at: Flow["at"]): string => placeText(find(at));
  return shown
    .map(({ needs, judged }) =>
      judged === undefined
        ? hostText(needs, place, { strong: colors.bold, faint: colors.dim })
        : judgedText(needs.node, judged, colors),
    )
    .join("\n");
}

const LABELS = {
  passes: "passes ",
  dropped: "dropped",
  late: "late   ",
  unknown: "unknown",
} as const;

const REASONS = {
  dropped: "dropped by",
  late: "dropped until this node has sent to this peer, so both are MASTER at first; by",
  unknown: "cannot be told because of",
} as const;

function judgedText(
  node: string,
  judged: readonly JudgedFlow[],
  colors: Awaited<ReturnType<typeof colorsFor>>,
): string {
  const rows = judged.flatMap(({ flow, fate }) => {
    const paint = fate.kind === "passes" ? colors.green : fate.kind === "unknown" ? colors.yellow : colors.red;
    const what = `${flow.direction.padEnd(3)}  ${protocolText(flow)}  ${flow.interface ?? "any interface"}  ${endsText(flow)}`;
    const row = `  ${paint(LABELS[fate.kind])}  ${printableLine(`${what}  ${flow.reasons.join(", ")}`)}`;
    return fate.kind === "passes" ? [row] : [row, `           ${REASONS[fate.kind]} ${printableLine(fate.by)}`];
  });
  return `${colors.bold(printableLine(node))}\n\n${rows.join("\n")}\n`;
}
