import { pathToFileURL } from "node:url";
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
  TextDocumentContentChangeEvent,
} from "vscode-languageserver";
import { spawn } from "./child-process.js";
import { root } from "./repository.js";

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface Answer {
  readonly result?: unknown;
  readonly error?: Message["error"];
}

/** What a client may be started with. */
export interface ClientOptions {
  readonly folder: string;
  readonly capabilities?: ClientCapabilities;
  readonly options?: unknown;
  readonly processId?: number | null;
  readonly folders?: readonly string[] | null;
  readonly env?: NodeJS.ProcessEnv;
  /** What starts the server, with its options. Default: the built command, as VS Code does. */
  readonly argv?: readonly string[];
  /** Milliseconds after which the server is ended. Default: as for every child process. */
  readonly timeout?: number;
  /** Answers to requests of the server. */
  readonly answer?: (method: string, params: unknown) => unknown;
}

/** It asks for diagnostics and is told when to ask again. */
export const PULLS: ClientCapabilities = {
  textDocument: { diagnostic: { relatedDocumentSupport: true } },
  workspace: { diagnostics: { refreshSupport: true } },
};

/** A client of `kalint lsp` over pipes, which speaks JSON-RPC itself. */
export class LspClient {
  readonly received: Message[] = [];
  readonly folder: string;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly child: ReturnType<typeof spawn>;
  readonly #versions = new Map<string, number>();
  readonly #waiting: { readonly accepts: (message: Message) => boolean; readonly done: (message: Message) => void }[] =
    [];
  #nextId = 1;
  #buffer: Buffer = Buffer.alloc(0);
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.folder = options.folder;
    const { CI: _, ...env } = { ...process.env, ...options.env };
    const argv = options.argv ?? [`${root}dist/cli.cjs`, "lsp", "--stdio", `--clientProcessId=${process.pid}`];
    this.child = spawn(process.execPath, argv, {
      cwd: options.folder,
      stdio: ["pipe", "pipe", "inherit"],
      env,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    });
    this.exit = new Promise((done) => this.child.once("exit", (code, signal) => done({ code, signal })));
    this.child.stdout?.on("data", (data: Buffer) => this.#read(data));
    // A server that has left closes the pipe; tests look at its exit code.
    this.child.stdin?.on("error", () => undefined);
  }

  /** Starts a server and shakes hands with it. */
  static async start(options: ClientOptions): Promise<LspClient> {
    const client = new LspClient(options);
    await client.initialize();
    client.notify("initialized", {});
    return client;
  }

  async initialize(): Promise<InitializeResult> {
    const { capabilities = {}, options, processId = process.pid, folders = [this.folder] } = this.#options;
    return (await this.request("initialize", {
      processId,
      capabilities,
      initializationOptions: options,
      rootUri: null,
      workspaceFolders: folders?.map((path) => ({ uri: pathToFileURL(path).href, name: path })) ?? null,
    })) as InitializeResult;
  }

  uri(name: string): string {
    return pathToFileURL(`${this.folder}/${name}`).href;
  }

  /** The result of a request; an error reply is thrown. */
  async request(method: string, params: unknown): Promise<unknown> {
    const { result, error } = await this.ask(method, params).answer;
    if (error !== undefined) throw new Error(`${method}: ${error.code} ${error.message}`);
    return result;
  }

  /** As `request`, with the number of the request and the answer, whatever it is. */
  ask(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = this.#nextId++;
    const answer = this.next((message) => message.id === id && message.method === undefined);
    this.send({ id, method, params });
    return { id, answer };
  }

  /** Sends in one piece all that `act` sends: the server has read the last before it works on the first. */
  together<T>(act: () => T): T {
    this.child.stdin?.cork();
    try {
      return act();
    } finally {
      this.child.stdin?.uncork();
    }
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  send(message: Message): void {
    this.sendText(JSON.stringify({ jsonrpc: "2.0", ...message }));
  }

  sendText(text: string): void {
    this.child.stdin?.write(frame(text));
  }

  open(name: string, text: string, languageId = "keepalived"): void {
    this.#versions.set(name, 1);
    this.notify("textDocument/didOpen", { textDocument: { uri: this.uri(name), languageId, version: 1, text } });
  }

  change(name: string, ...contentChanges: readonly TextDocumentContentChangeEvent[]): number {
    const version = (this.#versions.get(name) ?? 1) + 1;
    this.#versions.set(name, version);
    this.notify("textDocument/didChange", { textDocument: { uri: this.uri(name), version }, contentChanges });
    return version;
  }

  close(name: string): void {
    this.notify("textDocument/didClose", { textDocument: { uri: this.uri(name) } });
  }

  /** Diagnostics that are asked for. */
  async pull(name: string): Promise<readonly Diagnostic[]> {
    const params = { textDocument: { uri: this.uri(name) } };
    const report = (await this.request("textDocument/diagnostic", params)) as { items: readonly Diagnostic[] };
    return report.items;
  }

  /** Diagnostics that are sent, the next of this file that fit. */
  async pushed(
    name: string,
    fits: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    const uri = this.uri(name);
    const of = ({ method, params }: Message) => {
      const { uri: found, diagnostics } = (params ?? {}) as PublishDiagnosticsParams;
      return method === "textDocument/publishDiagnostics" && found === uri && fits(diagnostics);
    };
    const { params } = await this.next(of);
    return (params as PublishDiagnosticsParams).diagnostics;
  }

  /** The next message that fits. */
  next(accepts: (message: Message) => boolean): Promise<Message> {
    return new Promise((done) => this.#waiting.push({ accepts, done }));
  }

  /** Ends the server as the protocol says. */
  async stop(): Promise<number | null> {
    await this.request("shutdown", undefined);
    this.notify("exit", undefined);
    return (await this.exit).code;
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#buffer.toString("latin1", 0, end))?.[1]);
      const from = end + 4;
      if (this.#buffer.length < from + length) return;
      const message = JSON.parse(this.#buffer.toString("utf8", from, from + length)) as Message;
      this.#buffer = this.#buffer.subarray(from + length);
      this.#take(message);
    }
  }

  #take(message: Message): void {
    this.received.push(message);
    if (message.method !== undefined && message.id !== undefined) {
      const result = this.#options.answer?.(message.method, message.params) ?? null;
      this.send({ id: message.id, result });
    }
    const at = this.#waiting.findIndex(({ accepts }) => accepts(message));
    const [waiting] = at < 0 ? [] : this.#waiting.splice(at, 1);
    waiting?.done(message);
  }
}

/** A text as a message of the base protocol. */
export const frame = (text: string): string => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

/** What tells a diagnostic from others: its rule and where it begins. */
export const brief = ({ code, range: { start } }: Diagnostic): string => `${code} ${start.line}:${start.character}`;
