import type { InitializeResult } from "vscode-languageserver";
import type { Client } from "./client.js";
import { LEGEND } from "./legend.js";
import type { Options } from "./options.js";

/** The kind of the code action that applies all safe fixes and formats. */
export const FIX_ALL = "source.fixAll.kalint";

/** The command by which code actions explain a rule. */
export const EXPLAIN_RULE = "kalint.explainRule";

/** What the server says it can do; to a client that has diagnostics sent to it, nothing of asking for them. */
export function capabilitiesFor(client: Client, options: Options): InitializeResult["capabilities"] {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: 2, save: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"] },
    completionProvider: { triggerCharacters: [" ", "$", "@"], resolveProvider: true },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: [" "] },
    inlayHintProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: client.preparesRename ? { prepareProvider: true } : true,
    documentLinkProvider: {},
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentHighlightProvider: true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...LEGEND.tokenTypes], tokenModifiers: [] },
      full: true,
      range: true,
    },
    codeActionProvider: { codeActionKinds: ["quickfix", "refactor.inline", FIX_ALL] },
    codeLensProvider: {},
    executeCommandProvider: { commands: [EXPLAIN_RULE] },
    ...(client.pulls && {
      diagnosticProvider: {
        identifier: "kalint",
        interFileDependencies: true,
        workspaceDiagnostics: options.workspaceDiagnostics || options.wholeFolder,
      },
    }),
    // Which folders there are does not matter: a file is judged by what is beside it and above it.
    workspace: { workspaceFolders: { supported: true } },
  };
}
