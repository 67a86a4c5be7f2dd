import type { Command } from "commander";
import { type Evaluated, evaluate, expand, expandJson, type FileReader } from "../evaluate/index.js";
import { parseFile } from "../syntax/tree.js";
import { jsonText } from "../text/printable.js";
import { SourceFile } from "../text/source-file.js";
import { encode } from "../workspace/bytes.js";
import { confineTo } from "../workspace/confinement.js";
import { includeReader } from "../workspace/include-reader.js";
import { OK, USAGE } from "./exit-codes.js";
import { INCLUDE_ROOT } from "./include-root.js";
import { readInputs } from "./inputs.js";
import { release } from "./lint-options.js";
import { say, writeOutput } from "./terminal.js";

interface ExpandOptions {
  readonly configId: string;
  readonly target?: string;
  readonly json?: boolean;
  readonly stdinFilename?: string;
  readonly includeRoot?: string;
}

/** `kalint expand FILE`: what the lines become after includes, conditions, definitions and sequences. */
export function addExpandCommand(program: Command): void {
  program
    .command("expand")
    .summary("print the configuration after evaluation")
    .description(
      "Prints the configuration of one node after includes, conditions, definitions and\nsequences, as text that keepalived reads identically, or as JSON.",
    )
    .argument("<file>", "a configuration; - reads standard input")
    .option("--config-id <id>", "evaluate for this config-id", "")
    .option("--target <release>", "read it as this release of keepalived does, such as 2.2.7", release)
    .option("--json", "print JSON, each word with its origin")
    .option(...INCLUDE_ROOT)
    .option("--stdin-filename <file>", "file name to report for standard input")
    .addHelpText("after", "\nExample:\n  kalint expand --config-id main keepalived.conf")
    .action(async (file: string, options: ExpandOptions) => {
      const { stdinFilename, includeRoot } = options;
      const { inputs, includeFolders, failed } = await readInputs([file], {
        config: false,
        stdinFilename,
        includeRoot,
      });
      const reader = includeReader({ confinement: includeFolders && confineTo(includeFolders) });
      for (const { path, text } of inputs) print(evaluateFile(path, text, reader, options), options);
      process.exitCode = failed ? USAGE : OK;
    });
}

function evaluateFile(path: string, text: string, reader: FileReader, { configId, target }: ExpandOptions): Evaluated {
  return evaluate(parseFile(new SourceFile(path, text)), {
    configId,
    reader,
    ...(target === undefined ? {} : { target }),
  });
}

/** Why what is printed is not the whole configuration. */
function missingParts({ problems, isComplete, isCut }: Evaluated): readonly string[] {
  const isLarge = isCut || problems.some(({ kind }) => kind === "limit");
  const isUnread = problems.some((one) => one.kind === "include" && one.reason !== "too-much");
  return [
    ...(isLarge ? ["the configuration expands to too many lines and is cut off; 'kalint lint' shows where"] : []),
    ...(!isComplete && (isUnread || !isLarge) ? ["an include could not be read; 'kalint lint' shows which"] : []),
  ];
}

function print(evaluated: Evaluated, { json }: ExpandOptions): void {
  for (const missing of missingParts(evaluated)) say(missing);
  // Bytes that are not UTF-8 come out as they went in; JSON escapes them.
  writeOutput(json === true ? jsonText(expandJson(evaluated)) : encode(expand(evaluated)));
}
