import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList } from "vscode-languageserver";
import { LspClient } from "../support/lsp-client.js";
import { lspFolders, MASTER, marked, PAIR, SLAVE } from "../support/lsp-folder.js";

const makeFolder = lspFolders();

describe("completion", () => {
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
      },
    };
    client = await LspClient.start({ folder, capabilities });
    client.open("master.conf", MASTER);
    await client.pushed("master.conf");
  });
  afterAll(() => client.kill());

  const ask = <T>(method: string, name: string, params: object = {}) =>
    client.request(`textDocument/${method}`, { textDocument: { uri: client.uri(name) }, ...params }) as Promise<T>;

  async function complete(input: string): Promise<readonly CompletionItem[]> {
    const { text, position } = marked(input);
    const name = `c${count++}.conf`;
    client.open(name, text);
    const { items } = await ask<CompletionList>("completion", name, { position });
    client.close(name);
    return items;
  }
  const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);

  it("completes keywords at top level, with arguments to fill in", async () => {
    const items = await complete("vrrp_in|");
    const [instance] = items.filter(({ label }) => label === "vrrp_instance");
    expect(instance).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: "vrrp_instance ${1:name} {\n\t$0\n}", range: { start: { line: 0, character: 0 } } },
    });
  });

  it("completes the keywords of a block that is not closed yet", async () => {
    const found = labels(
      await complete("vrrp_instance A {\n    virtual_ipaddress {\n        192.0.2.1\n    }\n    pri|"),
    );
    expect(found).toContain("priority");
    expect(found).not.toContain("vrrp_instance");
    expect(
      labels(await complete("vrrp_instance A {\n    authentication {\n        au|\nvrrp_instance B {\n}\n")),
    ).toContain("auth_type");
  });

  it("completes values, options of lines, and names", async () => {
    expect(labels(await complete("vrrp_instance A {\n    state |"))).toEqual(["MASTER", "BACKUP"]);
    expect(labels(await complete("vrrp_instance A {\n  virtual_ipaddress {\n    192.0.2.1 |"))).toContain("dev");
    expect(labels(await complete("vrrp_instance A {\n  track_script {\n    |"))).toEqual(
      expect.arrayContaining(["chk_web", "chk_more"]),
    );
    expect(labels(await complete("vrrp_sync_group A {\n  group {\n    |"))).toContain("VI_1");
    expect(labels(await complete("vrrp_instance A {\n  priority $|"))).toContain("$PRIO");
    expect(labels(await complete("vrrp_instance A {\n  interface |"))).toContain("eth0");
    expect(labels(await complete("# kalint-ignore |"))).toContain("auth-pass-weak");
  });

  it.each([
    ["no release", {}, {}, true],
    ["an old one of the editor", { target: "1.3.0" }, {}, false],
    ["an old one of the project, which wins", { target: "2.3.0" }, { target: "1.3.0" }, false],
    ["a new one of the project, which wins", { target: "1.3.0" }, { target: "2.3.0" }, true],
  ])("completes what the release knows: %s", async (_, options, settings, isNew) => {
    const folder = makeFolder({ "kalint.config.json": JSON.stringify(settings) });
    const own = await LspClient.start({ folder, options });
    const at = async (name: string, input: string) => {
      const { text, position } = marked(input);
      own.open(name, text);
      await own.pushed(name);
      const params = { textDocument: { uri: own.uri(name) }, position };
      return labels(((await own.request("textDocument/completion", params)) as CompletionList).items);
    };
    // keepalived has track_process since 2.0.11, mngtmpaddr since 2.0.11, and the scheduler mh since 2.0.19.
    const keywords = await at("a.conf", "vrrp_instance A {\n    |");
    const entry = await at("b.conf", "vrrp_instance A {\n  virtual_ipaddress {\n    192.0.2.1 |");
    own.kill();
    expect(keywords).toContain("track_script");
    expect(keywords.includes("track_process")).toBe(isNew);
    expect(entry).toContain("label");
    expect(entry.includes("mngtmpaddr")).toBe(isNew);
  });

  it("documents a completion when it is asked to", async () => {
    const [item] = (await complete("vrrp_instance A {\n    advert_|")).filter(({ label }) => label === "advert_int");
    const resolved = (await client.request("completionItem/resolve", item)) as CompletionItem;
    // A client that did not say that it reads Markdown there gets none.
    expect(resolved.documentation).toMatchObject({
      kind: "plaintext",
      value: expect.stringMatching(/vrrp_instance\/advert_int[\s\S]*Arguments[\s\S]*Default[\s\S]*Invalid input/),
    });
  });
});
