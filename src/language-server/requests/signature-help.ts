import type { SignatureHelp, SignatureHelpParams } from "vscode-languageserver";
import { optionsOf } from "../../syntax/entries.js";
import { topLevelPlaces } from "../../syntax/schema-index.js";
import { contextAt } from "../context.js";
import type { Session } from "../session.js";

/** `textDocument/signatureHelp`: the words that a line takes, with the one whose turn it is. */
export async function signatureHelp(
  session: Session,
  { textDocument, position }: SignatureHelpParams,
): Promise<SignatureHelp | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return null;
  const offset = session.convert.offset(document.source, position);
  const { block, words, comment } = contextAt(session.chunks, document.source, offset);
  if (comment !== undefined) return null;
  const { usageOf } = await import("../../reference/index.js");
  if (block?.kind === "list") {
    const { entry } = block.keyword;
    if (entry === undefined) return null;
    const last = words.findLastIndex((word) => optionsOf(entry).has(word));
    const option = optionsOf(entry).get(words[last] ?? "");
    if (option !== undefined) {
      const labels = option.option.args.map((argument) => usageOf([argument]));
      return signature(words[last] ?? "", labels, words.length - last - 1, option.option.summary);
    }
    const labels = (entry.positional ?? []).map((argument) => usageOf([argument]));
    const rest = entry.options === undefined ? [] : ["[<option> …]"];
    return signature("", [...labels, ...rest], words.length, entry.summary);
  }
  const [keyword, ...args] = words;
  const place = (block?.children ?? topLevelPlaces()).get(keyword ?? "");
  if (keyword === undefined || place?.keyword.args === undefined) return null;
  const labels = place.keyword.args.map((argument) => usageOf([argument]));
  return signature(keyword, labels, args.length, place.keyword.summary);
}

function signature(head: string, labels: readonly string[], at: number, summary?: string): SignatureHelp | null {
  if (labels.length === 0) return null;
  return {
    signatures: [
      {
        label: [head, ...labels].filter((part) => part !== "").join(" "),
        parameters: labels.map((label) => ({ label })),
        ...(summary !== undefined && { documentation: summary }),
      },
    ],
    activeSignature: 0,
    activeParameter: Math.min(at, labels.length - 1),
  };
}
