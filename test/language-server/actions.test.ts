import { expect, it } from "vitest";
import type { CodeAction, CodeLens } from "vscode-languageserver";
import { PULLS } from "../support/lsp-client.js";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start } = lspClients({ capabilities: PULLS });

it("a fix is preferred, so that an editor may take it unasked, only where it is safe", async () => {
  const client = await start({ folder: makeFolder() });
  const text = `${node(51, 100, "    track_interface {\n        eth1\n        eth1\n    }\n")}bfd_instance B {\n`;
  client.open("a.conf", text);
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const params = { ...doc(client), range, context: { diagnostics: [], only: ["quickfix"] } };
  const actions = (await client.request("textDocument/codeAction", params)) as CodeAction[];
  const preferred = actions.filter(({ isPreferred }) => isPreferred === true).map(({ title }) => title);
  const others = actions.filter(({ isPreferred }) => isPreferred === false).map(({ title }) => title);
  expect(preferred.length).toBeGreaterThan(0);
  expect(preferred.filter((title) => title.endsWith("(may change behaviour)"))).toEqual([]);
  expect(others).toContain('Insert the missing "}" (may change behaviour)');
});

it("a code lens is at the instances of its own file, not at those of its includes", async () => {
  const included = node(52, 100).replace("VI_1", "VI_2");
  const master = `include more.conf\n${node(51, 100)}`;
  const folder = makeFolder({
    "kalint.config.json": PAIR,
    "more.conf": included,
    "master.conf": master,
    "slave.conf": node(51, 90),
  });
  const client = await start({ folder, options: { codeLens: true } });
  client.open("master.conf", master);
  const lenses = (await client.request("textDocument/codeLens", doc(client, "master.conf"))) as CodeLens[];
  expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [1, "Cluster web with slave.conf"],
  ]);
});
