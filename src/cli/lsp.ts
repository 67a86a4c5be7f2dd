import { type Command, Option } from "commander";
import { packageVersion } from "./version.js";

/** `kalint lsp`: the language server. */
export function addLspCommand(program: Command): void {
  program
    .command("lsp")
    .summary("run the language server for editors")
    .description(
      "Runs the language server on standard input and output. Editors start it; docs/editors.md has their settings.",
    )
    .option("--stdio", "use standard input and output (the default; editors add it)")
    .addHelpText("after", "\nExample:\n  kalint lsp --stdio    as an editor starts it")
    // VS Code's client adds it; the protocol says the same in the handshake.
    .addOption(new Option("--clientProcessId <pid>", "process of the editor").hideHelp())
    .action(serve);
}

/** The loader does the same, without the command, where the options are those of editors. */
async function serve(): Promise<never> {
  const { serveClient } = await import("../language-server/index.js");
  serveClient(packageVersion);
  // Until the client leaves.
  return new Promise(() => undefined);
}
