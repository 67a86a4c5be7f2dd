import { describe, expect, it } from "vitest";
import type { WorkspaceDiagnosticReport } from "vscode-languageserver";
import { brief, type ClientOptions, PULLS } from "../support/lsp-client.js";
import { lspClients } from "../support/lsp-clients.js";
import { lspFolders, node, PAIR } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start } = lspClients({ capabilities: PULLS });

describe("a node of a declared cluster", () => {
  it("is compared with the others while it is not yet on disk", async () => {
    const client = await start({ folder: makeFolder({ "kalint.config.json": PAIR, "master.conf": node(51, 100) }) });
    client.open("slave.conf", node(52, 90));
    expect((await client.pull("slave.conf")).map(brief)).toContain("cluster-vrid-mismatch 3:22");
    expect(client.received.filter(({ method }) => method === "window/showMessage")).toEqual([]);
  });

  it("is compared with the others where none of them is on disk", async () => {
    const client = await start({ folder: makeFolder({ "kalint.config.json": PAIR }) });
    client.open("master.conf", node(51, 100));
    client.open("slave.conf", node(52, 90));
    expect((await client.pull("slave.conf")).map(brief)).toContain("cluster-vrid-mismatch 3:22");
  });
});

describe("all files of the folder", () => {
  const files = {
    "lb1/keepalived.conf": "vrrp_instance {\n",
    "lb2/other.conf": node(300, 90),
    "nginx.conf": "server {\n    listen 80;\n}\n",
    "node_modules/x/keepalived.conf": "vrrp_instance {\n",
  };
  const report = async (options: Partial<ClientOptions>) => {
    const folder = options.folder ?? makeFolder(files);
    const client = await start({ ...options, folder });
    const params = { previousResultIds: [] };
    const { items } = (await client.request("workspace/diagnostic", params)) as WorkspaceDiagnosticReport;
    return items.map(({ uri }) => uri.slice(client.uri("").length)).sort();
  };

  it("are checked where the setting asks for it", async () => {
    expect(await report({ options: { wholeFolder: true } })).toEqual(["lb1/keepalived.conf", "lb2/other.conf"]);
    expect(await report({ options: { workspaceDiagnostics: true } })).toEqual([]);
  });

  it("are not searched for in the home folder and above it", async () => {
    for (const home of ["", "/lb1", "/lb1/deeper"]) {
      const folder = makeFolder(files);
      expect(await report({ folder, options: { wholeFolder: true }, env: { HOME: folder + home } })).toEqual([]);
    }
    expect(await report({ options: { wholeFolder: true }, folders: ["/"] })).toEqual([]);
  });

  it("are sent to a client that does not ask", async () => {
    const client = await start({ folder: makeFolder(files), capabilities: {}, options: { wholeFolder: true } });
    client.open("a.conf", "# nothing\n");
    expect((await client.pushed("lb2/other.conf")).map(brief)).toContain("number-out-of-range 3:22");
  });
});

describe("tags", () => {
  const tagsOf = async (capabilities: ClientOptions["capabilities"], text: string) => {
    const client = await start({ folder: makeFolder(), ...(capabilities !== undefined && { capabilities }) });
    client.open("a.conf", text);
    return new Map((await client.pull("a.conf")).map(({ code, tags }) => [code, tags]));
  };
  const UNUSED = "vrrp_script chk {\n    script /bin/true\n}\n";
  const OLD = "vrrp_track_file old {\n    file /run/old\n}\n";

  it("mark what has no effect and what is deprecated, for a client that shows them", async () => {
    const capabilities = {
      ...PULLS,
      textDocument: { ...PULLS.textDocument, publishDiagnostics: { tagSupport: { valueSet: [1, 2] } } },
    } as ClientOptions["capabilities"];
    const tags = await tagsOf(capabilities, UNUSED + OLD);
    expect(tags.get("unused-definition")).toEqual([1]);
    expect(tags.get("deprecated-keyword")).toEqual([2]);
    expect(tags.get("script-security-off")).toBeUndefined();
  });

  it("are left out for others", async () => {
    expect((await tagsOf(undefined, UNUSED + OLD)).get("unused-definition")).toBeUndefined();
  });
});
