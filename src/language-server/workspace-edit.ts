import type { WorkspaceEdit } from "vscode-languageserver";
import type { FileEdit } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";
import type { SourceOf } from "./convert.js";
import type { Session } from "./session.js";

/** Edits of several files. They carry the versions that they were computed from, where the client can check them. */
export function workspaceEdit(session: Session, edits: readonly FileEdit[], sourceOf: SourceOf): WorkspaceEdit {
  const { client, convert, documents } = session;
  const byFile = [...groupBy(edits, ({ file }) => file)].flatMap(([file, own]) => {
    const source = sourceOf(file);
    return source === undefined ? [] : [{ uri: convert.uri(file), edits: convert.edits(source, own) }];
  });
  if (!client.hasVersionedEdits) return { changes: Object.fromEntries(byFile.map((one) => [one.uri, one.edits])) };
  return {
    documentChanges: byFile.map(({ uri, edits: own }) => ({
      textDocument: { uri, version: documents.get(uri)?.version ?? null },
      edits: own,
    })),
  };
}
