import type { InitializeParams, InitializeResult } from "vscode-languageserver";
import { type CancellationToken, type MessageConnection, ResponseError } from "vscode-languageserver/node";
import type { Arrivals } from "./arrivals.js";
import { capabilitiesFor } from "./capabilities.js";
import { type Client, readClient } from "./client.js";
import { type Documents, makeDocuments } from "./documents.js";
import { refusal } from "./errors.js";
import { type Options, readOptions } from "./options.js";
import type { Publisher } from "./publish.js";
import type { Session } from "./session.js";

export interface ServerOptions {
  readonly connection: MessageConnection;
  readonly arrivals: Arrivals;
  readonly version: string;
  readonly leave: () => void;
  readonly onParent: (pid: number) => void;
}

/** Takes the messages of one client, in their order. */
export interface Server {
  request(method: string, params: unknown, token: CancellationToken): unknown;
  notification(method: string, params: unknown): void;
  isShutDown(): boolean;
}

export function makeServer(setup: ServerOptions): Server {
  return new State(setup);
}

/** What is loaded when the client has been answered for the first time. */
interface Running {
  readonly session: Session;
  readonly publisher: Publisher | undefined;
  readonly requests: Readonly<Record<string, (session: Session, params: never, token: CancellationToken) => unknown>>;
}

class State implements Server {
  readonly #setup: ServerOptions;
  readonly #documents: Documents;
  #client: Client | undefined;
  #options: Options = readOptions(undefined);
  #running: Promise<Running> | undefined;
  #isShutDown = false;

  constructor(setup: ServerOptions) {
    this.#setup = setup;
    this.#documents = makeDocuments(() => this.#client?.encoding ?? "utf-16");
  }

  isShutDown(): boolean {
    return this.#isShutDown;
  }

  request(method: string, params: unknown, token: CancellationToken): unknown {
    if (method === "initialize") return this.#initialize(params as InitializeParams);
    if (this.#client === undefined) throw refusal("notInitialized", "the server is not initialized yet");
    if (this.#isShutDown) throw refusal("invalidRequest", "the server is shut down");
    if (method === "shutdown") return this.#shutdown();
    return this.#answer(this.#client, method, params, token);
  }

  notification(method: string, params: unknown): void {
    if (method === "exit") return this.#setup.leave();
    if (this.#client === undefined || this.#isShutDown) return;
    const handle = NOTIFICATIONS[method];
    if (handle === undefined) return;
    try {
      handle(this.#documents, params as never);
    } catch (error) {
      this.#log(`${method}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const uri = (params as { textDocument?: { uri?: unknown } } | null)?.textDocument?.uri;
    if (typeof uri === "string") this.#setup.arrivals.settled(uri);
    void this.#run(this.#client).then(({ publisher }) => publisher?.schedule());
  }

  #initialize(params: InitializeParams): InitializeResult {
    if (this.#client !== undefined) throw refusal("invalidRequest", "the server is initialized already");
    const client = readClient(params);
    this.#client = client;
    this.#options = readOptions(client.options);
    if (client.processId !== undefined) this.#setup.onParent(client.processId);
    // The client is answered before the rest is loaded.
    setImmediate(() => void this.#run(client));
    const serverInfo = { name: "kalint", version: this.#setup.version };
    return { capabilities: capabilitiesFor(client, this.#options), serverInfo };
  }

  #shutdown(): null {
    this.#isShutDown = true;
    void this.#running?.then(({ publisher }) => publisher?.stop());
    return null;
  }

  #run(client: Client): Promise<Running> {
    this.#running ??= this.#load(client);
    return this.#running;
  }

  async #load(client: Client): Promise<Running> {
    const { makePublisher, makeSession, REQUESTS } = await import("./engine.js");
    const { connection } = this.#setup;
    const session = makeSession({
      client,
      documents: this.#documents,
      options: () => this.#options,
      warn: (message) =>
        void connection.sendNotification("window/showMessage", { type: 2, message: `kalint: ${message}` }),
    });
    const publisher = client.pulls
      ? undefined
      : makePublisher(session, (params) => void connection.sendNotification("textDocument/publishDiagnostics", params));
    return { session, publisher, requests: REQUESTS };
  }

  async #answer(client: Client, method: string, params: unknown, token: CancellationToken): Promise<unknown> {
    const { session, requests } = await this.#run(client);
    const handle = requests[method];
    if (handle === undefined) throw refusal("methodNotFound", `there is no method "${method}"`);
    try {
      const answer = await handle(session, params as never, token);
      if (token.isCancellationRequested) throw refusal("requestCancelled", "cancelled by the client");
      return answer;
    } catch (error) {
      throw error instanceof ResponseError ? error : internalError(method, error);
    }
  }

  #log(message: string): void {
    void this.#setup.connection.sendNotification("window/logMessage", { type: 2, message });
  }
}

const NOTIFICATIONS: Readonly<Record<string, (documents: Documents, params: never) => void>> = {
  "textDocument/didOpen": (documents, params) => documents.open(params),
  "textDocument/didChange": (documents, params) => {
    documents.change(params);
  },
  "textDocument/didClose": (documents, params) => documents.close(params),
};

/** One request's trouble ends neither the server nor the other requests. */
function internalError(method: string, error: unknown): ResponseError<void> {
  const reason = error instanceof Error ? error.message : String(error);
  return refusal(
    "internalError",
    `${method} failed: ${reason}; please report it at https://github.com/kalint/kalint/issues`,
  );
}
