import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

const SEED = ["fixtures/seed/master.conf", "fixtures/seed/slave.conf"];

/** The seed pair in a folder of its own, with one text of the slave changed. */
function changedSlave(from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-"));
  const slave = readFileSync("fixtures/seed/slave.conf", "utf8");
  if (!slave.includes(from)) throw new Error(`the slave has no ${from}`);
  writeFileSync(join(folder, "slave.conf"), slave.replace(from, to));
  writeFileSync(join(folder, "master.conf"), readFileSync("fixtures/seed/master.conf"));
  return folder;
}

interface Shape {
  readonly diagnostics: readonly { readonly rule: string; readonly severity: string; readonly file: string }[];
}

function rulesOf(args: readonly string[], cwd?: string) {
  const { status, stdout } = runCli([...args, "--format", "json"], cwd === undefined ? {} : { cwd });
  const { diagnostics } = JSON.parse(stdout) as Shape;
  return { status, found: diagnostics.map(({ rule, severity, file }) => `${severity} ${rule} ${file}`) };
}

describe("the seed pair", () => {
  it("gives only the advice that the own interface is tracked anyway", () => {
    const { status, found } = rulesOf(SEED);
    expect(status).toBe(0);
    expect(found).toEqual(SEED.map((file) => `info track-own-interface ${file}`));
  });

  it.each([
    ["virtual_router_id 51", "virtual_router_id 52", "cluster-vrid-mismatch"],
    ["priority 99", "priority 100", "cluster-equal-priority"],
    ["priority 99", "priority 150", "cluster-state-contradicts-priority"],
    ["priority 99", "priority 300", "priority-out-of-range"],
    ["auth_pass 123456", "auth_pass 654321", "cluster-auth-mismatch"],
    ["state BACKUP", "state MASTER", "cluster-two-masters", "warning"],
    ["192.168.0.100", "192.168.0.101", "cluster-vip-mismatch"],
    ["192.168.0.100", "10.9.8.7", "cluster-vip-mismatch"],
    ["advert_int 1", "advert_int 2", "cluster-advert-int-mismatch"],
  ])("with %s changed to %s gives that one finding", (from, to, rule, severity = "error") => {
    const { status, found } = rulesOf(["--quiet", "master.conf", "slave.conf"], changedSlave(from, to));
    expect(found).toEqual([`${severity} ${rule} slave.conf`]);
    expect(status).toBe(severity === "error" ? 1 : 0);
  });
});

describe("the command line", () => {
  it("exits 2 for a file that is not there, and still checks the others", () => {
    const { status, stderr, stdout } = runCli(["missing.conf", ...SEED]);
    expect(status).toBe(2);
    expect(stderr).toContain("missing.conf");
    expect(stdout).toContain("track-own-interface");
  });

  it("reads standard input under the name it is given", () => {
    const { stdout } = runCli(["-", "--stdin-filename", "edge.conf", "--format", "compact"], { input: "nonsense 1\n" });
    expect(stdout).toMatch(/^edge\.conf:1:1: error: .*\[unknown-keyword\]$/m);
  });

  it("says which rule was meant", () => {
    const { status, stderr } = runCli(["--rule", "priority-mising=off", ...SEED]);
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean "priority-missing"?');
  });

  it("says which option was meant", () => {
    const { status, stderr } = runCli(["--quite", ...SEED]);
    expect(status).toBe(2);
    expect(stderr).toContain("--quiet");
  });

  it("turns a rule off", () => {
    const { stdout } = runCli(["--rule", "track-own-interface=off", ...SEED]);
    expect(stdout).toContain("2 files checked, no problems found");
  });

  it("exits 2 for a folder without configurations", () => {
    const folder = mkdtempSync(join(tmpdir(), "kalint-"));
    mkdirSync(join(folder, "empty"));
    const { status, stderr, stdout } = runCli(["empty"], { cwd: folder });
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("empty");
  });

  it("prints the AST of a file", () => {
    const { stdout } = runCli(["ast", SEED[0] ?? ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      vrrpInstance: [{ virtualRouterId: { value: 51 }, state: { value: "MASTER" } }],
    });
  });

  it("explains a rule", () => {
    const { stdout, status } = runCli(["explain", "cluster-vrid-mismatch"]);
    expect(status).toBe(0);
    expect(stdout).toContain("How to fix");
  });
});
