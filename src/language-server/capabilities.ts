import type { InitializeResult } from "vscode-languageserver";
import type { Client } from "./client.js";
import type { Options } from "./options.js";

/** What the server says it can do; to a client that has diagnostics sent to it, nothing of asking for them. */
export function capabilitiesFor(client: Client, options: Options): InitializeResult["capabilities"] {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: 2, save: true },
    documentFormattingProvider: true,
    ...(client.pulls && {
      diagnosticProvider: {
        identifier: "kalint",
        interFileDependencies: true,
        workspaceDiagnostics: options.workspaceDiagnostics,
      },
    }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
