import { afterEach } from "vitest";
import { type ClientOptions, LspClient } from "./lsp-client.js";

/** Clients that end with the test. `usual` holds for each that is started, unless its own options say otherwise. */
export function lspClients(usual: Partial<ClientOptions> = {}) {
  const running: LspClient[] = [];
  afterEach(() => {
    for (const client of running.splice(0)) client.kill();
  });
  /** For one that was made otherwise. */
  const keep = (client: LspClient): LspClient => {
    running.push(client);
    return client;
  };
  const start = async (options: ClientOptions) => keep(await LspClient.start({ ...usual, ...options }));
  return { start, keep };
}

/** The document of a file, as requests name it. */
export const doc = (client: LspClient, name = "a.conf") => ({ textDocument: { uri: client.uri(name) } });
