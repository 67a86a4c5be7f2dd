import type { CompletionItem } from "vscode-languageserver";
import { briefArticle } from "../articles.js";
import type { Session } from "../session.js";

/** `completionItem/resolve`: the documentation beside an item. */
export async function completionResolve({ client }: Session, item: CompletionItem): Promise<CompletionItem> {
  if (typeof item.data !== "string") return item;
  const value = await briefArticle(item.data);
  return value === undefined
    ? item
    : { ...item, documentation: { kind: client.hasMarkdown.completion ? "markdown" : "plaintext", value } };
}
