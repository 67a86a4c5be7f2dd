import { describe, expect, it, vi } from "vitest";
import { spawn } from "../support/child-process.js";
import { McpClient, startRaw } from "../support/mcp-client.js";
import { CLI } from "../support/run-cli.js";

const HELLO = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const READY = { jsonrpc: "2.0", method: "notifications/initialized" };
const call = (id: number, name: string, args: object) => ({
  ...{ jsonrpc: "2.0", id, method: "tools/call" },
  params: { name, arguments: args },
});
const wait = { timeout: 60_000 };

describe("the server", () => {
  it("answers broken messages with errors and goes on", async () => {
    const server = startRaw();
    for (const message of [HELLO, READY, "{broken", "[]", '"x"', { jsonrpc: "2.0", id: 2 }]) server.send(message);
    server.send({ jsonrpc: "1.0", id: 3, method: "ping" });
    server.send({ jsonrpc: "2.0", id: 4, method: "ping", params: 7 });
    server.send({ jsonrpc: "2.0", id: {}, method: "ping" });
    server.send({ jsonrpc: "2.0", id: 5, method: "nix/nix" });
    server.send({ jsonrpc: "2.0", id: 6, method: "tools/call", params: {} });
    server.send("");
    server.send({ jsonrpc: "2.0", id: 7, method: "ping" });
    await vi.waitFor(() => expect(server.answers().some(({ id }) => id === 7)).toBe(true), wait);
    const errors = server.answers().flatMap(({ id, error }) => (error === undefined ? [] : [[id, error.code]]));
    expect(errors.toSorted()).toEqual(
      [
        [null, -32700],
        [null, -32600],
        [null, -32600],
        [2, -32600],
        [3, -32600],
        [4, -32600],
        [null, -32600],
        [5, -32601],
        [6, -32602],
      ].toSorted(),
    );
    server.child.stdin?.end();
    expect(await server.exit).toBe(0);
  });

  it("drops a line that is too long, says so, and reads the next one", async () => {
    const server = startRaw();
    for (const message of [HELLO, READY, `"${"x".repeat(33 << 20)}"`, { jsonrpc: "2.0", id: 8, method: "ping" }])
      server.send(message);
    await vi.waitFor(() => expect(server.answers().some(({ id }) => id === 8)).toBe(true), wait);
    expect(server.answers()[1]).toMatchObject({ id: null, error: { message: "a message is longer than 32 MiB" } });
    server.child.stdin?.end();
    expect(await server.exit).toBe(0);
  });

  it("writes nothing but the protocol, and leaves with 0 when its input ends", async () => {
    const server = startRaw();
    for (const message of [HELLO, READY, call(2, "explain", { name: "auth_pass" })]) server.send(message);
    await vi.waitFor(() => expect(server.answers()).toHaveLength(2), wait);
    expect(server.answers().every(({ jsonrpc }) => jsonrpc === "2.0")).toBe(true);
    expect(server.answers()[0].result.protocolVersion).toBe("2025-06-18");
    server.child.stdin?.end();
    expect(await server.exit).toBe(0);
    expect(server.err.text).toBe("");
  });

  it("leaves when its parent is gone, although the pipe stays open", async () => {
    const script = `
      const { spawn } = require(["node", "child_process"].join(":"));
      const child = spawn(process.execPath, [${JSON.stringify(CLI)}, "mcp"], { stdio: ["inherit", "ignore", "ignore"], detached: true });
      child.unref();
      console.log(child.pid);
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 1500);`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "pipe", "ignore"] });
    const pid = await new Promise<number>((done) => parent.stdout?.once("data", (data) => done(Number(data))));
    const runs = () => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    };
    expect(runs()).toBe(true);
    await vi.waitFor(() => expect(runs()).toBe(false), wait);
    parent.stdin?.end();
  });
});

/** Plays for a minute: many routers on many nodes. */
const heavy = {
  files: Array.from({ length: 8 }, (_, at) => ({
    name: `lb${at}.conf`,
    text: Array.from(
      { length: 200 },
      (_unused, id) =>
        `vrrp_script c${id} {\n script "/bin/true"\n interval 1\n weight -20\n}\nvrrp_instance V${id} {\n interface eth${id}\n virtual_router_id ${id + 1}\n priority ${100 + at * 5}\n track_script {\n  c${id}\n }\n virtual_ipaddress {\n  192.0.2.${id + 1}/24\n }\n}\n`,
    ).join(""),
  })),
  explore: 2,
};

describe("a call that takes long", () => {
  it("is ended by the time limit, and the next one is answered", async () => {
    const mcp = await McpClient.start({ args: ["--time-limit", "5"] });
    expect(await mcp.call("simulate", heavy)).toMatchObject({
      isError: true,
      text: "simulate took longer than 5 s and was ended; give fewer files",
    });
    expect(await mcp.call("lint", { files: [] })).toMatchObject({
      isError: true,
      text: expect.stringContaining('give "files"'),
    });
    await mcp.close();
  });

  it("is ended when the client cancels it, and others are answered meanwhile", async () => {
    const mcp = await McpClient.start();
    const abort = new AbortController();
    // Both threads, and more.
    const calls = [1, 2, 3].map(() => mcp.call("simulate", heavy, abort.signal).catch(() => "cancelled"));
    await new Promise((done) => setTimeout(done, 1000));
    expect((await mcp.client.listTools()).tools).toHaveLength(6);
    abort.abort();
    expect(await Promise.all(calls)).toEqual(["cancelled", "cancelled", "cancelled"]);
    const start = Date.now();
    expect(await mcp.call("lint", { files: heavy.files.slice(0, 1) })).toMatchObject({ isError: false });
    expect(Date.now() - start).toBeLessThan(25_000);
    await mcp.close();
  });

  it("has limits on texts", async () => {
    const mcp = await McpClient.start();
    const big = { name: "big.conf", text: "#".repeat((8 << 20) + 1) };
    expect((await mcp.call("lint", { files: [big] })).text).toContain("files.0.text");
    await mcp.close();
  });
});
