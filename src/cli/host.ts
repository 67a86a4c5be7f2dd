import { type Command, Option } from "commander";
import { addClusterOptions, collect } from "./cluster-options.js";
import type { HostOptions } from "./host-run.js";

const FORMATS = ["text", "nftables", "iptables", "firewalld", "ufw", "sysctl", "json"] as const;

const EXAMPLES = `
Examples:
  kalint host lb1.conf lb2.conf
  kalint host --node lb1 --format nftables lb1.conf lb2.conf
  nft -j list ruleset > rules.json
  kalint host --node lb1 --ruleset rules.json lb1.conf lb2.conf

Exit status: 0 listed, and with --ruleset every advert passes; 1 the rules drop
an advert; 2 bad usage or unreadable input; 3 internal error.`;

/** `kalint host FILE…`: what each node's host must allow. */
export function addHostCommand(program: Command): void {
  const command = program
    .command("host")
    .summary("list what hosts must allow: packets and kernel settings")
    .description(
      "Lists what the host of each node must allow, from the files alone: adverts,\nBFD, checks, packets of virtual servers, and settings of the kernel. Writes it as\nrules of a firewall, and says which adverts the rules of a host would drop.",
    )
    .argument("<file...>", "configurations, folders or patterns")
    .addOption(new Option("--format <name>", "output format").choices(FORMATS).default("text"))
    .option("--node <name>", "only this node, such as lb1 (repeatable)", collect)
    .option("--ruleset <file>", "judge adverts by these rules (repeatable)", collect)
    .option("--outgoing", "also write rules for what the host sends")
    .option("--table <name>", "table of nftables to write rules for", "inet filter");
  addClusterOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (names: string[], options: HostOptions) => {
      const { host } = await import("./host-run.js");
      await host(names, options);
    });
}
