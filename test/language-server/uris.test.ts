import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import type { CodeAction, DocumentDiagnosticReport, WorkspaceEdit } from "vscode-languageserver";
import { PULLS } from "../support/lsp-client.js";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders, marked, node } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start } = lspClients({ capabilities: PULLS });

it.each([
  ["a file, as some editors write its URI", (folder: string) => `${pathToFileURL(folder).href}/%61%2Bb%40c.conf`],
  ["a text that was never saved", () => "untitled:Untitled-1"],
])("%s is judged and edited under the client's own URI", async (_, uriIn) => {
  const folder = makeFolder();
  const client = await start({ folder });
  const textDocument = { uri: uriIn(folder) };
  const open = (text: string) =>
    client.notify("textDocument/didOpen", {
      textDocument: { ...textDocument, languageId: "keepalived", version: 1, text },
    });
  const found = async () => {
    const report = (await client.request("textDocument/diagnostic", { textDocument })) as DocumentDiagnosticReport;
    return report.kind === "full" ? report.items.map(({ code }) => code) : undefined;
  };
  open(node(300, 100));
  expect(await found()).toContain("number-out-of-range");
  const range = { start: { line: 3, character: 24 }, end: { line: 3, character: 24 } };
  const params = { textDocument, range, context: { diagnostics: [] } };
  const actions = (await client.request("textDocument/codeAction", params)) as CodeAction[];
  const edited = actions.flatMap(({ edit }) => Object.keys(edit?.changes ?? {}));
  expect(new Set(edited)).toEqual(new Set([textDocument.uri]));
  const renaming = { textDocument, position: { line: 0, character: 15 }, newName: "VI_2" };
  const { changes } = (await client.request("textDocument/rename", renaming)) as WorkspaceEdit;
  expect(Object.keys(changes ?? {})).toEqual([textDocument.uri]);
  client.notify("textDocument/didClose", { textDocument });
  expect(await found()).toEqual([]);
});

it("a name that a definition makes elsewhere is not renamed", async () => {
  const client = await start({ folder: makeFolder() });
  const made = "$ROLE=web\nvrrp_script chk_$ROLE {\n    script /bin/true\n}\n";
  const uses = node(51, 100, "    track_script {\n        chk_|web\n    }\n");
  const { text, position } = marked(`${made}${uses}`);
  client.open("a.conf", text);
  const rename = () => client.ask("textDocument/rename", { ...doc(client), position, newName: "chk_app" }).answer;
  expect((await rename()).error).toMatchObject({
    code: -32803,
    message: 'a definition or a sequence makes "chk_web" elsewhere; it would keep the old name',
  });
  client.change("a.conf", { text: text.replace("chk_$ROLE", "chk_web") });
  expect((await rename()).error).toBeUndefined();
});
