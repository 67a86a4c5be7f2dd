import type { CompletionItem, CompletionList, CompletionParams, Range } from "vscode-languageserver";
import type { CompletionCandidate } from "../candidates.js";
import { candidatesAt } from "../candidates-at.js";
import { contextAt } from "../context.js";
import type { Session } from "../session.js";

/** `textDocument/completion`. */
export async function completion(
  session: Session,
  { textDocument, position }: CompletionParams,
): Promise<CompletionList> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return { isIncomplete: false, items: [] };
  const { source } = document;
  const offset = session.convert.offset(source, position);
  const context = contextAt(session.chunks, source, offset);
  const range = session.convert.range(source, { start: context.start, end: offset });
  const target = session.targetOf(source.path);
  const items = candidatesAt(session, context, target).map((one) => toItem(session, one, range));
  return { isIncomplete: false, items };
}

/** As the protocol numbers them. */
const KINDS = {
  keyword: 10,
  block: 22,
  list: 22,
  value: 12,
  option: 20,
  name: 18,
  variable: 6,
  id: 23,
  rule: 18,
  suppression: 14,
} as const satisfies Record<CompletionCandidate["kind"], CompletionItem["kind"]>;

function toItem(session: Session, one: CompletionCandidate, range: Range): CompletionItem {
  const { label, kind, snippet, plain, isDeprecated, path } = one;
  const isSnippet = session.client.hasSnippets && snippet !== undefined;
  return {
    label,
    kind: KINDS[kind],
    textEdit: { range, newText: (isSnippet ? snippet : plain) ?? label },
    insertTextFormat: isSnippet ? 2 : 1,
    filterText: label,
    sortText: `${isDeprecated === true ? "2" : "1"}${label}`,
    ...(isDeprecated === true && { tags: [1] }),
    ...((path !== undefined || kind === "rule") && { data: path ?? label }),
  };
}
