import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { TextDocumentContentChangeEvent, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LspClient, PULLS } from "../support/lsp-client.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";

const makeFolder = lspFolders();

/** `npm run test:soak` types 20,000; each 50th is compared with a process that has just been started. */
const EDITS = Number(process.env.KALINT_SOAK ?? 200);
const SEED = Number(process.env.KALINT_SOAK_SEED ?? 7);
const EACH = 50;
const LIMIT = 4 * 3_600_000;
/** Memory that a server may take more at the end than it took when it was warm, in MiB; a short run is not warm. */
const GROWTH = EDITS < 20_000 ? 60 : 5;

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  "}",
  "{",
  "\n",
  " ",
  "#",
  '"',
  "$A",
  "priority 300\n",
  "@x ",
  "e",
  "😀",
  "\r\n",
  "\t",
  "include x\n",
  "\\\n",
];

/** Blocks as they are pasted: of each kind that others refer to, and lines that reach beyond themselves. */
const BLOCKS = [
  "vrrp_script chk {\n    script /bin/true\n    weight 5\n}\n",
  "vrrp_sync_group G {\n    group {\n        VI_51\n        VI_52\n    }\n}\n",
  "global_defs {\n    router_id a\n    script_user root\n}\n",
  "virtual_server 192.0.2.1 80 {\n    lb_algo rr\n    real_server 192.0.2.9 80 {\n        TCP_CHECK {\n        }\n    }\n}\n",
  "vrrp_instance VI_52 {\n    interface eth1\n    virtual_router_id 52\n    track_script {\n        chk\n    }\n}\n",
  "bfd_instance B {\n    neighbor_ip 192.0.2.3\n}\n",
  "$A=eth0\n",
  "$B= \\\n    priority 7 \\\n    nopreempt\n",
  "# kalint-ignore-file priority-missing: soak\n",
  "vrrp_instance VI_51 {\n    $B\n    interface $A\n}\n",
  "static_ipaddress {\n    192.0.2.7 dev eth0\n}\n",
];

it(
  `is after ${EDITS} edits as a server that has just been started`,
  async () => {
    const folder = makeFolder({ "kalint.config.json": PAIR, "master.conf": node(51, 100), "slave.conf": node(51, 90) });
    const client = await LspClient.start({ folder, capabilities: PULLS, timeout: LIMIT });
    const texts = new Map([
      ["master.conf", node(51, 100).repeat(3)],
      ["slave.conf", node(51, 90)],
    ]);
    for (const [name, text] of texts) client.open(name, text);
    const typist = new Typist(SEED);
    const memory: number[] = [];
    try {
      for (let edit = 1; edit <= EDITS; edit++) {
        const { name, text, change } = typist.edit(texts);
        texts.set(name, text);
        client.change(name, change);
        // Most versions are asked about, as an editor does.
        if (edit % 3 !== 0) await client.pull(name);
        if (edit % EACH !== 0) continue;
        const [own, anew] = await Promise.all([answers(client, texts), fresh(folder, texts)]);
        expect(own, `edit ${edit}, seed ${SEED}`).toEqual(anew);
        memory.push(residentOf(client.child.pid));
      }
      const growth = growthOf(memory);
      process.stdout.write(
        `${EDITS} edits: ${memory.at(-1)?.toFixed(0)} MiB, ${growth.toFixed(1)} MiB more than warm\n`,
      );
      expect(growth).toBeLessThan(GROWTH);
    } finally {
      client.kill();
    }
  },
  LIMIT,
);

/** Types, pastes, deletes, takes back, and changes all line ends. */
class Typist {
  readonly #random: (below: number) => number;
  readonly #undo: { readonly name: string; readonly text: string }[] = [];

  constructor(seed: number) {
    this.#random = randomNumbers(seed);
  }

  edit(texts: ReadonlyMap<string, string>): {
    readonly name: string;
    readonly text: string;
    readonly change: TextDocumentContentChangeEvent;
  } {
    const name = this.#random(2) === 0 ? "master.conf" : "slave.conf";
    const before = texts.get(name) ?? "";
    const last = this.#random(6) === 0 ? this.#undo.pop() : undefined;
    const change = last?.name === name ? { text: last.text } : this.#next(before);
    const text = TextDocument.update(TextDocument.create("", "", 0, before), [change], 1).getText();
    this.#undo.push({ name, text: before });
    if (this.#undo.length > 100) this.#undo.shift();
    // Texts stay small, so that many edits are many cases.
    if (text.length <= 6000) return { name, text, change };
    return { name, text: node(51, 100), change: { text: node(51, 100) } };
  }

  #next(text: string): TextDocumentContentChangeEvent {
    const document = TextDocument.create("", "", 0, text);
    const kind = this.#random(20);
    if (kind === 0)
      return { text: text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n") };
    const isBlock = kind < 5;
    // A block is pasted or taken out where a line begins.
    const at = this.#random(text.length + 1);
    const start = isBlock ? text.lastIndexOf("\n", at - 1) + 1 : at;
    const block = text.slice(start).search(/\n\}\r?\n/);
    const end = kind === 1 && block >= 0 ? start + block + 3 : kind < 10 ? start : start + this.#random(12);
    const range = { start: document.positionAt(start), end: document.positionAt(Math.min(text.length, end)) };
    return { range, text: this.#added(kind) };
  }

  #added(kind: number): string {
    if (kind === 1) return "";
    if (kind === 2) return node(this.#random(255), this.#random(300));
    if (kind < 5) return BLOCKS[this.#random(BLOCKS.length)] ?? "";
    return kind < 14 ? (PIECES[this.#random(PIECES.length)] ?? "") : "";
  }
}

const residentOf = (pid: number | undefined): number => {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  return Number(kib) / 1024;
};

/** Least memory in the last tenth of a run less that in the second: a collection may be due at any time. */
function growthOf(memory: readonly number[]): number {
  const tenth = Math.max(1, Math.floor(memory.length / 10));
  return Math.min(...memory.slice(-tenth)) - Math.min(...memory.slice(tenth, 2 * tenth));
}

async function fresh(folder: string, texts: ReadonlyMap<string, string>): Promise<unknown> {
  const client = await LspClient.start({ folder, capabilities: PULLS });
  try {
    for (const [name, text] of texts) client.open(name, text);
    return await answers(client, texts);
  } finally {
    client.kill();
  }
}

/** What an editor asks of all documents. */
async function answers(client: LspClient, texts: ReadonlyMap<string, string>): Promise<unknown> {
  const all: unknown[] = [];
  for (const [name, text] of texts) {
    const textDocument = { uri: client.uri(name) };
    all.push(name, await client.pull(name));
    for (const method of ["documentSymbol", "semanticTokens/full", "foldingRange", "documentLink"]) {
      all.push(await client.request(`textDocument/${method}`, { textDocument }));
    }
    // Which edits they are may differ, not what they make of the text.
    const edits = await client.request("textDocument/formatting", { textDocument, options: {} });
    all.push(TextDocument.applyEdits(TextDocument.create("", "", 0, text), edits as TextEdit[]));
  }
  return all;
}
