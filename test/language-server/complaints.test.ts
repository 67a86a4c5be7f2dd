import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type {
  CodeAction,
  DocumentSymbol,
  PublishDiagnosticsParams,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { brief, LspClient, PULLS } from "../support/lsp-client.js";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";
import { runCli } from "../support/run-cli.js";

const makeFolder = lspFolders();
const { start, keep } = lspClients();

const formatting = (client: LspClient, name: string) =>
  client.ask("textDocument/formatting", { ...doc(client, name), options: { tabSize: 8, insertSpaces: false } }).answer;
const apply = (text: string, edits: readonly TextEdit[]) =>
  TextDocument.applyEdits(TextDocument.create("", "", 0, text), [...edits]);
const at = (line: number, character: number) => ({ line, character });
const insert = (line: number, character: number, text: string) => ({
  range: { start: at(line, character), end: at(line, character) },
  text,
});

const UGLY = "vrrp_instance VI_1 {\ninterface eth0\n  virtual_router_id 51\n}\n";

describe("format on save eats code because the server's text is not the editor's", () => {
  it("answers ContentModified where a newer text has arrived", async () => {
    const client = await start({ folder: makeFolder() });
    client.open("a.conf", UGLY);
    await client.pushed("a.conf");
    const old = client.together(() => {
      const answer = formatting(client, "a.conf");
      client.change("a.conf", insert(0, 0, "# a comment\n"));
      return answer;
    });
    expect((await old).error?.code).toBe(-32801);
    const { result } = await formatting(client, "a.conf");
    expect(apply(`# a comment\n${UGLY}`, result as TextEdit[])).toBe(
      "# a comment\nvrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n}\n",
    );
  });

  it("takes the text of an open document from the client, whatever changes on disk", async () => {
    const folder = makeFolder({ "a.conf": "# on disk\n" });
    const client = await start({ folder });
    client.open("a.conf", UGLY);
    await client.pushed("a.conf");
    writeFileSync(join(folder, "a.conf"), "# another text on disk\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri("a.conf"), type: 2 }] });
    const { result } = await formatting(client, "a.conf");
    expect(apply(UGLY, result as TextEdit[])).toContain("    interface eth0\n");
  });

  it("names the version that the edits of a rename and of a fix are computed from", async () => {
    const capabilities = { workspace: { workspaceEdit: { documentChanges: true } } };
    const client = await start({ folder: makeFolder(), capabilities });
    client.open("a.conf", UGLY);
    const version = client.change("a.conf", insert(0, 0, "\n"));
    const edit = (await client.request("textDocument/rename", {
      ...doc(client, "a.conf"),
      position: at(1, 15),
      newName: "VI_2",
    })) as WorkspaceEdit;
    expect(edit.documentChanges).toMatchObject([{ textDocument: { version } }]);
  });
});

describe("fix on save and format on save race", () => {
  it("source.fixAll.kalint leaves a text that format does not change", async () => {
    const text = node(51, 100, "track_interface {\neth1\neth1\n}\n");
    const client = await start({ folder: makeFolder() });
    client.open("a.conf", text);
    const [action] = (await client.request("textDocument/codeAction", {
      ...doc(client, "a.conf"),
      range: { start: at(0, 0), end: at(0, 0) },
      context: { diagnostics: [], only: ["source.fixAll"] },
    })) as CodeAction[];
    expect(action?.kind).toBe("source.fixAll.kalint");
    const fixed = apply(text, action?.edit?.changes?.[client.uri("a.conf")] ?? []);
    expect(fixed).toContain("    track_interface {\n        eth1\n    }\n");
    expect(runCli(["format", "-"], { input: fixed }).stdout).toBe(fixed);
    client.change("a.conf", { text: fixed });
    expect((await formatting(client, "a.conf")).result).toEqual([]);
  });
});

describe("stale problems after a file was deleted, moved, closed or the settings changed", () => {
  const problems = ({ params }: { params?: unknown }) => params as PublishDiagnosticsParams;

  it("sends an empty list for a document that is closed", async () => {
    const client = await start({ folder: makeFolder() });
    client.open("a.conf", "vrrp_instance {\n");
    expect((await client.pushed("a.conf")).length).toBeGreaterThan(0);
    client.close("a.conf");
    expect(await client.pushed("a.conf")).toEqual([]);
  });

  it("sends an empty list for a node that is deleted, and new ones for its partner", async () => {
    const folder = makeFolder({ "kalint.config.json": PAIR, "slave.conf": node(52, 90) });
    const client = await start({ folder });
    client.open("master.conf", node(51, 100));
    writeFileSync(join(folder, "master.conf"), node(51, 100));
    expect((await client.pushed("slave.conf", (all) => all.length > 0)).map(brief)).toContain(
      "cluster-vrid-mismatch 3:22",
    );
    rmSync(join(folder, "slave.conf"));
    const empty = client.pushed("slave.conf");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri("slave.conf"), type: 3 }] });
    expect(await empty).toEqual([]);
  });

  it("judges anew when a settings file changes", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, ".git"));
    const client = await start({ folder });
    client.open("a.conf", node(51, 100).replace("    priority 100\n", ""));
    expect((await client.pushed("a.conf")).map(({ code }) => code)).toContain("priority-missing");
    writeFileSync(join(folder, "kalint.config.json"), JSON.stringify({ rules: { "priority-missing": "off" } }));
    const next = client.pushed("a.conf");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri("kalint.config.json"), type: 1 }] });
    expect((await next).map(({ code }) => code)).not.toContain("priority-missing");
  });

  it("has a client that asks ask again", async () => {
    const folder = makeFolder();
    const client = await start({ folder, capabilities: PULLS });
    client.open("a.conf", node(51, 100));
    await client.pull("a.conf");
    const refresh = client.next(({ method }) => method === "workspace/diagnostic/refresh");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri("kalint.config.json"), type: 1 }] });
    expect(problems(await refresh)).toBeUndefined();
  });
});

describe("everything twice, or nothing, in Neovim", () => {
  it.each([
    ["pull alone", { textDocument: { diagnostic: {} } }, false],
    ["refresh alone", { workspace: { diagnostics: { refreshSupport: true } } }, false],
    ["neither", {}, false],
    ["both", PULLS, true],
  ])("a client with %s", async (_, capabilities, pulls) => {
    const client = new LspClient({ folder: makeFolder(), capabilities });
    keep(client);
    const { capabilities: offered } = await client.initialize();
    expect(offered.diagnosticProvider !== undefined).toBe(pulls);
    client.notify("initialized", {});
    client.open("a.conf", "vrrp_instance {\n");
    if (pulls) expect((await client.pull("a.conf")).length).toBeGreaterThan(0);
    else await client.pushed("a.conf");
    await new Promise((done) => setTimeout(done, 300));
    const pushes = client.received.filter(({ method }) => method === "textDocument/publishDiagnostics");
    expect(pushes.length).toBe(pulls ? 0 : 1);
  });
});

describe("problems of files nobody opened", () => {
  it("shows open files and the nodes of their declared cluster, no others", async () => {
    const folder = makeFolder({
      "kalint.config.json": PAIR,
      "slave.conf": node(52, 90),
      "other.conf": "vrrp_instance {\n",
      "sub/keepalived.conf": "vrrp_instance {\n",
    });
    const client = await start({ folder });
    client.open("master.conf", node(51, 100));
    await client.pushed("slave.conf");
    await new Promise((done) => setTimeout(done, 300));
    const uris = client.received
      .filter(({ method }) => method === "textDocument/publishDiagnostics")
      .map(({ params }) => (params as PublishDiagnosticsParams).uri);
    expect([...new Set(uris)].sort()).toEqual([client.uri("master.conf"), client.uri("slave.conf")]);
  });
});

describe("outline of 20,000 lines makes the editor crawl; a diagnostic that spans the rest of the file", () => {
  it("ends an outline at maxSymbols, with a hint", async () => {
    const capabilities = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } };
    const client = await start({ folder: makeFolder(), capabilities, options: { maxSymbols: 20 } });
    client.open("a.conf", Array.from({ length: 100 }, (_, i) => node(1 + i, 100)).join(""));
    const symbols = (await client.request("textDocument/documentSymbol", doc(client, "a.conf"))) as DocumentSymbol[];
    const count = (all: readonly DocumentSymbol[]): number =>
      all.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
    expect(count(symbols)).toBe(21);
    expect(symbols.at(-1)?.name).toBe("… 780 more (setting maxSymbols)");
  });

  it("shows no diagnostic over more than the line of its cause", async () => {
    const client = await start({ folder: makeFolder(), capabilities: PULLS });
    client.open("a.conf", `global_defs {\n    router_id "lb1\n    vrrp_version 3\n${node(51, 100)}{{\n`.repeat(3));
    const ranges = (await client.pull("a.conf")).map(({ range }) => range);
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.filter(({ start, end }) => start.line !== end.line)).toEqual([]);
  });
});

describe("positions off by one after CJK, emoji, CRLF", () => {
  const text =
    'global_defs {\r\n    router_id 東京😀x\r\n    # 😀\r\n    vrrp_version 9 # 😀\r\n    notification_email { "😀a" vrrp_version 9 }\r\n    smtp_server 東京😀 300000\r\n}\r\n';

  it.each([
    ["utf-8", 27],
    ["utf-16", 21],
    ["utf-32", 20],
  ])("%s", async (encoding, column) => {
    const capabilities = { ...PULLS, general: { positionEncodings: [encoding] } };
    const client = new LspClient({ folder: makeFolder(), capabilities });
    keep(client);
    expect((await client.initialize()).capabilities.positionEncoding).toBe(encoding);
    client.notify("initialized", {});
    client.open("a.conf", text);
    const found = (await client.pull("a.conf")).filter(({ code }) => code === "number-out-of-range");
    expect(found.map(({ range }) => range)).toEqual([
      { start: at(3, 17), end: at(3, 18) },
      { start: at(5, column), end: at(5, column + 6) },
    ]);
    // An edit after the wide characters of a line goes where the client means.
    const width = { "utf-8": 24, "utf-16": 18, "utf-32": 17 }[encoding] ?? 0;
    client.change("a.conf", insert(1, width, "y"));
    const hover = (await client.request("textDocument/hover", {
      ...doc(client, "a.conf"),
      position: at(1, width),
    })) as {
      range: { start: { character: number }; end: { character: number } };
    };
    expect(hover.range).toMatchObject({ start: { character: 14 }, end: { character: width + 2 } });
  });
});

describe("schema or language not chosen for my file name", () => {
  it.each([
    ["its language", "lb.txt", "keepalived", "x\n", true, "the editor says that its language is keepalived"],
    ["a modeline", "lb.txt", "plaintext", "# vim: ft=keepalived\nx\n", true, "a modeline says keepalived"],
    ["its text", "lb.conf", "conf", "vrrp_instance A {\n}\n", true, "its name or its text is keepalived's"],
    ["nothing", "nginx.conf", "conf", "server {\n  listen 80;\n}\n", false, 'its language is "conf", and it does not'],
  ])("says why: %s", async (_, name, language, text, isChecked, reason) => {
    const client = await start({ folder: makeFolder(), capabilities: PULLS });
    client.open(name, text, language);
    expect(await client.request("kalint/status", doc(client, name))).toMatchObject({
      isChecked,
      reason: expect.stringContaining(reason),
    });
    if (!isChecked) expect(await client.pull(name)).toEqual([]);
  });

  it("checks a text as soon as it is keepalived's by what is typed, and no longer than that", async () => {
    const client = await start({ folder: makeFolder(), capabilities: PULLS });
    client.open("new.conf", "", "conf");
    expect(await client.pull("new.conf")).toEqual([]);
    client.change("new.conf", { text: "vrrp_instance A {\n    prioriti 5\n}\n" });
    expect((await client.pull("new.conf")).map(brief)).toContainEqual(expect.stringContaining("unknown-keyword"));
    client.change("new.conf", { text: "server {\n    listen 80;\n}\n" });
    expect(await client.pull("new.conf")).toEqual([]);
  });
});
