import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-upgrade-"));
beforeAll(() => {
  writeFileSync(join(folder, "a.conf"), text("192.0.2.2", "192.0.2.2"));
  writeFileSync(join(folder, "b.conf"), text("192.0.2.2"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (...peers: readonly string[]) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
${peers.map((peer) => `        ${peer}\n`).join("")}    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

const upgrade = (...args: readonly string[]) => runCli(["upgrade", "--no-config", ...args], { cwd: folder });

describe("kalint upgrade", () => {
  it("shows what changes, with place, release and remedy, and fails", async () => {
    const { stdout, status } = await upgrade("--from", "2.2.7", "--to", "2.4.3", "a.conf");
    expect(stdout).toBe(`2.2.7 to 2.4.3: 1 change

Ignored:
  a.conf:8:9: 2.4.3 reports a unicast peer that is listed twice and drops the second one; 2.2.7 sends each advert twice to a peer that is listed twice [2.3.3]
    help: Remove the second one.
`);
    expect(status).toBe(1);
  });

  it("is content where nothing changes", async () => {
    const { stdout, status } = await upgrade("--from", "2.2.7", "b.conf");
    expect(stdout).toBe("2.2.7 to 2.4.3: nothing changes\n");
    expect(status).toBe(0);
  });

  it("names the releases that read the file identically where --from is missing", async () => {
    const { stdout, status } = await upgrade("a.conf");
    expect(stdout).toBe("read the file as 2.4.3 does: 2.3.3 to 2.4.2\n");
    expect(status).toBe(0);
    const { stdout: json } = await upgrade("--format", "json", "a.conf");
    expect(JSON.parse(json)).toEqual({
      version: 1,
      to: "2.4.3",
      files: ["a.conf"],
      alike: ["2.3.3", "2.3.4", "2.4.0", "2.4.1", "2.4.2", "2.4.3"],
    });
  });

  it("has all of it as json and as a table", async () => {
    const { stdout } = await upgrade("--from", "2.2.7", "--format", "json", "a.conf");
    const { changes, summary } = JSON.parse(stdout);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: "ignored",
      release: "2.3.3",
      name: "unicast-peer-repeated",
      help: "Remove the second one.",
      file: "a.conf",
      start: { line: 8, column: 9 },
      nodes: ["a.conf"],
    });
    expect(summary).toMatchObject({ refused: 0, ignored: 1 });
    const { stdout: table } = await upgrade("--from", "2.2.7", "--format", "markdown", "a.conf");
    expect(table).toContain("**keepalived 2.2.7 to 2.4.3: 1 change**");
    expect(table).toContain("| Ignored | 2.3.3 | a.conf:8:9 | 2.4.3 reports a unicast peer");
  });

  it("also goes back to an older release", async () => {
    const { stdout, status } = await upgrade("--from", "2.4.3", "--to", "2.2.7", "a.conf");
    expect(stdout).toContain("Read differently:\n  a.conf:8:9: 2.2.7 sends each advert twice");
    expect(status).toBe(1);
  });

  it.each([
    [["--from", "2.2.99", "a.conf"], "unknown release 2.2.99; 2.2 ends with 2.2.8"],
    [["--from", "1.2.13", "a.conf"], "kalint knows the behaviour of releases from 1.2.20 on, not of 1.2.13"],
    [["--from", "2.4.3", "a.conf"], "--from and --to both name 2.4.3, so nothing changes"],
    [["--from", "1.3.1", "a.conf"], "unknown release 1.3.1; 1.3.2 follows 1.3.0"],
    [["--from", "2.2.7", "missing.conf"], "missing.conf"],
  ])("refuses %j", async (args, message) => {
    const { stdout, stderr, status } = await upgrade(...args);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(message);
  });
});
