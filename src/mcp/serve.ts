import { type CallToolResult, McpServer, type ServerContext } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { watchParent } from "../workspace/parent-process.js";
import { MessageLines, MOST_MESSAGE } from "./messages.js";
import { addResources } from "./resources.js";
import { rootsFor } from "./roots.js";
import { answerCall, takesFiles } from "./thread.js";
import { type CallThreads, startThreads, type ThreadSource } from "./threads.js";
import type { Tool } from "./tool.js";
import { tools } from "./tools/index.js";

export interface ServeOptions {
  readonly version: string;
  /** Folders below which files may be read, besides those that the client names. */
  readonly roots: readonly string[];
  /** After which a call is ended. */
  readonly seconds: number;
  readonly thread: ThreadSource;
  /** Ends the process. */
  readonly exit: () => void;
}

const INSTRUCTIONS = `kalint reads configurations of keepalived (VRRP and LVS) as keepalived itself does, and compares the nodes of a cluster.
Give the configurations of all nodes in one call of lint: most outages come from contradictions between nodes. Then use fix for
edits, simulate for what a failure brings, upgrade before another release is installed, and explain or the resources
kalint://rules/NAME and kalint://keywords/PATH instead of guessing what a keyword does. No tool writes a file.`;

/** Answers one client over standard input and output until it leaves. */
export function serve(options: ServeOptions): void {
  const { exit } = options;
  const threads = startThreads(options.thread, options.seconds);
  const lines = new MessageLines((message) => process.stdout.write(message));
  const transport = new StdioServerTransport(process.stdin.pipe(lines), process.stdout, {
    maxBufferSize: 2 * MOST_MESSAGE,
  });
  serveStdio(() => makeServer(options, threads), { transport });
  process.stdin.on("end", exit).on("error", exit);
  process.stdout.on("error", exit);
  watchParent(process.ppid, exit);
}

function makeServer(options: ServeOptions, threads: CallThreads): McpServer {
  const about = { name: "kalint", title: "kalint", version: options.version };
  const server = new McpServer(about, { instructions: INSTRUCTIONS });
  for (const tool of tools) addTool(server, tool, options, threads);
  addResources(server);
  return server;
}

function addTool(server: McpServer, tool: Tool, { roots }: ServeOptions, threads: CallThreads): void {
  const { name, title, description, input, output } = tool;
  const annotations = { title, readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };
  const config = { title, description, inputSchema: input, outputSchema: output, annotations };
  server.registerTool(name, config, async (args: Readonly<Record<string, unknown>>, context: ServerContext) => {
    const allowed = rootsFor(server, roots, pathsIn(args), context);
    if ("question" in allowed) return allowed.question;
    const call = { tool: name, args, roots: allowed.roots };
    const outcome = takesFiles(tool) ? await threads.answer(call, context.mcpReq.signal) : await answerCall(call);
    return outcome.kind === "refused" ? failure(outcome.reason) : success(outcome.answer);
  });
}

const pathsIn = ({ paths }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(paths) ? paths.map(String) : [];

const failure = (reason: string): CallToolResult => ({ isError: true, content: [{ type: "text", text: reason }] });

const success = ({ data, text }: { readonly data: Readonly<Record<string, unknown>>; readonly text: string }) => ({
  content: [{ type: "text" as const, text }],
  structuredContent: { ...data },
});
