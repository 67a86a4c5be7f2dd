import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import type { Session } from "../session.js";

/** `textDocument/codeLens`: who else is in the cluster; off unless the client's settings turn it on. */
export async function codeLens(session: Session, { textDocument }: CodeLensParams): Promise<CodeLens[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !session.options().codeLens) return [];
  const { source } = document;
  const { result } = await session.judgement();
  return result.clusters.flatMap(({ name, nodes }) => {
    const own = nodes.find(({ path }) => path === source.path);
    if (own === undefined) return [];
    const others = nodes.filter((node) => node !== own);
    const title = `${name === undefined ? "Cluster" : `Cluster ${name}`} with ${others.map((one) => one.name).join(", ")}`;
    return own.instances.flatMap(({ head }) => {
      const { path, start, end } = head.source.locate(head.start, head.end);
      const range = session.convert.range(source, { start, end });
      return path === source.path ? [{ range, command: { title, command: "" } }] : [];
    });
  });
}
