import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { brief, LspClient, PULLS } from "../support/lsp-client.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

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

describe("the start", () => {
  it("needs nothing of the command where the options are those of editors", async () => {
    const alone = mkdtempSync(join(folder, "alone-"));
    const parts = readdirSync(`${root}dist`).filter((name) => /^(?:cli|kalint-(?:lsp|worker)-\w+)\.cjs$/.test(name));
    for (const name of parts) copyFileSync(`${root}dist/${name}`, join(alone, name));
    const session = async (...argv: readonly string[]) => {
      const client = new LspClient({ folder, argv });
      const about = await client.initialize();
      client.notify("initialized", {});
      client.open("a.conf", TEXT);
      return { about, found: (await client.pushed("a.conf")).map(brief), code: await client.stop() };
    };
    const whole = await session(`${root}dist/cli.cjs`, "lsp", "--clientProcessId", `${process.pid}`);
    const { version } = JSON.parse(readRepositoryFile("package.json")) as { version: string };
    expect(whole).toMatchObject({ about: { serverInfo: { name: "kalint", version } }, code: 0 });
    expect(whole.found).not.toEqual([]);
    const own = join(alone, "cli.cjs");
    expect(await session(own, "lsp")).toEqual(whole);
    expect(await session(own, "lsp", "--stdio", `--clientProcessId=${process.pid}`)).toEqual(whole);
  });

  it("is that of the command for other words", () => {
    const { status, stderr } = runCli(["lsp", "--stdi"]);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown option "--stdi". Did you mean --stdio?');
  });
});
