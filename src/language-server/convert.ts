import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type {
  DiagnosticRelatedInformation,
  DiagnosticTag,
  Diagnostic as LspDiagnostic,
  Location as LspLocation,
  TextEdit as LspTextEdit,
  Position,
  Range,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import type { TextEdit } from "../text/edit.js";
import type { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import type { Client, Encoding } from "./client.js";

/** The offset of a position; one outside of the text is moved to the nearest place in it. */
export function toOffset(document: TextDocument, { line, character }: Position, encoding: Encoding): number {
  if (encoding === "utf-16") return document.offsetAt({ line, character });
  const start = document.offsetAt({ line, character: 0 });
  const end = document.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  let left = character;
  let at = start;
  for (const char of document.getText().slice(start, end)) {
    left -= widthOf(char, encoding);
    // A position within a character is moved to its start.
    if (left < 0) break;
    at += char.length;
  }
  return at;
}

/** The position of an offset. */
export function toPosition(document: TextDocument, offset: number, encoding: Encoding): Position {
  const position = document.positionAt(offset);
  if (encoding === "utf-16" || position.character === 0) return position;
  const start = document.offsetAt({ line: position.line, character: 0 });
  let character = 0;
  for (const char of document.getText().slice(start, start + position.character)) character += widthOf(char, encoding);
  return { line: position.line, character };
}

function widthOf(char: string, encoding: Encoding): number {
  if (encoding === "utf-16") return char.length;
  if (encoding === "utf-32") return 1;
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

const documents = new WeakMap<SourceFile, TextDocument>();
const fromDisk = new WeakSet<SourceFile>();

/** A text with the lines that the protocol sees in it, which also end with a lone carriage return. */
export function documentOf(source: SourceFile): TextDocument {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const made = TextDocument.create(source.path, "keepalived", 0, source.text);
  documents.set(source, made);
  fromDisk.add(source);
  return made;
}

/** Says that a text is that of an open document. */
export function bindDocument(source: SourceFile, document: TextDocument): void {
  documents.set(source, document);
}

/** Makes what the protocol has of spans, for one client. */
export interface Converter {
  position(source: SourceFile, offset: number): Position;
  range(source: SourceFile, span: Span): Range;
  offset(source: SourceFile, position: Position): number;
  span(source: SourceFile, range: Range): Span;
  location(source: SourceFile, span: Span): LspLocation;
  edits(source: SourceFile, edits: readonly TextEdit[]): LspTextEdit[];
  /** Undefined: it is about a file that was not read. */
  diagnostic(diagnostic: Diagnostic, sourceOf: SourceOf, rule: AboutRule): LspDiagnostic | undefined;
  /** The URI of a file, as the client writes it where it has opened the file. */
  uri(path: string): string;
}

export type SourceOf = (path: string) => SourceFile | undefined;

/** What is shown of the rule that found something. */
export interface AboutRule {
  readonly hasPage: boolean;
  readonly tag: "unnecessary" | "deprecated" | undefined;
}

/** `uriOf` gives the client's own URI of an open file. */
export function makeConverter(client: Client, uriOf: (path: string) => string | undefined): Converter {
  const { encoding } = client;
  const uri = (path: string): string => uriOf(path) ?? pathToFileURL(resolve(path)).href;
  const position = (source: SourceFile, offset: number): Position => {
    const found = toPosition(documentOf(source), offset, encoding);
    // Editors take the mark away when they open the file.
    const isShifted =
      found.line === 0 && found.character > 0 && fromDisk.has(source) && source.text.startsWith("\ufeff");
    return isShifted ? { line: 0, character: found.character - widthOf("\ufeff", encoding) } : found;
  };
  const range = (source: SourceFile, { start, end }: Span): Range => ({
    start: position(source, start),
    end: position(source, end),
  });
  const offset = (source: SourceFile, place: Position): number => toOffset(documentOf(source), place, encoding);
  const location = (source: SourceFile, span: Span): LspLocation => ({
    uri: uri(source.path),
    range: range(source, span),
  });
  return {
    position,
    range,
    offset,
    location,
    uri,
    span: (source, { start, end }) => ({ start: offset(source, start), end: offset(source, end) }),
    edits: (source, edits) =>
      edits.map((edit) => {
        const { text, ...span } = expressible(edit, source.text);
        return { range: range(source, span), newText: text };
      }),
    diagnostic(diagnostic, sourceOf, { hasPage, tag }) {
      const source = sourceOf(diagnostic.location.file);
      if (source === undefined) return undefined;
      const related = relatedTo(diagnostic, sourceOf, location);
      return {
        range: range(source, onOneLine(diagnostic.location, source)),
        severity: SEVERITIES[diagnostic.severity],
        code: diagnostic.rule,
        source: "kalint",
        message: diagnostic.message,
        ...(client.supportsCodeDescription && hasPage && { codeDescription: { href: ruleUrl(diagnostic.rule) } }),
        ...(client.supportsTags && tag !== undefined && { tags: [TAGS[tag]] }),
        ...(client.supportsRelated && related.length > 0 && { relatedInformation: related }),
      };
    },
  };
}

/** As the protocol numbers them; advice is shown quietly. */
const SEVERITIES = { error: 1, warning: 2, info: 3 } as const satisfies Record<Severity, LspDiagnostic["severity"]>;

const TAGS = { unnecessary: 1, deprecated: 2 } as const satisfies Record<string, DiagnosticTag>;

function relatedTo(
  { related }: Diagnostic,
  sourceOf: SourceOf,
  location: Converter["location"],
): DiagnosticRelatedInformation[] {
  return related.flatMap((place) => {
    const source = sourceOf(place.file);
    return source === undefined ? [] : { location: location(source, onOneLine(place, source)), message: place.message };
  });
}

/** What is wrong with a block is shown at the line that causes it: a range over all of the rest hides the others. */
function onOneLine({ start, end }: Span, { text }: SourceFile): Span {
  const feed = text.slice(start, end).search(/[\r\n]/);
  return { start, end: feed < 0 ? end : start + feed };
}

/** A position lies neither between the two characters of a line end nor within a character of two units. */
function expressible({ start, end, text }: TextEdit, original: string): TextEdit {
  const before = isSplit(original, start) ? 1 : 0;
  const after = end > start || before > 0 ? (isSplit(original, end) ? 1 : 0) : 0;
  return {
    start: start - before,
    end: end + after,
    text: `${original.slice(start - before, start)}${text}${original.slice(end, end + after)}`,
  };
}

function isSplit(text: string, offset: number): boolean {
  const [left, right] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
  return (left === 13 && right === 10) || (left >> 10 === 0x36 && right >> 10 === 0x37);
}
