import type { DataCallback, Disposable, Message, MessageReader } from "vscode-languageserver/node";

/** Changes of texts that have arrived and wait for the request that is being answered. */
export interface Arrivals {
  /** What the connection reads from. */
  readonly reader: MessageReader;
  /** To be called when a message about the text of a document is dealt with. */
  settled(uri: string): void;
  /** Whether a newer text of this document, or of any where none is named, waits. */
  isNewer(uri?: string): boolean;
}

const CHANGES: ReadonlySet<string> = new Set([
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didClose",
]);

/** Looks at each message when it arrives, which is before its turn: an answer about an older text would be of no use. */
export function watchArrivals(reader: MessageReader): Arrivals {
  const waiting = new Map<string, number>();
  const count = (uri: string, change: number) => {
    const left = (waiting.get(uri) ?? 0) + change;
    if (left > 0) waiting.set(uri, left);
    else waiting.delete(uri);
  };
  const look = (message: Message) => {
    const uri = changedUri(message);
    if (uri !== undefined) count(uri, 1);
  };
  return {
    reader: {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
      listen: (callback: DataCallback): Disposable =>
        reader.listen((message) => {
          look(message);
          callback(message);
        }),
    },
    settled: (uri) => count(uri, -1),
    isNewer: (uri) => (uri === undefined ? waiting.size > 0 : waiting.has(uri)),
  };
}

/** Messages are what a client sends, so nothing about their shape is sure. */
function changedUri(message: Message): string | undefined {
  const { method, params } = message as { method?: unknown; params?: { textDocument?: { uri?: unknown } } };
  if (typeof method !== "string" || !CHANGES.has(method)) return undefined;
  const uri = params?.textDocument?.uri;
  return typeof uri === "string" ? uri : undefined;
}
