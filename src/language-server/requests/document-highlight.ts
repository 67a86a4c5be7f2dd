import type { DocumentHighlight, DocumentHighlightParams } from "vscode-languageserver";
import type { Session } from "../session.js";
import { occurrencesOf, symbolAt } from "../symbols.js";

/** `textDocument/documentHighlight`: the name under the cursor, where the same file has it. */
export async function documentHighlight(
  session: Session,
  { textDocument, position }: DocumentHighlightParams,
): Promise<DocumentHighlight[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const found = await symbolAt(session, source, session.convert.offset(source, position));
  if (found === undefined) return [];
  const all = await occurrencesOf(session, found);
  return all
    .filter(({ file }) => file === source.path)
    .map((one) => ({ range: session.convert.range(source, one), kind: one.isDefinition ? 3 : 2 }));
}
