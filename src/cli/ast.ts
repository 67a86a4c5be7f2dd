import type { Command } from "commander";
import { buildAst } from "../syntax/build-ast.js";
import { dumpAst } from "../syntax/dump.js";
import { parseFile } from "../syntax/tree.js";
import { jsonText } from "../text/printable.js";
import { SourceFile } from "../text/source-file.js";
import { USAGE } from "./exit-codes.js";
import { readInputs } from "./inputs.js";
import { writeOutput } from "./terminal.js";

/** `kalint ast FILE`: the typed AST of one file as JSON. */
export function addAstCommand(program: Command): void {
  program
    .command("ast")
    .summary("print the typed AST as JSON")
    .description(
      "Prints the typed AST of one file, before evaluation, as JSON. Spans are offsets in\nUTF-16 code units.",
    )
    .argument("<file>", "a configuration; - reads standard input")
    .addHelpText("after", "\nExample:\n  kalint ast keepalived.conf | jq '.vrrpInstance[].virtualRouterId.value'")
    .action(async (file: string) => {
      const { inputs, failed } = await readInputs([file], { config: false });
      if (failed) process.exitCode = USAGE;
      for (const { path, text } of inputs) {
        const { ast } = buildAst(parseFile(new SourceFile(path, text)).items);
        writeOutput(jsonText(dumpAst(ast)));
      }
    });
}
