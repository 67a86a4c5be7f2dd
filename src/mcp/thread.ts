import { isMainThread, workerData } from "node:worker_threads";
import { worker } from "workerpool";
import { NO_INPUTS, readInputs } from "./inputs.js";
import { type Answer, Refusal, type Tool } from "./tool.js";
import { tools } from "./tools/index.js";

/** What a thread is asked to do: a call whose arguments have been checked. */
export interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Folders below which files may be read. */
  readonly roots: readonly string[];
}

/** What a thread gives back, as plain data. */
export type CallOutcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly reason: string };

/** Marks the threads of this server, since other bundles look whether they run in one of theirs. */
export const MCP_THREAD = "kalint-mcp";

/** Runs a tool on the files that its arguments name. */
export async function answerCall({ tool: name, args, roots }: Call): Promise<CallOutcome> {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  try {
    const inputs = takesFiles(tool) ? await readInputs(args, roots) : NO_INPUTS;
    return { kind: "answer", answer: await tool.run(args, inputs) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", reason: error.message };
  }
}

/** What takes no files is done at once, and needs no thread. */
export const takesFiles = (tool: Tool): boolean => "paths" in tool.input.shape;

if (!isMainThread && workerData === MCP_THREAD) worker({ answer: answerCall });
