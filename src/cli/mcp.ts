import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { collect } from "./cluster-options.js";
import { UsageError } from "./exit-codes.js";
import { mcpFile, mcpText } from "./mcp-file.js";
import { packageVersion } from "./version.js";

interface McpOptions {
  readonly root?: readonly string[];
  readonly timeLimit: number;
}

const EXAMPLES = `
Examples:
  kalint mcp                       texts only, and folders that the client names
  kalint mcp --root ~/keepalived   also files below this folder`;

/** `kalint mcp`: the server for chat assistants. */
export function addMcpCommand(program: Command): void {
  program
    .command("mcp")
    .summary("run the server for chat assistants")
    .description(
      "Runs a server of the Model Context Protocol on standard input and output, with\nthe tools lint, format, fix, explain, simulate and upgrade. Assistants start it;\ndocs/mcp.md has their settings. It writes no file.",
    )
    .option("--root <folder>", "also read files below this folder (repeatable)", collect)
    .option("--time-limit <seconds>", "end a call that takes longer", seconds, 30)
    .addHelpText("after", EXAMPLES)
    .action(serveClient);
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError(`use a whole number of seconds from 1 to 3600, not "${text}"`);
}

async function serveClient({ root: roots = [], timeLimit }: McpOptions): Promise<never> {
  for (const root of roots) {
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`use --root with a folder: ${root} is not one`);
    }
  }
  const { serve } = await import("../mcp/index.js");
  serve({
    version: packageVersion,
    roots: roots.map((root) => resolve(root)),
    seconds: timeLimit,
    thread: { file: mcpFile, text: mcpText },
    exit: () => process.exit(0),
  });
  // Until the client leaves.
  return new Promise(() => undefined);
}
