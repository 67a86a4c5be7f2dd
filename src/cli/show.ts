import { type Command, Option } from "commander";
import { addClusterOptions } from "./cluster-options.js";
import type { ShowOptions } from "./show-run.js";

const FORMATS = ["text", "mermaid", "dot", "svg", "html", "json"] as const;

const EXAMPLES = `
Examples:
  kalint show lb1.conf lb2.conf
  kalint show --format html -o cluster.html lb1.conf lb2.conf
  kalint show --format dot . | dot -Tpng > cluster.png

Exit status: 0 drawn; 2 bad usage or unreadable input; 3 internal error.`;

/** `kalint show FILE…`: a picture of clusters. */
export function addShowCommand(program: Command): void {
  const command = program
    .command("show")
    .summary("draw the clusters that files describe")
    .description(
      "Draws clusters: who holds which address, priorities with what checks take away,\nsync groups, and the virtual servers below their addresses.",
    )
    .argument("<file...>", "configurations, folders or patterns")
    .addOption(new Option("--format <name>", "output format").choices(FORMATS).default("text"))
    .option("-o, --output-file <file>", "write to this file instead of standard output");
  addClusterOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (names: string[], options: ShowOptions) => {
      const { show } = await import("./show-run.js");
      await show(names, options);
    });
}
