import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CodeAction,
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LspClient } from "../support/lsp-client.js";
import { lspFolders, MASTER, marked, node, PAIR, SLAVE } from "../support/lsp-folder.js";

const makeFolder = lspFolders();

/** The position of the first character of a word. */
const positionOf = (text: string, word: string, from = 0) =>
  marked(`${text.slice(0, text.indexOf(word, from))}|${text.slice(text.indexOf(word, from))}`).position;

describe("requests", () => {
  let client: LspClient;
  let count = 0;
  beforeAll(async () => {
    const folder = makeFolder({
      "kalint.config.json": PAIR,
      "master.conf": MASTER,
      "slave.conf": SLAVE,
      "conf.d/a.conf": "vrrp_script chk_more {\n    script /bin/true\n}\n",
    });
    const capabilities = {
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        hover: { contentFormat: ["markdown" as const] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        rename: { prepareSupport: true },
      },
    };
    const options = { inlayHints: true, codeLens: true };
    client = await LspClient.start({ folder, capabilities, options });
    client.open("master.conf", MASTER);
    await client.pushed("master.conf");
  });
  afterAll(() => client.kill());

  const ask = <T>(method: string, name: string, params: object = {}) =>
    client.request(`textDocument/${method}`, { textDocument: { uri: client.uri(name) }, ...params }) as Promise<T>;

  it("tells on hover what a keyword means, its value and what the other node has", async () => {
    const position = positionOf(MASTER, "priority");
    const { contents } = await ask<Hover>("hover", "master.conf", { position });
    const text = JSON.stringify(contents);
    expect(text).toContain("vrrp_instance/priority");
    expect(text).toContain("On master.conf: `priority 150`");
    expect(text).toContain("slave.conf has `priority 90`");
  });

  it("shows the words that a line takes", async () => {
    const { text, position } = marked("vrrp_instance A {\n  virtual_ipaddress {\n    192.0.2.1 dev |");
    client.open("s.conf", text);
    const help = await ask<SignatureHelp>("signatureHelp", "s.conf", { position });
    client.close("s.conf");
    expect(help.signatures[0]?.label).toContain("dev <");
    expect(help.activeParameter).toBe(0);
  });

  it("hints at values, and at no effective priority in a sync group", async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await ask<InlayHint[]>("inlayHint", "master.conf", { range });
    const position = { line: 14, character: "    priority $PRIO".length };
    // In a sync group weights have no effect unless it has sync_group_tracking_weight.
    expect(hints).toEqual([{ position, label: " = 150", paddingLeft: true }]);
  });

  it.each([
    ["weights of both signs", 100, ["weight -20", "weight 10"], "80-110 with trackers"],
    ["a reversed weight", 100, ["weight 10 reverse"], "90-100 with trackers"],
    ["what would be below 1", 10, ["weight -20"], "1-10 with trackers"],
    ["what would be above 254", 250, ["weight 20"], "250-254 with trackers"],
    ["no weight", 100, ["interval 5"], undefined],
    ["the owner of the address", 255, ["weight -20"], undefined],
  ])("hints at the effective priority: %s", async (_, priority, scripts, expected) => {
    const name = `p${count++}.conf`;
    const defined = scripts.map((line, at) => `vrrp_script s${at} {\n    script /bin/true\n    ${line}\n}\n`);
    const tracked = scripts.map((_line, at) => `        s${at}\n`).join("");
    const rest = `    track_script {\n${tracked}    }\n`;
    client.open(name, `${defined.join("")}${node(77, priority, rest)}`);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await ask<InlayHint[]>("inlayHint", name, { range });
    client.close(name);
    expect(hints.map(({ label }) => label)).toEqual(expected === undefined ? [] : [expected]);
  });

  const brief = ({ uri, range }: Location) => `${uri.split("/").at(-1)}:${range.start.line}:${range.start.character}`;

  it("finds definitions and references, in the other node too", async () => {
    const position = positionOf(MASTER, "chk_web", MASTER.indexOf("track_script"));
    const defined = await ask<Location[]>("definition", "master.conf", { position });
    expect(defined.map(brief)).toEqual(["master.conf:2:12", "slave.conf:1:12"]);
    const context = { includeDeclaration: true };
    const used = await ask<Location[]>("references", "master.conf", { position, context });
    expect(used.map(brief)).toEqual(["master.conf:2:12", "master.conf:16:8", "slave.conf:1:12", "slave.conf:15:8"]);
    expect(await ask<unknown[]>("documentHighlight", "master.conf", { position })).toHaveLength(2);
  });

  it("renames a definition wherever it is used, and refuses a name that is taken", async () => {
    const position = positionOf(MASTER, "PRIO", MASTER.indexOf("priority"));
    expect(await ask("prepareRename", "master.conf", { position })).toMatchObject({ placeholder: "PRIO" });
    const edit = await ask<WorkspaceEdit>("rename", "master.conf", { position, newName: "BASE" });
    const own = edit.changes?.[client.uri("master.conf")] ?? [];
    const changed = TextDocument.applyEdits(TextDocument.create("", "", 0, MASTER), own);
    expect(changed).toBe(MASTER.replaceAll("PRIO", "BASE"));
    expect(edit.changes?.[client.uri("slave.conf")]).toHaveLength(2);
    const instance = positionOf(MASTER, "VI_1");
    await expect(ask("rename", "master.conf", { position: instance, newName: "a b" })).rejects.toThrow(
      "not a valid name",
    );
    const script = positionOf(MASTER, "chk_web");
    await expect(ask("rename", "master.conf", { position: script, newName: "chk_more" })).rejects.toThrow(
      "defined already",
    );
    const text = "include $_PWD/x.conf\n";
    client.open("w.conf", text);
    const builtin = { position: positionOf(text, "_PWD"), newName: "HERE" };
    expect(await ask("prepareRename", "w.conf", builtin)).toBeNull();
    await expect(ask("rename", "w.conf", builtin)).rejects.toThrow("there is no name here");
    client.close("w.conf");
  });

  it("links includes, outlines, folds, finds symbols", async () => {
    const [link] = await ask<DocumentLink[]>("documentLink", "master.conf");
    expect(link?.target).toBe(client.uri("conf.d/a.conf"));
    const symbols = await ask<DocumentSymbol[]>("documentSymbol", "master.conf");
    expect(symbols.map(({ name }) => name)).toEqual([
      "vrrp_script chk_web",
      "vrrp_sync_group G1",
      "vrrp_instance VI_1",
    ]);
    expect(symbols[2]?.children?.map(({ name }) => name)).toContain("virtual_ipaddress");
    const folds = await ask<FoldingRange[]>("foldingRange", "master.conf");
    expect(folds).toContainEqual({ startLine: 2, endLine: 4 });
    const found = (await client.request("workspace/symbol", { query: "vi_1" })) as { name: string }[];
    expect(found.map(({ name }) => name)).toEqual(["VI_1", "VI_1"]);
  });

  it("selects outwards: word, line, body, block, text", async () => {
    const positions = [positionOf(MASTER, "eth0")];
    let [range] = await ask<{ range: { start: { line: number } }; parent?: never }[]>("selectionRange", "master.conf", {
      positions,
    });
    const lines: number[] = [];
    for (; range !== undefined; range = range.parent) lines.push(range.range.start.line);
    expect(lines).toEqual([12, 12, 11, 11, 0]);
  });

  it("colours the text, and the same in a part of it", async () => {
    const { data } = await ask<SemanticTokens>("semanticTokens/full", "master.conf");
    const range = { start: { line: 11, character: 0 }, end: { line: 13, character: 0 } };
    const { data: part } = await ask<SemanticTokens>("semanticTokens/range", "master.conf", { range });
    const lines = (numbers: readonly number[]) => {
      let [line, column] = [0, 0];
      return Array.from({ length: numbers.length / 5 }, (_, at) => {
        const [down = 0, right = 0, length, kind] = numbers.slice(at * 5);
        column = down === 0 ? column + right : right;
        line += down;
        return `${line}:${column}+${length} ${kind}`;
      });
    };
    expect(lines(data)).toContain("11:0+13 1");
    expect(lines(part)).toEqual(lines(data).filter((one) => /^1[12]:/.test(one)));
  });

  it("formats a range, and a block when it is closed", async () => {
    const text = "vrrp_instance A {\ninterface eth0\n}\nvrrp_instance B {\ninterface eth1\n}\n";
    client.open("r.conf", text);
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const edits = await ask<TextEdit[]>("rangeFormatting", "r.conf", { range, options: {} });
    const apply = (all: TextEdit[]) => TextDocument.applyEdits(TextDocument.create("", "", 0, text), all);
    expect(apply(edits)).toContain("    interface eth0\n");
    expect(apply(edits)).toContain("\ninterface eth1\n");
    const typed = await ask<TextEdit[]>("onTypeFormatting", "r.conf", {
      position: { line: 5, character: 1 },
      ch: "}",
      options: {},
    });
    expect(apply(typed)).toContain("    interface eth1\n");
    expect(apply(typed)).toContain("\ninterface eth0\n");
    client.close("r.conf");
  });

  it("offers fixes, suppressions, explanations and values", async () => {
    const text = "vrrp_instance A {\n    interface eth0\n    virtual_router_id 300\n    prioritty 100\n}\n";
    client.open("f.conf", text);
    const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 4 } };
    const actions = await ask<CodeAction[]>("codeAction", "f.conf", { range, context: { diagnostics: [] } });
    const [fix] = actions.filter(({ isPreferred }) => isPreferred !== undefined);
    expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(["unknown-keyword"]);
    const [ignore] = actions.filter(({ title }) => title.startsWith("Ignore"));
    expect(JSON.stringify(ignore?.edit)).toContain("    # kalint-ignore unknown-keyword: reason\\n");
    const [explain] = actions.filter(({ command }) => command !== undefined);
    const answer = await client.request("workspace/executeCommand", explain?.command);
    expect(answer).toMatch(/# `unknown-keyword`[\s\S]*## Why it matters[\s\S]*## How to fix/);
    const command = "kalint.explainRule";
    const unknown = client.request("workspace/executeCommand", { command, arguments: ["no-such-rule"] });
    await expect(unknown).rejects.toThrow('there is no rule "no-such-rule"');
    const without = client.request("workspace/executeCommand", { command });
    await expect(without).rejects.toThrow("kalint.explainRule takes the name of a rule");
    client.close("f.conf");
    const at = positionOf(MASTER, "$PRIO", MASTER.indexOf("priority"));
    const inline = await ask<CodeAction[]>("codeAction", "master.conf", {
      range: { start: at, end: at },
      context: { diagnostics: [], only: ["refactor"] },
    });
    expect(inline.map(({ title }) => title)).toEqual(['Replace $PRIO with its value "150"']);
  });

  it("offers all fixes of a kind at once, and no other", async () => {
    const text = "vrrp_instance A {\n    prioritty 100\n    interfacee eth0\n    state MASTEER\n}\nglobal_defs {\n}\n";
    client.open("k.conf", text);
    const offered = async (line: number, only?: readonly string[]) => {
      const range = { start: { line, character: 4 }, end: { line, character: 4 } };
      const context = { diagnostics: [], ...(only !== undefined && { only }) };
      const actions = await ask<CodeAction[]>("codeAction", "k.conf", { range, context });
      return actions.filter(({ title }) => title.startsWith("Fix all"));
    };
    const [all, ...others] = await offered(1);
    expect(others).toEqual([]);
    expect(all).toMatchObject({ title: "Fix all 2 of unknown-keyword in this file", kind: "quickfix" });
    const edits = all?.edit?.changes?.[client.uri("k.conf")] ?? [];
    const fixed = TextDocument.applyEdits(TextDocument.create("", "", 0, text), edits);
    expect(fixed).toBe(text.replace("prioritty", "priority").replace("interfacee", "interface"));
    // What has one fix has no other to go with it, and who wants to refactor wants no fixes.
    expect(await offered(3)).toEqual([]);
    expect(await offered(1, ["refactor"])).toEqual([]);
    client.close("k.conf");
  });

  it("names the others of the cluster above an instance", async () => {
    const lenses = await ask<CodeLens[]>("codeLens", "master.conf");
    expect(lenses.map(({ command }) => command?.title)).toEqual(["Cluster web with slave.conf"]);
  });
});

it("shows on hover Markdown to a client that reads it, else plain text", async () => {
  for (const kind of ["markdown", "plaintext"] as const) {
    const capabilities = { textDocument: { hover: { contentFormat: [kind] } } };
    const client = await LspClient.start({ folder: makeFolder(), capabilities });
    client.open("a.conf", node(51, 100));
    const params = { textDocument: { uri: client.uri("a.conf") }, position: { line: 2, character: 6 } };
    const shown = await client.request("textDocument/hover", params);
    client.kill();
    expect(shown).toMatchObject({ contents: { kind } });
  }
});
