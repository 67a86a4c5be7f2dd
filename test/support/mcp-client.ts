import { pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { spawn } from "./child-process.js";
import { CLI } from "./run-cli.js";

/** In seconds: longer than any test takes. */
const LIMIT = "150";

/** The two ways in which clients talk: with a handshake, and with all that is needed in each request. */
export type Era = "2025-11-25" | "2026-07-28";

export interface McpOptions {
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly era?: Era;
  /** Folders that the client names; undefined: it cannot name any. */
  readonly roots?: readonly string[];
}

/** What a tool has answered. */
export interface Told {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** The client of the official SDK with `kalint mcp` as a child process. */
export class McpClient {
  readonly client: Client;
  /** How often the server has asked for roots. */
  asked = 0;
  roots: readonly string[];

  private constructor(client: Client, roots: readonly string[]) {
    this.client = client;
    this.roots = roots;
  }

  static async start({ args = [], cwd, era, roots }: McpOptions = {}): Promise<McpClient> {
    const client = new Client(
      { name: "test", version: "1" },
      {
        capabilities: roots === undefined ? {} : { roots: { listChanged: true } },
        ...(era === "2026-07-28" ? { versionNegotiation: { mode: { pin: era } } } : {}),
      },
    );
    const one = new McpClient(client, roots ?? []);
    if (roots !== undefined) {
      client.setRequestHandler("roots/list", () => {
        one.asked++;
        return { roots: one.roots.map((folder) => ({ uri: pathToFileURL(folder).href })) };
      });
    }
    await client.connect(
      new StdioClientTransport({
        command: "timeout",
        args: [LIMIT, process.execPath, CLI, "mcp", ...args],
        ...(cwd === undefined ? {} : { cwd }),
        stderr: "inherit",
      }),
    );
    return one;
  }

  /** The client checks the data against the schema of the tool. */
  async call(name: string, args: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<Told> {
    const result = await this.client.callTool({ name, arguments: args }, signal === undefined ? {} : { signal });
    const [first] = result.content as readonly { readonly type: string; readonly text?: string }[];
    return {
      text: first?.text ?? "",
      data: (result.structuredContent ?? {}) as Told["data"],
      isError: result.isError === true,
    };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** The server as a process to which raw lines are written. */
export function startRaw(...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, "mcp", ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  child.stdin?.on("error", () => undefined);
  const exit = new Promise<number | null>((done) => child.once("exit", done));
  return {
    child,
    exit,
    out,
    err,
    send: (message: unknown) =>
      child.stdin?.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`),
    /** The answers so far, each line of the output parsed. */
    answers: () =>
      out.text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line)),
  };
}

function collect(stream: NodeJS.ReadableStream | null) {
  const all = { text: "" };
  stream?.on("data", (chunk: Buffer) => {
    all.text += chunk.toString("utf8");
  });
  return all;
}
