import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit as LspTextEdit,
} from "vscode-languageserver";
import { type Token, tokens as types } from "../../../grammar/index.js";
import { formatEdits, formatRange, type LineRange } from "../../format/index.js";
import { parseFile } from "../../syntax/tree.js";
import { findTemplate } from "../../template/find-mark.js";
import type { TextEdit } from "../../text/edit.js";
import { SourceFile } from "../../text/source-file.js";
import type { Span } from "../../text/span.js";
import { openBlocks } from "../context.js";
import type { Session } from "../session.js";

/** `textDocument/formatting`. A text that cannot be formatted stays as it is. */
export async function formatting(session: Session, { textDocument }: DocumentFormattingParams): Promise<LspTextEdit[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const result = formatEdits(source.text, await session.formatOptions(source.path), session.formats);
  return result.kind === "refused" ? [] : shown(session, source, result.edits);
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
  const lines = linesOf(source, { start, end: last });
  const result = formatRange(source.text, lines, await session.formatOptions(source.path), session.formats);
  return result.kind === "refused" ? [] : shown(session, source, result.edits);
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
    const line = lineAbove(source.text, offset);
    if (line === undefined) return [];
    const edits = await editsWhileTyping(session, source, line);
    return shown(
      session,
      source,
      edits.flatMap((edit) => keptInLine(edit, line, source.text)),
    );
  }
  const { chunk, start } = session.chunks.at(source, offset);
  const opened = openOf(chunk.tree.tokens, offset - start);
  if (opened === undefined) return [];
  return shown(session, source, await editsWhileTyping(session, source, { start: start + opened, end: offset }));
}

/** The line before that of an offset, without its end. */
function lineAbove(text: string, offset: number): Span | undefined {
  const feed = text.lastIndexOf("\n", offset - 1);
  if (feed < 0 || offset === 0) return undefined;
  return { start: text.lastIndexOf("\n", feed - 1) + 1, end: text[feed - 1] === "\r" ? feed - 1 : feed };
}

/**
 * What an edit does to a line. Empty lines around it stay as they are: the one after it is where the user goes on, though
 * `format` would take it away.
 */
function keptInLine(edit: TextEdit, line: Span, whole: string): readonly TextEdit[] {
  let { start, end, text } = edit;
  if (start < line.start || (start === line.start && text.includes("\n"))) {
    const feed = text.lastIndexOf("\n");
    if (feed < 0 && start > 0 && whole[start - 1] !== "\n") return [];
    text = text.slice(feed + 1);
    start = line.start;
  }
  if (end > line.end || (end === line.end && text.includes("\n"))) {
    const feed = text.indexOf("\n");
    if (feed < 0 && !/[\r\n]/.test(whole[end] ?? "\n")) return [];
    text = feed < 0 ? text : text.slice(0, feed);
    end = line.end;
  }
  return start > end || (start === end && text === "") ? [] : [{ start, end, text }];
}

/**
 * Edits of the lines of a stretch. A text with an open block is not formatted, and while a block is typed it is open: then
 * what comes before the end of the stretch is formatted as if its blocks were closed there.
 */
async function editsWhileTyping(session: Session, source: SourceFile, stretch: Span): Promise<readonly TextEdit[]> {
  const options = await session.formatOptions(source.path);
  const whole = formatRange(source.text, linesOf(source, stretch), options, session.formats);
  if (whole.kind !== "refused") return whole.edits;
  if (findTemplate(source.text, options.path ?? "", options.template) !== undefined) return [];
  const { start: base } = session.chunks.at(source, stretch.start);
  const typed = source.text.slice(base, stretch.end);
  const open = openBlocks(parseFile(new SourceFile("", typed)).items).length;
  const closed = new SourceFile("", `${typed}\n${"}\n".repeat(open)}`);
  const here = { start: stretch.start - base, end: stretch.end - base };
  const result = formatRange(closed.text, linesOf(closed, here), options);
  if (result.kind === "refused") return [];
  const kept = result.edits.filter(({ end }) => end <= typed.length);
  return kept.map(({ start, end, text }) => ({ start: base + start, end: base + end, text }));
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

const linesOf = (source: SourceFile, { start, end }: Span): LineRange => ({
  first: source.positionAt(start).line,
  last: source.positionAt(end).line,
});

function shown(session: Session, source: SourceFile, edits: readonly TextEdit[]): LspTextEdit[] {
  const { text } = source;
  const own = text.includes("\r\n") ? edits.flatMap((edit) => withLineEnds(edit, text)) : edits;
  return session.convert.edits(source, own);
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
