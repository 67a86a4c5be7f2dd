import type { CancellationToken } from "vscode-languageserver";
import type { Session } from "../session.js";
import { codeAction } from "./code-action.js";
import { codeLens } from "./code-lens.js";
import { completion } from "./completion.js";
import { completionResolve } from "./completion-resolve.js";
import { definition } from "./definition.js";
import { diagnostic } from "./diagnostic.js";
import { documentHighlight } from "./document-highlight.js";
import { documentLink } from "./document-link.js";
import { documentSymbol } from "./document-symbol.js";
import { executeCommand } from "./execute-command.js";
import { foldingRange } from "./folding-range.js";
import { formatting, onTypeFormatting, rangeFormatting } from "./formatting.js";
import { hover } from "./hover.js";
import { inlayHint } from "./inlay-hint.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";
import { selectionRange } from "./selection-range.js";
import { semanticTokens, semanticTokensRange } from "./semantic-tokens.js";
import { signatureHelp } from "./signature-help.js";
import { status } from "./status.js";
import { workspaceDiagnostic } from "./workspace-diagnostic.js";
import { workspaceSymbol } from "./workspace-symbol.js";

type Answer = (session: Session, params: never, token: CancellationToken) => unknown;

/** All requests about documents, by method. */
export const REQUESTS = {
  "textDocument/diagnostic": diagnostic,
  "workspace/diagnostic": workspaceDiagnostic,
  "textDocument/formatting": formatting,
  "textDocument/rangeFormatting": rangeFormatting,
  "textDocument/onTypeFormatting": onTypeFormatting,
  "textDocument/completion": completion,
  "completionItem/resolve": completionResolve,
  "textDocument/hover": hover,
  "textDocument/signatureHelp": signatureHelp,
  "textDocument/inlayHint": inlayHint,
  "textDocument/definition": definition,
  "textDocument/references": references,
  "textDocument/prepareRename": prepareRename,
  "textDocument/rename": rename,
  "textDocument/documentLink": documentLink,
  "textDocument/documentSymbol": documentSymbol,
  "workspace/symbol": workspaceSymbol,
  "textDocument/foldingRange": foldingRange,
  "textDocument/selectionRange": selectionRange,
  "textDocument/documentHighlight": documentHighlight,
  "textDocument/semanticTokens/full": semanticTokens,
  "textDocument/semanticTokens/range": semanticTokensRange,
  "textDocument/codeAction": codeAction,
  "textDocument/codeLens": codeLens,
  "workspace/executeCommand": executeCommand,
  "kalint/status": status,
} as const satisfies Readonly<Record<string, Answer>>;

/** Answers that edit a text, which are of no use for a newer one. */
export const EDITING: ReadonlySet<string> = new Set([
  "textDocument/formatting",
  "textDocument/rangeFormatting",
  "textDocument/onTypeFormatting",
  "textDocument/rename",
  "textDocument/codeAction",
]);
