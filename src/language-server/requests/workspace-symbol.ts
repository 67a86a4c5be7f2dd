import type { SymbolInformation, WorkspaceSymbolParams } from "vscode-languageserver";
import type { Session } from "../session.js";
import { outlineOf } from "./document-symbol.js";

/** `workspace/symbol`: named blocks of the files that are open or belong to those. */
export async function workspaceSymbol(
  session: Session,
  { query }: WorkspaceSymbolParams,
): Promise<SymbolInformation[]> {
  await session.judgement();
  const wanted = query.toLowerCase();
  const found: SymbolInformation[] = [];
  for (const source of session.sources()) {
    for (const { chunk, start } of session.chunks.of(source)) {
      for (const { name, detail, isBlock, word } of outlineOf(chunk)) {
        if (!isBlock || detail === "" || !`${name} ${detail}`.toLowerCase().includes(wanted)) continue;
        const span = { start: start + word.start, end: start + word.end };
        found.push({ name: detail, containerName: name, kind: 5, location: session.convert.location(source, span) });
        if (found.length >= session.options().maxSymbols) return found;
      }
    }
  }
  return found;
}
