import type { DidOpenTextDocumentParams, InitializeParams, InitializeResult } from "vscode-languageserver";
import { type CancellationToken, type MessageConnection, ResponseError } from "vscode-languageserver/node";
import type { Arrivals } from "./arrivals.js";
import { capabilitiesFor } from "./capabilities.js";
import { type Client, readClient } from "./client.js";
import { type Documents, makeDocuments, type OpenDocument, tooLarge } from "./documents.js";
import { refusal } from "./errors.js";
import { type Options, readOptions } from "./options.js";
import type { Publisher } from "./publish.js";
import type { Session } from "./session.js";
import { registrationsFor } from "./watch.js";

export interface ServerOptions {
  readonly connection: MessageConnection;
  readonly arrivals: Arrivals;
  readonly version: string;
  readonly leave: () => void;
  readonly onParent: (pid: number) => void;
}

/** What is loaded when the client has been answered for the first time. */
interface Running {
  readonly session: Session;
  readonly publisher: Publisher | undefined;
  readonly engine: typeof import("./engine.js");
}

/** Takes the messages of one client, in their order. */
export class LanguageServer {
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

  get isShutDown(): boolean {
    return this.#isShutDown;
  }

  request(method: string, params: unknown, token: CancellationToken): unknown {
    if (method === "initialize") return this.#initialize(params as InitializeParams);
    if (this.#client === undefined) throw refusal("notInitialized", "the server is not initialized yet");
    if (this.#isShutDown) throw refusal("invalidRequest", "the server is shut down");
    if (method === "shutdown") return this.#shutdown();
    // What the client sees while it asks; until there is an answer, other texts may arrive.
    const { generation } = this.#documents;
    const uri = uriIn(params);
    const document = this.#documents.get(uri ?? "");
    if (document?.isTooLarge === true && method !== "kalint/status") {
      throw refusal("requestFailed", tooLarge(document.source.path));
    }
    const asked: Asked = { document, generation, uri };
    return this.#answer(this.#client, method, params, token, asked);
  }

  notification(method: string, params: unknown): void {
    if (method === "exit") return this.#setup.leave();
    if (this.#client === undefined || this.#isShutDown) return;
    try {
      this.#take(this.#client, method, params);
    } catch (error) {
      this.#log(`${method}: ${reasonOf(error)}`);
    }
  }

  #initialize(params: InitializeParams): InitializeResult {
    if (this.#client !== undefined) throw refusal("invalidRequest", "the server is initialized already");
    if (typeof params !== "object" || params === null) throw refusal("invalidParams", "initialize has no parameters");
    const client = readClient(params);
    this.#client = client;
    this.#options = readOptions(client.options);
    if (client.processId !== undefined) this.#setup.onParent(client.processId);
    const serverInfo = { name: "kalint", version: this.#setup.version };
    return { capabilities: capabilitiesFor(client, this.#options), serverInfo };
  }

  #shutdown(): null {
    this.#isShutDown = true;
    this.#aside(
      "shutdown",
      this.#running?.then(({ publisher }) => publisher?.stop()),
    );
    return null;
  }

  #take(client: Client, method: string, params: unknown): void {
    switch (method) {
      case "initialized":
        return this.#start(client);
      case "textDocument/didOpen":
      case "textDocument/didChange":
      case "textDocument/didClose":
        return this.#text(client, method, params);
      case "textDocument/didSave":
      case "workspace/didChangeWatchedFiles":
        return this.#aside(method, this.#refresh(client));
      case "workspace/didChangeConfiguration":
        return this.#aside(method, this.#configure(client, kalintIn(params)));
    }
  }

  /** What is known to be there now is loaded while the user looks at the editor. */
  #start(client: Client): void {
    const registrations = registrationsFor(client);
    if (registrations.length > 0) {
      void this.#ask("client/registerCapability", { registrations });
    }
    const started = this.#run(client);
    this.#aside("initialized", client.asksForConfiguration ? started.then(() => this.#configure(client)) : started);
  }

  #text(client: Client, method: string, params: unknown): void {
    const uri = uriIn(params);
    try {
      if (uri === undefined) throw new Error("there is no textDocument.uri");
      if (method === "textDocument/didOpen") this.#open(params as never);
      else if (method === "textDocument/didClose") this.#documents.close(params as never);
      else if (!this.#documents.change(params as never)) throw new Error(`${uri} is not open`);
    } finally {
      if (uri !== undefined) this.#setup.arrivals.settled(uri);
    }
    const started = this.#run(client);
    this.#aside(
      method,
      started.then(({ publisher }) => publisher?.schedule()),
    );
  }

  #open(params: DidOpenTextDocumentParams): void {
    this.#documents.open(params);
    const document = this.#documents.get(params.textDocument.uri);
    if (document?.isTooLarge !== true) return;
    this.#tell("window/showMessage", { type: 2, message: `kalint: ${tooLarge(document.source.path)}` });
  }

  /** The client asks again, or has new diagnostics sent to it. */
  async #refresh(client: Client): Promise<void> {
    const { session, publisher } = await this.#run(client);
    session.refresh();
    publisher?.schedule();
    if (client.pulls) await this.#ask("workspace/diagnostic/refresh", undefined);
    if (client.refreshes.inlayHints && this.#options.inlayHints)
      await this.#ask("workspace/inlayHint/refresh", undefined);
    if (client.refreshes.codeLenses && this.#options.codeLens) await this.#ask("workspace/codeLens/refresh", undefined);
  }

  async #configure(client: Client, given?: unknown): Promise<void> {
    const asked = client.asksForConfiguration
      ? await this.#ask("workspace/configuration", { items: [{ section: "kalint" }] })
      : [given];
    const [values] = Array.isArray(asked) ? asked : [];
    if (typeof values !== "object" || values === null) return;
    this.#options = readOptions({ ...(client.options as object | undefined), ...values });
    await this.#refresh(client);
  }

  #run(client: Client): Promise<Running> {
    this.#running ??= this.#load(client);
    return this.#running;
  }

  async #load(client: Client): Promise<Running> {
    const engine = await import("./engine.js");
    const send = (method: string, params: unknown) => this.#tell(method, params);
    const session = new engine.Session({
      client,
      documents: this.#documents,
      options: () => this.#options,
      warn: (message) => send("window/showMessage", { type: 2, message: `kalint: ${message}` }),
      show: (message) => send("window/showMessage", { type: 3, message }),
      onChange: () => this.#others(client),
    });
    const publisher = client.pulls
      ? undefined
      : engine.makePublisher(
          session,
          (params) => send(DIAGNOSTICS, params),
          (error) => this.#log(failure(DIAGNOSTICS, error)),
        );
    return { session, publisher, engine };
  }

  /** Another file's diagnostics are not what the client was given for it. */
  #others(client: Client): void {
    if (client.pulls) void this.#ask("workspace/diagnostic/refresh", undefined);
  }

  async #answer(
    client: Client,
    method: string,
    params: unknown,
    token: CancellationToken,
    asked: Asked,
  ): Promise<unknown> {
    const { session, engine } = await this.#run(client);
    const handle: Handle | undefined = (engine.REQUESTS as Readonly<Record<string, Handle>>)[method];
    if (handle === undefined) throw refusal("methodNotFound", `there is no method "${method}"`);
    const check = () => {
      if (token.isCancellationRequested) throw refusal("requestCancelled", "cancelled by the client");
      // An edit of an older text would destroy the newer one.
      if (engine.EDITING.has(method) && this.#isOld(asked)) {
        throw refusal("contentModified", "the text has changed meanwhile");
      }
      // Diagnostics of an older text are out of date when they are shown.
      if (method.endsWith("/diagnostic") && this.#areOld(asked)) {
        throw refusal("serverCancelled", "the text has changed meanwhile", { retriggerRequest: true });
      }
    };
    try {
      await pause();
      check();
      const answer = await handle(session, params as never, token);
      await pause();
      check();
      return answer;
    } catch (error) {
      throw error instanceof ResponseError ? error : internalError(method, error);
    }
  }

  #isOld({ document, uri }: Asked): boolean {
    return uri !== undefined && (this.#documents.get(uri) !== document || this.#setup.arrivals.isNewer(uri));
  }

  #areOld({ generation }: Asked): boolean {
    return this.#documents.generation !== generation || this.#setup.arrivals.isNewer();
  }

  /** What a client refuses or does not know is not asked for again. */
  async #ask(method: string, params: unknown): Promise<unknown> {
    try {
      return await this.#setup.connection.sendRequest(method, ...(params === undefined ? [] : [params]));
    } catch {
      return undefined;
    }
  }

  #log(message: string): void {
    this.#tell("window/logMessage", { type: 2, message });
  }

  /** There may be nobody any more who reads it. */
  #tell(method: string, params: unknown): void {
    this.#setup.connection.sendNotification(method, params).catch(() => undefined);
  }

  /** Work that no request waits for: its trouble does not end the server either. */
  #aside(method: string, work: Promise<unknown> | undefined): void {
    work?.catch((error) => this.#log(failure(method, error)));
  }
}

/** The texts as they were when a request arrived. */
interface Asked {
  readonly document: OpenDocument | undefined;
  readonly generation: number;
  readonly uri: string | undefined;
}

type Handle = (session: Session, params: never, token: CancellationToken) => unknown;

/** What has arrived meanwhile is looked at. */
const pause = (): Promise<void> => new Promise((done) => setImmediate(done));

const DIAGNOSTICS = "textDocument/publishDiagnostics";

const kalintIn = (params: unknown): unknown => (params as { settings?: { kalint?: unknown } } | null)?.settings?.kalint;

function uriIn(params: unknown): string | undefined {
  const uri = (params as { textDocument?: { uri?: unknown } } | null | undefined)?.textDocument?.uri;
  return typeof uri === "string" ? uri : undefined;
}

/** One request's trouble ends neither the server nor the other requests. */
const internalError = (method: string, error: unknown): ResponseError<unknown> =>
  refusal("internalError", failure(method, error));

const failure = (method: string, error: unknown): string =>
  `${method} failed: ${reasonOf(error)}; please report it at https://github.com/kalint/kalint/issues`;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
