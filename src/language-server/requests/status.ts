import type { Session } from "../session.js";

/** Why a file is judged as it is, for a status item of the editor. */
export interface Status {
  readonly isChecked: boolean;
  readonly reason: string;
  readonly settingsFile: string | null;
  readonly target: string | null;
  readonly cluster: string | null;
  readonly nodes: readonly string[];
  readonly problems: readonly string[];
}

/** `kalint/status`. */
export async function status(
  session: Session,
  { textDocument }: { readonly textDocument: { readonly uri: string } },
): Promise<Status | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return null;
  const { path } = document.source;
  const inputs = await session.inputs();
  const judged = await session.judgement();
  const cluster = judged.result.clusters.find(({ nodes }) => nodes.some((node) => node.path === path));
  const { isChecked, reason } = session.whyChecked(document, inputs);
  return {
    isChecked,
    reason,
    settingsFile: inputs.settings.fileOf(path) ?? null,
    target: session.targetOf(path) ?? null,
    cluster: cluster === undefined ? null : (cluster.name ?? ""),
    nodes: cluster?.nodes.map(({ name }) => name) ?? [],
    problems: [...inputs.problems],
  };
}
