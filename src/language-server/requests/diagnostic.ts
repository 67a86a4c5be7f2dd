import { createHash } from "node:crypto";
import type {
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  Diagnostic as LspDiagnostic,
} from "vscode-languageserver";
import { rules } from "../../rules/index.js";
import type { AboutRule } from "../convert.js";
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
    const items = (byFile.get(path) ?? []).flatMap((one) => convert.diagnostic(one, sourceOf, about(one.rule)) ?? []);
    reports.set(uri, { items, version: documents.get(uri)?.version });
  }
  return reports;
}

/** Nodes of the cluster that are not open. */
function partnersIn(session: Session, reports: ReadonlyMap<string, FileReport>) {
  const closed = [...reports].filter(([uri]) => session.documents.get(uri) === undefined);
  return Object.fromEntries(
    closed.map(([uri, { items }]) => [uri, { kind: "full" as const, resultId: idOf(items), items: [...items] }]),
  );
}

const idOf = (items: readonly LspDiagnostic[]): string =>
  createHash("sha1").update(JSON.stringify(items)).digest("base64url");

const known = new Map<string, AboutRule>(rules.map(({ name }) => [name, { hasPage: true, tag: undefined }]));
const OWN: AboutRule = { hasPage: false, tag: undefined };

const about = (rule: string): AboutRule => known.get(rule) ?? OWN;
