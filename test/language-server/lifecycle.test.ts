import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { brief, LspClient, PULLS } from "../support/lsp-client.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-lsp-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 300\n    priority 100\n}\n";

describe("a session", () => {
  it("says what it can do, and leaves with 0 after shutdown", async () => {
    const client = new LspClient({ folder });
    const { capabilities, serverInfo } = await client.initialize();
    expect(capabilities).toMatchObject({ positionEncoding: "utf-16", documentFormattingProvider: true });
    expect(serverInfo?.name).toBe("kalint");
    expect(await client.stop()).toBe(0);
  });

  it("sends diagnostics to a client that cannot ask", async () => {
    const client = await LspClient.start({ folder });
    client.open("a.conf", TEXT);
    expect((await client.pushed("a.conf")).map(brief)).toContain("number-out-of-range 2:22");
    expect(await client.stop()).toBe(0);
  });

  it("answers a client that asks, and sends it nothing", async () => {
    const client = await LspClient.start({ folder, capabilities: PULLS });
    client.open("a.conf", TEXT);
    expect((await client.pull("a.conf")).map(brief)).toContain("number-out-of-range 2:22");
    expect(client.received.filter(({ method }) => method !== undefined)).toEqual([]);
    expect(await client.stop()).toBe(0);
  });
});
