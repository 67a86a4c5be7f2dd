import type { DocumentFormattingParams, TextEdit } from "vscode-languageserver";
import { formatEdits } from "../../format/index.js";
import type { Session } from "../session.js";

/** `textDocument/formatting`. A text that cannot be formatted stays as it is. */
export async function formatting(session: Session, { textDocument }: DocumentFormattingParams): Promise<TextEdit[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const result = formatEdits(document.source.text);
  return result.kind === "formatted" ? session.convert.edits(document.source, result.edits) : [];
}
