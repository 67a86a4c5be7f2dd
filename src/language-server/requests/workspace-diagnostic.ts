import type { WorkspaceDiagnosticReport } from "vscode-languageserver";
import type { Session } from "../session.js";
import { idOf, reportsOf } from "./diagnostic.js";

/** `workspace/diagnostic`, for clients whose settings ask for it. */
export async function workspaceDiagnostic(
  session: Session,
  { previousResultIds }: { readonly previousResultIds: readonly { readonly uri: string; readonly value: string }[] },
): Promise<WorkspaceDiagnosticReport> {
  const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const reports = await reportsOf(session);
  const items = [...reports].map(([uri, { items: own, version = null }]) => {
    const resultId = idOf(own);
    const previous = before.get(uri);
    before.delete(uri);
    return previous === resultId
      ? { kind: "unchanged" as const, uri, version, resultId }
      : { kind: "full" as const, uri, version, resultId, items: [...own] };
  });
  const gone = [...before.keys()].map((uri) => ({ kind: "full" as const, uri, version: null, items: [] }));
  return { items: [...items, ...gone] };
}
