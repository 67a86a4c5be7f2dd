import type { SelectionRange, SelectionRangeParams } from "vscode-languageserver";
import type { Item } from "../../../grammar/index.js";
import type { SourceFile } from "../../text/source-file.js";
import type { Span } from "../../text/span.js";
import type { Session } from "../session.js";

/** `textDocument/selectionRange`: word, line, body of the block, block, and so on outwards. */
export async function selectionRange(
  session: Session,
  { textDocument, positions }: SelectionRangeParams,
): Promise<SelectionRange[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  return positions.map((position) => around(session, source, session.convert.offset(source, position)));
}

function around(session: Session, source: SourceFile, offset: number): SelectionRange {
  const { chunk, start } = session.chunks.at(source, offset);
  const spans = [{ start: 0, end: source.text.length }];
  for (const span of spansAt(chunk.tree.items, offset - start, chunk.text.length)) {
    const last = spans.at(-1);
    const next = { start: start + span.start, end: start + span.end };
    if (last !== undefined && (next.start > last.start || next.end < last.end)) spans.push(next);
  }
  const [whole, ...inner] = spans.map((span) => session.convert.range(source, span));
  return inner.reduce<SelectionRange>((parent, range) => ({ range, parent }), {
    range: whole ?? session.convert.range(source, { start: 0, end: 0 }),
  });
}

/** From the outside in. */
function* spansAt(items: readonly Item[], offset: number, end: number): Generator<Span> {
  const item = items.findLast(({ token }) => token.start <= offset);
  if (item === undefined) return;
  const { token } = item;
  const block = item.kind === "statement" ? item.block : undefined;
  const close = block === undefined ? token.end : (block.close?.end ?? end);
  if (offset > close) return;
  yield { start: token.start, end: close };
  if (block !== undefined && offset >= block.open.end) {
    const body = { start: block.open.end, end: block.close?.start ?? end };
    if (offset > body.end) return;
    yield body;
    yield* spansAt(block.items, offset, body.end);
    return;
  }
  if (offset > token.end) return;
  yield { start: token.start, end: token.end };
  const word = token.words.find((one) => one.start <= offset && offset <= one.end);
  if (word !== undefined) yield { start: word.start, end: word.end };
}
