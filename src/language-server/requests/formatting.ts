import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit as LspTextEdit,
} from "vscode-languageserver";
import { type Token, tokens as types } from "../../../grammar/index.js";
import { type FormatEdits, formatEdits, formatRange } from "../../format/index.js";
import type { TextEdit } from "../../text/edit.js";
import type { SourceFile } from "../../text/source-file.js";
import type { Session } from "../session.js";

/** `textDocument/formatting`. A text that cannot be formatted stays as it is. */
export async function formatting(session: Session, { textDocument }: DocumentFormattingParams): Promise<LspTextEdit[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  return shown(session, source, formatEdits(source.text, await session.formatOptions(source.path), session.formats));
}

/** `textDocument/rangeFormatting`: the lines of the range. */
export async function rangeFormatting(
  session: Session,
  { textDocument, range }: DocumentRangeFormattingParams,
): Promise<LspTextEdit[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const { start, end } = session.convert.span(source, range);
  // A range that ends at the start of a line does not mean that line.
  const last = end > start && source.text[end - 1] === "\n" ? end - 1 : end;
  return formatLines(session, source, start, last);
}

/** `textDocument/onTypeFormatting`: after `}` its block, after a line end the line above. */
export async function onTypeFormatting(
  session: Session,
  { textDocument, position, ch }: DocumentOnTypeFormattingParams,
): Promise<LspTextEdit[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const offset = session.convert.offset(source, position);
  if (ch !== "}") {
    const above = source.text.lastIndexOf("\n", offset - 1);
    return above < 0 ? [] : formatLines(session, source, above, above);
  }
  const { chunk, start } = session.chunks.at(source, offset);
  const opened = openOf(chunk.tree.tokens, offset - start);
  return opened === undefined ? [] : formatLines(session, source, start + opened, offset);
}

/** Where the block begins that is closed before an offset. */
function openOf(tokens: readonly Token[], offset: number): number | undefined {
  const open: number[] = [];
  for (const { tokenType, start, end } of tokens) {
    if (tokenType === types.Open) open.push(start);
    if (tokenType !== types.Close) continue;
    const opened = open.pop();
    if (end === offset) return opened;
  }
  return undefined;
}

async function formatLines(session: Session, source: SourceFile, start: number, end: number): Promise<LspTextEdit[]> {
  const range = { first: source.positionAt(start).line, last: source.positionAt(end).line };
  return shown(
    session,
    source,
    formatRange(source.text, range, await session.formatOptions(source.path), session.formats),
  );
}

function shown(session: Session, source: SourceFile, result: FormatEdits): LspTextEdit[] {
  if (result.kind === "refused") return [];
  const { text } = source;
  const edits = text.includes("\r\n") ? result.edits.flatMap((edit) => withLineEnds(edit, text)) : result.edits;
  return session.convert.edits(source, edits);
}

/** What ends the lines of a text the editor decides, for all of them at once: no edit changes that alone. */
function withLineEnds(edit: TextEdit, text: string): readonly TextEdit[] {
  // With the line end whole at both sides, an edit can be compared.
  const start = text[edit.start - 1] === "\r" && text[edit.start] === "\n" ? edit.start - 1 : edit.start;
  const end = text[edit.end - 1] === "\r" && text[edit.end] === "\n" ? edit.end + 1 : edit.end;
  const head = text.slice(start, edit.start);
  const tail = text.slice(edit.end, end);
  const made = `${head}${edit.text}${tail}`.replace(/\r?\n/g, "\r\n");
  return made === text.slice(start, end) ? [] : [{ start, end, text: made }];
}
