import { resolve } from "node:path";
import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { SourceFile } from "../text/source-file.js";
import { shown } from "../workspace/shown.js";
import type { Encoding } from "./client.js";
import { bindDocument, toOffset } from "./convert.js";
import { pathOf } from "./uri.js";

/** An open document in one of its versions. Its text comes from the client alone. */
export interface OpenDocument {
  /** As the client writes it. */
  readonly uri: string;
  /** Absolute path; undefined where it is not a file, such as a text that was never saved. */
  readonly path: string | undefined;
  /** Its text, under the name that reports have for the file. */
  readonly source: SourceFile;
  readonly version: number;
  readonly languageId: string;
  readonly text: TextDocument;
  /** Nothing is said about it, and `source` is empty. */
  readonly isTooLarge: boolean;
}

/** Texts that are longer make every keystroke take a second. A configuration of 10,000 lines is 0.3 MB. */
const MOST_MIB = 16;

/** Why nothing is said about a document that is too large. */
export const tooLarge = (name: string): string => `${name} is larger than ${MOST_MIB} MiB and is not checked`;

/** The documents that the client has opened. */
export interface Documents {
  open(params: DidOpenTextDocumentParams): void;
  /** False: the document is not open, so nothing changes. */
  change(params: DidChangeTextDocumentParams): boolean;
  close(params: DidCloseTextDocumentParams): void;
  get(uri: string): OpenDocument | undefined;
  /** That of an absolute path; a text that was never saved has its URI in the working folder. */
  at(path: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
  /** Grows with every change. */
  readonly generation: number;
}

/** A store of open documents; `encodingOf` gives how the client counts. */
export function makeDocuments(encodingOf: () => Encoding): Documents {
  const byUri = new Map<string, OpenDocument>();
  const byPath = new Map<string, OpenDocument>();
  let generation = 0;
  const put = (text: TextDocument) => {
    generation++;
    const { uri, version, languageId } = text;
    const path = pathOf(uri);
    const isTooLarge = text.getText().length > MOST_MIB << 20;
    const source = new SourceFile(path === undefined ? uri : shown(path), isTooLarge ? "" : text.getText());
    bindDocument(source, text);
    const document = { uri, version, languageId, path, text, source, isTooLarge };
    byUri.set(uri, document);
    byPath.set(resolve(path ?? uri), document);
  };
  return {
    open({ textDocument: { uri, languageId, version, text } }) {
      byUri.delete(uri);
      put(TextDocument.create(uri, languageId, version, text));
    },
    change({ textDocument: { uri, version }, contentChanges }) {
      const before = byUri.get(uri);
      if (before === undefined) return false;
      const text = contentChanges.reduce((at, change) => applied(at, change, encodingOf()), before.text);
      put(TextDocument.create(uri, before.languageId, version, text.getText()));
      return true;
    },
    close({ textDocument: { uri } }) {
      const document = byUri.get(uri);
      if (document === undefined) return;
      generation++;
      byUri.delete(uri);
      byPath.delete(resolve(document.path ?? uri));
    },
    get: (uri) => byUri.get(uri),
    at: (path) => byPath.get(path),
    all: () => byUri.values(),
    get generation() {
      return generation;
    },
  };
}

type Change = DidChangeTextDocumentParams["contentChanges"][number];

/** A text after a change. The version before stays as it is, since an answer may still be computed from it. */
function applied(before: TextDocument, change: Change, encoding: Encoding): TextDocument {
  const { uri, languageId, version } = before;
  if (!("range" in change)) return TextDocument.create(uri, languageId, version, change.text);
  const text = before.getText();
  const start = toOffset(before, change.range.start, encoding);
  const end = Math.max(start, toOffset(before, change.range.end, encoding));
  return TextDocument.create(uri, languageId, version, text.slice(0, start) + change.text + text.slice(end));
}
