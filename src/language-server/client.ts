import type { InitializeParams } from "vscode-languageserver";
import { pathOf } from "./uri.js";

/** How a client counts the columns of a line. */
export type Encoding = "utf-8" | "utf-16" | "utf-32";

/** What a client can do, as far as it matters here. */
export interface Client {
  readonly encoding: Encoding;
  /** It asks for diagnostics, and asks again when it is told to. Else they are sent to it; never both. */
  readonly pulls: boolean;
  readonly hasRelatedDocuments: boolean;
  readonly hasSnippets: boolean;
  /** Of what is shown on hover, and beside completions. */
  readonly hasMarkdown: { readonly hover: boolean; readonly completion: boolean };
  readonly hasNestedSymbols: boolean;
  readonly hasVersionedEdits: boolean;
  readonly preparesRename: boolean;
  readonly registersConfiguration: boolean;
  readonly asksForConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly refreshes: { readonly inlayHints: boolean; readonly codeLenses: boolean };
  readonly supportsTags: boolean;
  readonly supportsCodeDescription: boolean;
  readonly supportsRelated: boolean;
  readonly processId: number | undefined;
  /** Of the workspace, absolute. */
  readonly folders: readonly string[];
  readonly options: unknown;
}

/** The digest of what a client says about itself. */
export function readClient(params: InitializeParams): Client {
  const { capabilities = {}, processId, initializationOptions } = params;
  const { textDocument = {}, workspace = {}, general = {} } = capabilities;
  const { completion, hover, publishDiagnostics, diagnostic } = textDocument;
  const shown = diagnostic ?? publishDiagnostics;
  return {
    encoding: chooseEncoding(general.positionEncodings),
    pulls: diagnostic !== undefined && workspace.diagnostics?.refreshSupport === true,
    hasRelatedDocuments: diagnostic?.relatedDocumentSupport === true,
    hasSnippets: completion?.completionItem?.snippetSupport === true,
    hasMarkdown: {
      hover: hover?.contentFormat?.includes("markdown") === true,
      completion: completion?.completionItem?.documentationFormat?.includes("markdown") === true,
    },
    hasNestedSymbols: textDocument.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    hasVersionedEdits: workspace.workspaceEdit?.documentChanges === true,
    preparesRename: textDocument.rename?.prepareSupport === true,
    asksForConfiguration: workspace.configuration === true,
    registersWatchers: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    refreshes: {
      inlayHints: workspace.inlayHint?.refreshSupport === true,
      codeLenses: workspace.codeLens?.refreshSupport === true,
    },
    supportsTags: publishDiagnostics?.tagSupport !== undefined || diagnostic?.tagSupport !== undefined,
    supportsCodeDescription:
      shown?.codeDescriptionSupport === true || publishDiagnostics?.codeDescriptionSupport === true,
    supportsRelated: shown?.relatedInformation === true || publishDiagnostics?.relatedInformation === true,
    processId: typeof processId === "number" ? processId : undefined,
    folders: foldersOf(params),
    options: initializationOptions,
  };
}

/** What a client sends is of any shape. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const given: readonly unknown[] = Array.isArray(workspaceFolders) ? workspaceFolders : [{ uri: rootUri }];
  return given.flatMap((folder) => {
    const uri = (folder as { uri?: unknown } | null)?.uri;
    return typeof uri === "string" ? (pathOf(uri) ?? []) : [];
  });
}

const ENCODINGS: readonly string[] = ["utf-8", "utf-16", "utf-32"] satisfies readonly Encoding[];

/** The first that the client likes and we know; UTF-16 is what all clients know. */
function chooseEncoding(offered: unknown): Encoding {
  const known = Array.isArray(offered) ? offered.find((one) => ENCODINGS.includes(one)) : undefined;
  return (known as Encoding | undefined) ?? "utf-16";
}
