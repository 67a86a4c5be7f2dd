import type { DefinitionParams, Location } from "vscode-languageserver";
import type { Session } from "../session.js";
import { type Occurrence, occurrencesOf, symbolAt } from "../symbols.js";

/** `textDocument/definition`. */
export async function definition(session: Session, { textDocument, position }: DefinitionParams): Promise<Location[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const found = await symbolAt(session, document.source, session.convert.offset(document.source, position));
  if (found === undefined) return [];
  const defined = (await occurrencesOf(session, found)).filter(({ isDefinition }) => isDefinition);
  const { sourceOf } = await session.judgement();
  // That of the own file comes first.
  const ordered = [...defined].sort((a, b) => rank(a, found) - rank(b, found));
  return ordered.flatMap((one) => {
    const source = sourceOf(one.file);
    return source === undefined ? [] : session.convert.location(source, one);
  });
}

const rank = ({ file }: Occurrence, found: Occurrence): number => (file === found.file ? 0 : 1);
