import { accessSync, constants } from "node:fs";
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node.js";
import { findServer, type ServerProgram } from "./server-program.js";
import { LanguageStatus } from "./status.js";

let running: Server | undefined;

/** Called by the editor when the first file of keepalived's is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  new LanguageStatus(context);
  const server = new Server(context);
  running = server;
  context.subscriptions.push(
    vscode.commands.registerCommand("kalint.restart", () => server.restart()),
    vscode.commands.registerCommand("kalint.showOutput", () => server.output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("kalint.path") && server.restart()),
  );
  await server.start();
}

/** Called by the editor before it ends. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}

class Server {
  readonly output = vscode.window.createOutputChannel("kalint", { log: true });
  readonly #item = vscode.languages.createLanguageStatusItem("kalint.server", [{ language: "keepalived" }]);
  #client: LanguageClient | undefined;

  constructor(context: vscode.ExtensionContext) {
    this.#item.name = "kalint";
    context.subscriptions.push(this.output, this.#item);
  }

  async start(): Promise<void> {
    const program = find();
    if (program === undefined) {
      this.#fail("kalint is not installed", "Install it: npm install --save-dev kalint (or --global)");
      return;
    }
    this.output.info(`starting ${program.path} (${program.source})`);
    const client = new LanguageClient("kalint", "kalint", serverOptions(program), this.#clientOptions());
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      this.#fail("kalint does not start", error instanceof Error ? error.message : String(error));
      return;
    }
    this.#item.severity = vscode.LanguageStatusSeverity.Information;
    this.#item.text = `kalint ${client.initializeResult?.serverInfo?.version ?? ""}`;
    this.#item.detail = { project: "of the project", setting: "of kalint.path", PATH: "of the PATH" }[program.source];
    this.#item.command = { title: "Output", command: "kalint.showOutput" };
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One that did not start cannot be stopped.
    if (client?.isRunning() === true) await client.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  #clientOptions(): LanguageClientOptions {
    return {
      documentSelector: [
        { language: "keepalived", scheme: "file" },
        { language: "keepalived", scheme: "untitled" },
      ],
      outputChannel: this.output,
      initializationOptions: vscode.workspace.getConfiguration("kalint"),
      synchronize: { configurationSection: "kalint" },
      // A file that is shown again after another one changed asks anew.
      diagnosticPullOptions: { onChange: true, onTabs: true },
    };
  }

  #fail(text: string, detail: string): void {
    this.output.error(`${text}. ${detail}`);
    this.#item.severity = vscode.LanguageStatusSeverity.Error;
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.command = { title: "Retry", command: "kalint.restart" };
  }
}

function find(): ServerProgram | undefined {
  return findServer({
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    isTrusted: vscode.workspace.isTrusted,
    setting: vscode.workspace.getConfiguration("kalint").get("path", ""),
    path: process.env.PATH ?? "",
    isWindows: process.platform === "win32",
    isFile: canRead,
  });
}

function serverOptions({ kind, path }: ServerProgram): ServerOptions {
  if (kind === "script") return { module: path, args: ["lsp"], transport: TransportKind.stdio };
  // On Windows npm's commands are scripts of the shell.
  const shell = path.endsWith(".cmd");
  return { command: shell ? `"${path}"` : path, args: ["lsp"], transport: TransportKind.stdio, options: { shell } };
}

function canRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
