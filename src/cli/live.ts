import { type Command, Option } from "commander";
import { INCLUDE_ROOT } from "./include-root.js";
import { addCluster, release } from "./lint-options.js";
import type { LiveOptions } from "./live-run.js";

const FORMATS = ["text", "json", "markdown"] as const;

const EXAMPLES = `
Examples:
  kalint live --command lb1 lb2 > take.sh
  kalint live lb1.dump lb2.dump --config lb1.conf lb2.conf
  kalint live lb1=a.data lb1=a.stats lb2=b.json --config lb1.conf lb2.conf

Exit status: 0 as it should be; 1 two MASTERs, none, or something runs otherwise
than written; 2 bad usage or unreadable input; 3 internal error.`;

/** `kalint live DUMP… --config FILE…`: who holds what now, and why. */
export function addLiveCommand(program: Command): void {
  program
    .command("live")
    .summary("read dumps of running nodes: who is MASTER, and why two are")
    .description(
      "Reads what running keepalived processes wrote on SIGUSR1, SIGUSR2 or as JSON:\nwho holds each virtual router, which has two MASTERs or none and why, and what\nruns otherwise than it is written. Sends no signal and opens no connection.",
    )
    .argument("[dump...]", "files such as keepalived.data, or NODE=FILE; with --command: hosts")
    .option("--config <file...>", "configurations of the nodes")
    .option("--command", "print the commands that take the dumps on each node")
    .addOption(new Option("--format <name>", "output format").choices(FORMATS).default("text"))
    .option(...INCLUDE_ROOT)
    .option("--target <release>", "keepalived release that runs, such as 2.2.7", release)
    .option("--config-id <id...>", "evaluate for these config-ids only")
    .addOption(
      new Option("--cluster <name=file,file>", "treat files as the nodes of one cluster (repeatable)").argParser(
        addCluster,
      ),
    )
    .option("--color", "always use colours")
    .option("--no-color", "never use colours")
    .addHelpText("after", EXAMPLES)
    .action(async (names: string[], options: LiveOptions) => {
      const { live } = await import("./live-run.js");
      await live(names, options);
    });
}
