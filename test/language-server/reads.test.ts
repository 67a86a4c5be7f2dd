import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { brief, PULLS } from "../support/lsp-client.js";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";
import { root } from "../support/repository.js";

const makeFolder = lspFolders();
const { start } = lspClients();

/** Has a server run a script before its own. */
const preload = (folder: string, name: string) => ({ NODE_OPTIONS: `--require ${join(folder, name)}` });

/** Writes down which folders are listed and which files are opened. */
const RECORD = `
const fs = require("node:fs");
const { appendFileSync } = fs;
const log = process.env.KALINT_TEST_LOG;
let isOwn = false;
for (const [api, suffix] of [[fs, ""], [fs, "Sync"], [fs.promises, ""]]) {
  for (const name of ["readdir", "opendir", "glob", "open", "readFile", "createReadStream"]) {
    const original = api[name + suffix];
    if (original === undefined) continue;
    api[name + suffix] = function (path, ...rest) {
      if (!isOwn) {
        isOwn = true;
        appendFileSync(log, (/dir|glob/.test(name) ? "list " : "open ") + path + "\\n");
        isOwn = false;
      }
      return original.call(this, path, ...rest);
    };
  }
}
`;

describe("home folder scanned", () => {
  it("lists the folders above an open file alone, whatever the workspace is", async () => {
    const folder = makeFolder({
      "record.cjs": RECORD,
      "home/a/lb.conf": "# on disk\n",
      "home/a/below/keepalived.conf": node(51, 100),
      "home/other/keepalived.conf": node(51, 100),
      "home/a/kalint.config.json": PAIR,
      "home/a/slave.conf": node(51, 90),
      "home/a/master.conf": node(51, 100),
    });
    const [home, log] = [join(folder, "home"), join(folder, "log")];
    mkdirSync(join(folder, ".git"));
    const client = await start({
      folder: home,
      folders: ["/", home],
      capabilities: PULLS,
      options: { workspaceDiagnostics: true },
      env: { ...preload(folder, "record.cjs"), KALINT_TEST_LOG: log, HOME: home },
    });
    client.open("a/lb.conf", "vrrp_instance A {\n  interface |\n}\n");
    await client.pull("a/lb.conf");
    for (const method of ["completion", "hover", "documentLink", "documentSymbol"]) {
      const position = { line: 1, character: 12 };
      await client.request(`textDocument/${method}`, { ...doc(client, "a/lb.conf"), position });
    }
    await client.request("workspace/symbol", { query: "" });
    await client.request("workspace/diagnostic", { previousResultIds: [] });
    const lines = readFileSync(log, "utf8").split("\n");
    const all = (what: string) =>
      lines.flatMap((line) => (line.startsWith(what) ? resolve(home, line.slice(what.length)) : []));
    // The loader looks for its code cache beside itself.
    const listed = new Set(all("list ").filter((path) => path !== join(root, "dist")));
    expect([...listed].sort()).toEqual([folder, home, join(home, "a")]);
    const opened = new Set(all("open ").filter((path) => path.endsWith(".conf")));
    expect([...opened].sort()).toEqual([join(home, "a/master.conf"), join(home, "a/slave.conf")]);
  });
});

describe("settings that are at fault", () => {
  const COSTLY = `${"*a".repeat(30)}b`;
  const name = `${"a".repeat(100)}.conf`;

  it.each([
    ["a pattern that takes too long", { "kalint.config.json": JSON.stringify({ ignore: [COSTLY] }) }, "1:12"],
    ["a section of .editorconfig that takes too long", { ".editorconfig": `[${COSTLY}]\nindent_size = 2\n` }, "1:1"],
  ])("%s is shown once and does not end the server", async (_, files, place) => {
    const folder = makeFolder(files);
    const client = await start({ folder });
    const shown = client.next(({ method }) => method === "window/showMessage");
    const pushed = client.pushed(name);
    client.open(name, "vrrp_instance {\n");
    expect((await shown).params).toMatchObject({
      message: expect.stringContaining(`kalint: ${Object.keys(files)[0]}:${place}: `),
    });
    expect((await pushed).map(({ code }) => code)).toContain("missing-required");
    client.open("b.conf", "");
    await client.pushed("b.conf");
    expect(client.received.filter(({ method }) => method === "window/showMessage")).toHaveLength(1);
  });
});

it("a fault of kalint's own is logged and does not end the server", async () => {
  const folder = makeFolder({
    "poison.cjs": `
      const fs = require("node:fs");
      const { existsSync } = fs;
      fs.existsSync = (path) => {
        if (path.endsWith(".git")) throw new Error("poisoned");
        return existsSync(path);
      };`,
  });
  const client = await start({ folder, env: preload(folder, "poison.cjs") });
  const log = client.next(({ method }) => method === "window/logMessage");
  client.open("a.conf", "vrrp_instance A {\n  priority 1\n  priority 2\n}\n");
  const report = "please report it at https://github.com/kalint/kalint/issues";
  expect((await log).params).toMatchObject({
    message: `textDocument/publishDiagnostics failed: poisoned; ${report}`,
  });
  expect(await client.request("textDocument/foldingRange", doc(client, "a.conf"))).toHaveLength(1);
});

describe("which documents are judged together", () => {
  it("judges one that is opened while another request waits", async () => {
    // To find the nodes takes longer than to read all messages.
    const settings = JSON.stringify({ clusters: { web: ["nodes/**/*.conf"] } });
    const folder = makeFolder({ "kalint.config.json": settings, "nodes/a/b/c/d/e/f/x.conf": node(51, 100) });
    const client = await start({ folder, capabilities: PULLS });
    client.open("z.conf", "");
    await client.request("textDocument/foldingRange", doc(client, "z.conf"));
    const position = { line: 0, character: 0 };
    const { answer } = client.together(() => {
      client.open("a.conf", node(51, 100));
      client.ask("textDocument/documentHighlight", { ...doc(client, "a.conf"), position });
      for (let i = 0; i < 2; i++) client.notify("$/nothing", {});
      client.open("b.conf", "vrrp_instance {\n");
      return client.ask("textDocument/diagnostic", doc(client, "b.conf"));
    });
    const { items } = (await answer).result as { items: readonly Diagnostic[] };
    expect(items.map(({ code }) => code)).toContain("missing-required");
  });

  it("knows an included file that is opened later by the name that it is opened under", async () => {
    const folder = makeFolder({ "b.conf": "vrrp_script chk {\n    script /bin/true\n    weight 300\n}\n" });
    const a = `include ${folder}/b.conf\n${node(51, 100, "    track_script {\n        chk\n    }\n")}`;
    const both = async (isLate: boolean) => {
      const client = await start({ folder, capabilities: PULLS });
      client.open("a.conf", a);
      if (isLate) await client.pull("a.conf");
      client.open("b.conf", "vrrp_script chk {\n    script /bin/true\n    weight 300\n}\n");
      return [...(await client.pull("a.conf")), ...(await client.pull("b.conf"))].map(brief);
    };
    const atOnce = await both(false);
    expect(atOnce.length).toBeGreaterThan(0);
    expect(await both(true)).toEqual(atOnce);
  });
});
