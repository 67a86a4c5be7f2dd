import type { Location, ReferenceParams } from "vscode-languageserver";
import type { Session } from "../session.js";
import { occurrencesOf, symbolAt } from "../symbols.js";

/** `textDocument/references`. */
export async function references(
  session: Session,
  { textDocument, position, context }: ReferenceParams,
): Promise<Location[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const found = await symbolAt(session, document.source, session.convert.offset(document.source, position));
  if (found === undefined) return [];
  const all = await occurrencesOf(session, found);
  const { sourceOf } = await session.judgement();
  return all
    .filter(({ isDefinition }) => context.includeDeclaration || !isDefinition)
    .flatMap((one) => {
      const source = sourceOf(one.file);
      return source === undefined ? [] : session.convert.location(source, one);
    });
}
