import { type Command, Option } from "commander";
import { INCLUDE_ROOT } from "./include-root.js";
import { addCluster, release } from "./lint-options.js";
import type { UpgradeOptions } from "./upgrade-run.js";

const FORMATS = ["text", "json", "markdown"] as const;

const EXAMPLES = `
Examples:
  kalint upgrade --from 2.2.7 --to 2.4.3 keepalived.conf
  kalint upgrade --from 2.0.20 lb1.conf lb2.conf       to the newest release
  kalint upgrade --to 2.2.7 keepalived.conf            which releases read it alike
  kalint upgrade --from 2.2.7 --format markdown .      for a merge request

Exit status: 0 nothing is refused or changes; 1 something is or does;
2 bad usage or unreadable input; 3 internal error.`;

/** `kalint upgrade FILE…`: what changes for the files between two releases of keepalived. */
export function addUpgradeCommand(program: Command): void {
  program
    .command("upgrade")
    .summary("show what changes for a file between two releases")
    .description(
      "Shows what another release of keepalived makes of the files: what it refuses,\nignores or reads differently, in the order of harm. Without --from: the\nreleases that read the files identically.",
    )
    .argument("<file...>", "configurations, folders or patterns; - is standard input")
    .option("--from <release>", "the release that runs today, such as 2.2.7", release)
    .option("--to <release>", "the release to be run (default: the newest one)", release)
    .addOption(new Option("--format <name>", "output format").choices(FORMATS).default("text"))
    .option("--stdin-filename <path>", "file name to report for standard input")
    .option(...INCLUDE_ROOT)
    .option("--config-id <id>", "evaluate for this config-id only (repeatable)", collect)
    .addOption(
      new Option("--cluster <name=file,file>", "files that are the nodes of one cluster (repeatable)")
        .argParser(addCluster)
        .default([], "none"),
    )
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "do not read settings")
    .addHelpText("after", EXAMPLES)
    .action(async (names: string[], options: UpgradeOptions) => {
      const { upgrade } = await import("./upgrade-run.js");
      await upgrade(names, options);
    });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
