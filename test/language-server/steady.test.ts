import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { spawn } from "../support/child-process.js";
import { type ClientOptions, frame, LspClient, PULLS } from "../support/lsp-client.js";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start: startIn, keep } = lspClients({ capabilities: PULLS });
const start = (options: Partial<ClientOptions> = {}) => startIn({ folder: makeFolder(), ...options });

/** Seconds that the server has computed (proc(5): utime and stime, in hundredths), whatever else the machine does. */
function processorTime(client: LspClient): number {
  const fields = readFileSync(`/proc/${client.child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A second is what the end may take; a machine that is busy for one gets another chance. */
const BUSY = { retry: 3 };

describe("a client that sends nonsense", () => {
  it("gets an error for unknown methods, and for requests before initialize and after shutdown", async () => {
    const client = new LspClient({ folder: makeFolder() });
    keep(client);
    expect((await client.ask("textDocument/hover", doc(client)).answer).error?.code).toBe(-32002);
    await client.initialize();
    expect((await client.ask("initialize", {}).answer).error?.code).toBe(-32600);
    expect((await client.ask("textDocument/nonsense", {}).answer).error?.code).toBe(-32601);
    await client.request("shutdown", undefined);
    expect((await client.ask("textDocument/hover", doc(client)).answer).error?.code).toBe(-32600);
  });

  it("gets an answer or an error for each request with parameters of any shape", async () => {
    const client = await start();
    client.open("a.conf", "vrrp_instance A {\n}\n");
    const methods = ["hover", "completion", "formatting", "diagnostic", "codeAction", "rename", "selectionRange"];
    for (const params of [undefined, null, [], {}, { textDocument: 1 }, { ...doc(client), position: "x" }]) {
      for (const method of methods) {
        const { error } = await client.ask(`textDocument/${method}`, params).answer;
        if (error !== undefined) expect(error.message).not.toBe("");
      }
    }
    expect(await client.pull("a.conf")).not.toEqual([]);
  });

  it("gets answers for positions outside, changes of closed files and versions that go back", async () => {
    const client = await start();
    client.open("a.conf", "vrrp_instance A {\n}\n");
    const position = { line: 1e9, character: 1e9 };
    expect((await client.ask("textDocument/hover", { ...doc(client), position }).answer).error).toBeUndefined();
    client.change("closed.conf", { text: "x" });
    const log = await client.next(({ method }) => method === "window/logMessage");
    expect(JSON.stringify(log.params)).toContain("is not open");
    const range = { start: position, end: position };
    client.notify("textDocument/didChange", {
      textDocument: { uri: client.uri("a.conf"), version: -5 },
      contentChanges: [{ range, text: "# end" }],
    });
    const items = (await client.request("textDocument/foldingRange", doc(client))) as unknown[];
    expect(items).toEqual([]);
    expect((await client.pull("a.conf")).length).toBeGreaterThan(0);
  });

  it("gets RequestCancelled for what it cancels", async () => {
    const client = await start();
    client.open("a.conf", "vrrp_instance A {\n}\n".repeat(2000));
    const { id, answer } = client.ask("textDocument/diagnostic", doc(client));
    client.notify("$/cancelRequest", { id });
    expect((await answer).error?.code).toBe(-32800);
  });

  it("has the newest text judged alone", async () => {
    const client = await start();
    client.open("a.conf", "");
    await client.pull("a.conf");
    const { answer } = client.together(() => {
      const asked = client.ask("textDocument/diagnostic", doc(client));
      client.change("a.conf", { text: "vrrp_instance {\n" });
      return asked;
    });
    expect((await answer).error).toMatchObject({ code: -32802, data: { retriggerRequest: true } });
    expect((await client.pull("a.conf")).length).toBeGreaterThan(0);
  });

  it(
    "gets an error within a second for a text that is too large, and the other documents are as before",
    BUSY,
    async () => {
      const client = await start();
      client.open("b.conf", "vrrp_instance {\n");
      await client.pull("b.conf");
      const warning = client.next(({ method }) => method === "window/showMessage");
      client.open("a.conf", `vrrp_instance A {\n}\n${"#".repeat(20 << 20)}`);
      // What the pipe takes for so much is not the server's.
      expect((await warning).params).toMatchObject({
        message: expect.stringMatching(/a\.conf is larger than 16 MiB and is not checked$/),
      });
      for (const method of ["foldingRange", "diagnostic", "semanticTokens/full", "formatting", "hover"]) {
        const before = processorTime(client);
        const { error } = await client.ask(`textDocument/${method}`, doc(client)).answer;
        expect(error).toMatchObject({ code: -32803, message: expect.stringContaining("is larger than 16 MiB") });
        expect(processorTime(client) - before).toBeLessThan(1);
      }
      expect(await client.request("kalint/status", doc(client))).toMatchObject({ isChecked: false });
      expect((await client.pull("b.conf")).length).toBeGreaterThan(0);
      client.change("a.conf", { text: "vrrp_instance {\n" });
      expect((await client.pull("a.conf")).length).toBeGreaterThan(0);
    },
  );

  it("may open a document twice and close one that is not open", async () => {
    const client = await start();
    client.close("a.conf");
    client.open("a.conf", "vrrp_instance A {\n}\n");
    client.open("a.conf", "");
    expect(await client.pull("a.conf")).toEqual([]);
    client.close("a.conf");
    client.close("a.conf");
    expect(await client.pull("a.conf")).toEqual([]);
  });

  it("may turn ranges round and count below zero", async () => {
    const client = await start();
    client.open("a.conf", "vrrp_instance A {\n    interface eth0\n}\n");
    const [start_, end] = [
      { line: 1, character: 1 },
      { line: -3, character: -1 },
    ];
    client.change("a.conf", { range: { start: start_, end }, text: "\n" });
    for (const method of ["rangeFormatting", "semanticTokens/range", "codeAction", "inlayHint"]) {
      const params = { ...doc(client), range: { start: start_, end }, context: { diagnostics: [] }, options: {} };
      expect((await client.ask(`textDocument/${method}`, params).answer).error).toBeUndefined();
    }
    const folds = await client.request("textDocument/foldingRange", doc(client));
    expect(folds).toEqual([{ startLine: 0, endLine: 2 }]);
  });

  it("may send notifications and answers that nobody waits for", async () => {
    const client = await start();
    client.notify("$/unheardOf", { a: 1 });
    client.notify("textDocument/didUnheardOf", null);
    client.notify("textDocument/didChange", { textDocument: null });
    client.notify("workspace/didChangeConfiguration", 7);
    client.notify("$/cancelRequest", { id: "never asked" });
    client.send({ id: 4711, result: {} });
    client.open("a.conf", "vrrp_instance {\n");
    expect((await client.pull("a.conf")).length).toBeGreaterThan(0);
  });
});

describe("the server ends", BUSY, () => {
  const within = async (client: LspClient, act: () => void) => {
    // What is loaded after the handshake is there.
    await client.request("textDocument/foldingRange", doc(client));
    const before = Date.now();
    act();
    const { code, signal } = await client.exit;
    return { code, signal, isSoon: Date.now() - before < 1000 };
  };

  it.each<[string, (client: LspClient) => void]>([
    ["at exit without shutdown", (client) => client.notify("exit", undefined)],
    ["when its input is closed", (client) => client.child.stdin?.end()],
    [
      "when its output is closed",
      (client) => {
        client.child.stdout?.destroy();
        client.open("a.conf", "vrrp_instance {\n");
        client.send({ id: 99, method: "textDocument/foldingRange", params: doc(client) });
      },
    ],
    ["at what is no message", (client) => client.child.stdin?.write("nonsense: 1\r\n\r\n")],
    ["at a message that is no JSON", (client) => client.child.stdin?.write(frame("{"))],
  ])("%s", async (_, act) => {
    const client = await start({ capabilities: {} });
    expect(await within(client, () => act(client))).toEqual({ code: 1, signal: null, isSoon: true });
  });

  it("when its parent is gone, although the pipes are open", async () => {
    const parent = spawn("sleep", ["60"], { timeout: 60_000 });
    const client = await start({ processId: parent.pid ?? null });
    expect(await within(client, () => parent.kill("SIGKILL"))).toMatchObject({ code: 1, isSoon: true });
  });
});
