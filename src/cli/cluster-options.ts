import { type Command, Option } from "commander";
import type { DeclaredCluster } from "../lint/run.js";
import { INCLUDE_ROOT } from "./include-root.js";
import { addCluster, release } from "./lint-options.js";
import type { ConfigOption } from "./settings.js";

/** Options that all commands about clusters have. */
export interface ClusterFlags {
  readonly includeRoot?: string;
  readonly target?: string;
  readonly configId?: readonly string[];
  readonly cluster: readonly DeclaredCluster[];
  readonly config?: ConfigOption;
  readonly color?: boolean;
}

/** The options of `ClusterOptions`, in the order of the help. */
export const addClusterOptions = (command: Command): Command =>
  command
    .option(...INCLUDE_ROOT)
    .option("--target <release>", "keepalived release that runs, such as 2.2.7", release)
    .option("--config-id <id>", "evaluate for this config-id only (repeatable)", collect)
    .addOption(
      new Option("--cluster <name=file,file>", "treat files as the nodes of one cluster (repeatable)").argParser(
        addCluster,
      ),
    )
    .option("--config <file>", "read settings from this file")
    .option("--no-config", "do not read settings")
    .option("--color", "always use colours")
    .option("--no-color", "never use colours");

/** For an option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
