import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver";
import { tokens } from "../../../grammar/index.js";
import { type Chunk, madeOf } from "../chunks.js";
import type { Session } from "../session.js";

/** `textDocument/documentLink`: include lines lead to the file that they name, of several to the first. */
export async function documentLink(session: Session, { textDocument }: DocumentLinkParams): Promise<DocumentLink[]> {
  const document = session.documents.get(textDocument.uri);
  if (document?.path === undefined) return [];
  const { source } = document;
  const { given } = await session.inputs();
  const reader = session.files.reader(given);
  return session.chunks.of(source).flatMap(({ chunk, start }) =>
    includesIn(chunk).flatMap((name) => {
      const [first, ...others] = reader.glob(name.value, source.path) ?? [];
      if (first === undefined) return [];
      const tooltip = others.length === 0 ? first : `${first} and ${others.length} more`;
      const range = session.convert.range(source, { start: start + name.start, end: start + name.end });
      return [{ range, target: session.convert.uri(first), tooltip }];
    }),
  );
}

/** Names of files in the include lines of a chunk, with offsets into it. */
const includesIn = (chunk: Chunk) =>
  madeOf(chunk, "includes", () =>
    chunk.tree.tokens.flatMap(({ tokenType, words: [, name] }) => {
      if (tokenType !== tokens.Include || name === undefined || name.value.includes("$")) return [];
      return [{ value: name.value, start: name.start, end: name.end }];
    }),
  );
