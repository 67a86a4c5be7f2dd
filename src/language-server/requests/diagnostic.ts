import { createHash } from "node:crypto";
import type {
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  Diagnostic as LspDiagnostic,
} from "vscode-languageserver";
import { aboutRule } from "../rule-facts.js";
import type { Session } from "../session.js";

/** The diagnostics of one file. */
export interface FileReport {
  readonly items: readonly LspDiagnostic[];
  /** Of the open document; undefined: the file is read from disk. */
  readonly version: number | undefined;
}

/** `textDocument/diagnostic`. */
export async function diagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  const reports = await reportsOf(session);
  const own = reports.get(textDocument.uri) ?? { items: [] };
  const relatedDocuments = session.client.hasRelatedDocuments ? partnersIn(session, reports) : undefined;
  const resultId = idOf(own.items);
  announce(session, reports, textDocument.uri, resultId);
  const rest = relatedDocuments === undefined ? {} : { relatedDocuments };
  if (resultId === previousResultId) return { kind: "unchanged", resultId, ...rest };
  return { kind: "full", resultId, items: [...own.items], ...rest };
}

/** The diagnostics of all files that are shown, by URI. */
export async function reportsOf(session: Session): Promise<ReadonlyMap<string, FileReport>> {
  const { convert, documents } = session;
  const { byFile, shown, sourceOf } = await session.judgement();
  const reports = new Map<string, FileReport>();
  for (const path of shown) {
    const uri = convert.uri(path);
    const items = (byFile.get(path) ?? []).flatMap(
      (one) => convert.diagnostic(one, sourceOf, aboutRule(one.rule)) ?? [],
    );
    reports.set(uri, { items, version: documents.get(uri)?.version });
  }
  return reports;
}

/** Has the client ask again where what it was given for other files is out of date. */
function announce(session: Session, reports: ReadonlyMap<string, FileReport>, uri: string, resultId: string): void {
  const { given, documents } = session;
  given.set(uri, resultId);
  let isOld = false;
  for (const [other, last] of given) {
    if (documents.get(other) === undefined) given.delete(other);
    const now = other === uri ? last : idOf(reports.get(other)?.items ?? []);
    if (now === last) continue;
    isOld = true;
    given.set(other, now);
  }
  if (isOld) session.onChange();
}

/** Nodes of the cluster that are not open. */
function partnersIn(session: Session, reports: ReadonlyMap<string, FileReport>) {
  const closed = [...reports].filter(([uri]) => session.documents.get(uri) === undefined);
  return Object.fromEntries(
    closed.map(([uri, { items }]) => [uri, { kind: "full" as const, resultId: idOf(items), items: [...items] }]),
  );
}

export const idOf = (items: readonly LspDiagnostic[]): string =>
  createHash("sha1").update(JSON.stringify(items)).digest("base64url");
