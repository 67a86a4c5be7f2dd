import { type Command, InvalidArgumentError, Option } from "commander";
import { addClusterOptions } from "./cluster-options.js";
import type { SimulateFlags } from "./simulate-run.js";

const FORMATS = ["pretty", "json", "github", "junit", "sarif"] as const;

const EXAMPLES = `
Examples:
  kalint simulate master.conf slave.conf   what each failure brings
  kalint simulate --explore 2 lb1.conf lb2.conf lb3.conf
  kalint simulate --to new old/lb1.conf old/lb2.conf
  kalint simulate --freeze ha.scenarios.yaml master.conf slave.conf
  kalint simulate ha.scenarios.yaml        tests, for CI

Exit status: 0 no avoidable failure, all scenarios passed; 1 otherwise;
2 bad usage or unreadable input; 3 internal error.`;

/** `kalint simulate FILE…`: who holds each address when something fails, and tests of it. */
export function addSimulateCommand(program: Command): void {
  const command = program
    .command("simulate")
    .summary("predict who holds each address when something fails")
    .description(
      "Plays VRRP over the files of a cluster: who holds each address when a node,\na link or a check fails. Files named *.yaml, *.yml or *.json are scenarios to test.",
    )
    .argument("<file...>", "configurations, folders or patterns; scenario files")
    .addOption(new Option("--format <name>", "output format").choices(FORMATS).default("pretty"))
    .option("--explore <n>", "how many failures in a row: 1 or 2; prints a counterexample", explore)
    .addOption(
      new Option("--timeline <form>", "show who holds what over time, also of scenarios that pass").choices([
        "text",
        "svg",
      ]),
    )
    .option("--to <folder>", "also play a rolling reload to the files of this folder")
    .option("--freeze <file>", "write the table as a scenario file");
  addClusterOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (names: string[], options: SimulateFlags) => {
      const { simulate } = await import("./simulate-run.js");
      await simulate(names, options);
    });
}

function explore(text: string): number {
  if (text !== "1" && text !== "2") throw new InvalidArgumentError(`use --explore 1 or 2, not "${text}"`);
  return Number(text);
}
