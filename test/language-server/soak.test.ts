import { expect, it } from "vitest";
import type { DocumentDiagnosticReport, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LspClient, PULLS } from "../support/lsp-client.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";

const makeFolder = lspFolders();

/** `KALINT_SOAK=20000` types as many edits; each 50th is compared with a process that has just been started. */
const EDITS = Number(process.env.KALINT_SOAK ?? 200);
const EACH = 50;

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = ["}", "{", "\n", " ", "#", '"', "$A", "priority 300\n", "@x ", "e", "😀", "\r\n", "\t", "include x\n"];

it("is after many edits as a server that has just been started", async () => {
  const folder = makeFolder({ "kalint.config.json": PAIR, "master.conf": node(51, 100), "slave.conf": node(51, 90) });
  const client = await LspClient.start({ folder, capabilities: PULLS });
  const texts = new Map([
    ["master.conf", node(51, 100).repeat(3)],
    ["slave.conf", node(51, 90)],
  ]);
  const undo: [string, string][] = [];
  for (const [name, text] of texts) client.open(name, text);
  const random = randomNumbers(7);
  const next = (text: string): TextDocumentContentChangeEvent => {
    const document = TextDocument.create("", "", 0, text);
    const kind = random(20);
    if (kind === 0)
      return { text: text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n") };
    const start = random(text.length + 1);
    const end = kind < 10 ? start : Math.min(text.length, start + random(12));
    const added = kind === 1 ? node(random(255), random(300)) : kind < 14 ? (PIECES[random(PIECES.length)] ?? "") : "";
    return { range: { start: document.positionAt(start), end: document.positionAt(end) }, text: added };
  };
  try {
    for (let edit = 1; edit <= EDITS; edit++) {
      const name = random(2) === 0 ? "master.conf" : "slave.conf";
      const before = texts.get(name) ?? "";
      const last = random(6) === 0 ? undo.pop() : undefined;
      const change = last?.[0] === name ? { text: last[1] } : next(before);
      const document = TextDocument.create("", "", 0, before);
      const after = TextDocument.update(document, [change], 1).getText();
      undo.push([name, before]);
      // Texts stay small, so that many edits are many cases.
      const kept = after.length > 6000 ? node(51, 100) : after;
      texts.set(name, kept);
      client.change(name, kept === after ? change : { text: kept });
      if (edit % EACH === 0) expect(await answers(client, texts), `edit ${edit}`).toEqual(await fresh(folder, texts));
    }
  } finally {
    client.kill();
  }
}, 3_600_000);

async function fresh(folder: string, texts: ReadonlyMap<string, string>): Promise<unknown> {
  const client = await LspClient.start({ folder, capabilities: PULLS });
  try {
    for (const [name, text] of texts) client.open(name, text);
    return await answers(client, texts);
  } finally {
    client.kill();
  }
}

/** Diagnostics, symbols and tokens of all documents. */
async function answers(client: LspClient, texts: ReadonlyMap<string, string>): Promise<unknown> {
  const all: unknown[] = [];
  for (const name of texts.keys()) {
    const params = { textDocument: { uri: client.uri(name) } };
    const { items } = (await client.request("textDocument/diagnostic", params)) as DocumentDiagnosticReport & {
      items: unknown;
    };
    const symbols = await client.request("textDocument/documentSymbol", params);
    all.push(name, items, symbols, await client.request("textDocument/semanticTokens/full", params));
  }
  return all;
}
