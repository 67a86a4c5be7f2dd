import type { PrepareRenameParams, Range, RenameParams, WorkspaceEdit } from "vscode-languageserver";
import type { SourceFile } from "../../text/source-file.js";
import { refusal } from "../errors.js";
import type { Session } from "../session.js";
import { isMade, type Occurrence, occurrencesOf, symbolAt } from "../symbols.js";
import { workspaceEdit } from "../workspace-edit.js";

/** `textDocument/prepareRename`: the name under the cursor; null where none is that can be renamed. */
export async function prepareRename(
  session: Session,
  { textDocument, position }: PrepareRenameParams,
): Promise<{ range: Range; placeholder: string } | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return null;
  const { source } = document;
  const found = await renamableAt(session, source, session.convert.offset(source, position));
  if (found === undefined) return null;
  return { range: session.convert.range(source, found), placeholder: found.symbol.name };
}

/** `textDocument/rename`: across includes and the nodes of the cluster. */
export async function rename(
  session: Session,
  { textDocument, position, newName }: RenameParams,
): Promise<WorkspaceEdit | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return null;
  const { source } = document;
  const found = await renamableAt(session, source, session.convert.offset(source, position));
  if (found === undefined) throw refusal("requestFailed", "there is no name here that can be renamed");
  const { kind, name } = found.symbol;
  const isGood =
    kind === "definition" ? /^[A-Za-z_]\w*$/.test(newName) : /^[^\s{}"#!$@~\\][^\s{}"#!$\\]*$/.test(newName);
  if (!isGood) throw refusal("requestFailed", `"${newName}" is not a valid name`);
  const taken = await occurrencesOf(session, { ...found, symbol: { kind, name: newName } });
  if (newName !== name && taken.some(({ isDefinition }) => isDefinition)) {
    throw refusal("requestFailed", `"${newName}" is defined already`);
  }
  if (await isMade(session, found)) {
    throw refusal("requestFailed", `a definition or a sequence makes "${name}" elsewhere; it would keep the old name`);
  }
  const places = await occurrencesOf(session, found);
  const { sourceOf } = await session.judgement();
  const edits = places.map(({ file, start, end }) => ({ file, start, end, text: newName }));
  return workspaceEdit(session, edits, sourceOf);
}

/** The name at an offset, unless it is a definition such as `$_PWD`: keepalived.conf(5) reserves names with `_` before them. */
async function renamableAt(session: Session, source: SourceFile, offset: number): Promise<Occurrence | undefined> {
  const found = await symbolAt(session, source, offset);
  return found?.symbol.kind === "definition" && found.symbol.name.startsWith("_") ? undefined : found;
}
