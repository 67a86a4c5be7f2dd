import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { reportsOf } from "./requests/diagnostic.js";
import type { Session } from "./session.js";

/** How long a client that gets diagnostics sent may type before they are computed. */
const QUIET_MS = 120;

/** Sends diagnostics to a client that does not ask for them. */
export interface Publisher {
  /** Something has changed. */
  schedule(): void;
  stop(): void;
}

/**
 * Sends those that have changed, and an empty list for a file that has none any more or is gone. `onError` gets why none
 * could be computed.
 */
export function makePublisher(
  session: Session,
  send: (params: PublishDiagnosticsParams) => void,
  onError: (error: unknown) => void,
): Publisher {
  const sent = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const publish = async (): Promise<void> => {
    const { generation } = session.documents;
    const reports = await reportsOf(session);
    if (generation !== session.documents.generation) return;
    for (const uri of sent.keys()) {
      if (reports.has(uri)) continue;
      sent.delete(uri);
      send({ uri, diagnostics: [] });
    }
    for (const [uri, { items, version }] of reports) {
      const shape = JSON.stringify(items);
      if (sent.get(uri) === shape) continue;
      sent.set(uri, shape);
      send({ uri, diagnostics: [...items], ...(version !== undefined && { version }) });
    }
  };
  return {
    schedule() {
      clearTimeout(timer);
      timer = setTimeout(() => void publish().catch(onError), QUIET_MS);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
