import { describe, expect, it } from "vitest";
import type { WorkspaceDiagnosticReport } from "vscode-languageserver";
import { brief, LspClient, PULLS } from "../support/lsp-client.js";
import { lspClients } from "../support/lsp-clients.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start, keep } = lspClients();

const TEXT = `include ../outside.conf
vrrp_instance A {
    interface eth0
    virtual_router_id 51
    @main priority 300
    @backup priority 400
}
`;
const OUTSIDE = "include-not-found 0:8";
const MAIN = "priority-out-of-range 4:19";
const BACKUP = "priority-out-of-range 5:21";

/** Which of the three findings that settings decide about there are. */
async function found(client: LspClient): Promise<readonly string[]> {
  const all = (await client.pull("in/a.conf")).map(brief);
  return [OUTSIDE, MAIN, BACKUP].filter((one) => all.includes(one));
}

const folderOf = () => makeFolder({ "outside.conf": "# outside\n", "in/keep": "" });

describe("settings of the server", () => {
  it.each([
    ["none", () => undefined, [MAIN, BACKUP]],
    ["configIds", () => ({ configIds: ["main"] }), [MAIN]],
    ["includeRoot", (folder: string) => ({ includeRoot: `${folder}/in` }), [OUTSIDE, MAIN, BACKUP]],
    ["what is empty", () => ({ configIds: [], includeRoot: "", target: "" }), [MAIN, BACKUP]],
    ["values of other types", () => ({ configIds: "main", includeRoot: 1, maxSymbols: "x" }), [MAIN, BACKUP]],
    ["what is no object", () => "main", [MAIN, BACKUP]],
  ])("as initialization options: %s", async (_, options, expected) => {
    const folder = folderOf();
    const client = await start({ folder, capabilities: PULLS, options: options(folder) });
    client.open("in/a.conf", TEXT);
    expect(await found(client)).toEqual(expected);
  });

  it("are asked for, one by one before initialization options, and again when they change", async () => {
    const folder = folderOf();
    let kalint: object | null = { configIds: ["backup"] };
    const client = await start({
      folder,
      capabilities: { ...PULLS, workspace: { ...PULLS.workspace, configuration: true } },
      options: { configIds: ["main"], includeRoot: `${folder}/in` },
      answer: (method) => (method === "workspace/configuration" ? [kalint] : null),
    });
    const again = () => client.next(({ method }) => method === "workspace/diagnostic/refresh");
    await again();
    client.open("in/a.conf", TEXT);
    expect(await found(client)).toEqual([OUTSIDE, BACKUP]);
    kalint = { includeRoot: null };
    const refreshed = again();
    client.notify("workspace/didChangeConfiguration", { settings: null });
    await refreshed;
    expect(await found(client)).toEqual([MAIN]);
  });

  it("are taken from workspace/didChangeConfiguration where they cannot be asked for", async () => {
    const client = await start({ folder: folderOf(), capabilities: PULLS });
    client.open("in/a.conf", TEXT);
    expect(await found(client)).toEqual([MAIN, BACKUP]);
    const refreshed = client.next(({ method }) => method === "workspace/diagnostic/refresh");
    client.notify("workspace/didChangeConfiguration", { settings: { kalint: { configIds: ["backup"] } } });
    await refreshed;
    expect(await found(client)).toEqual([BACKUP]);
  });

  it("workspaceDiagnostics lets the client ask for open files and the nodes of their clusters at once", async () => {
    const folder = makeFolder({ "kalint.config.json": PAIR, "slave.conf": node(52, 90), "other.conf": "x\n" });
    for (const workspaceDiagnostics of [false, true]) {
      const client = new LspClient({ folder, capabilities: PULLS, options: { workspaceDiagnostics } });
      keep(client);
      const { capabilities } = await client.initialize();
      expect(capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics });
      client.notify("initialized", {});
      client.open("master.conf", node(51, 100));
      const ask = async (previousResultIds: readonly object[]) => {
        const report = await client.request("workspace/diagnostic", { previousResultIds });
        return (report as WorkspaceDiagnosticReport).items;
      };
      const items = await ask([]);
      expect(items.map(({ uri, kind, version }) => [uri, kind, version])).toEqual([
        [client.uri("master.conf"), "full", 1],
        [client.uri("slave.conf"), "full", null],
      ]);
      const gone = { uri: client.uri("gone.conf"), value: "x" };
      const before = items.map(({ uri, resultId = "" }) => ({ uri, value: resultId }));
      expect((await ask([...before, gone])).map(({ kind }) => kind)).toEqual(["unchanged", "unchanged", "full"]);
    }
  });
});
