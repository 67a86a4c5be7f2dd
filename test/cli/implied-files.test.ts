import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";
import { folderWith, lint, OFF, OWN, SEED } from "../support/settings-folder.js";

const FOUND = ["master.conf", "slave.conf"].map(OWN);
const OTHER = SEED["slave.conf"].replace("priority 99", "priority 300");

describe("kalint without names of files", () => {
  it("checks the folder where nothing is declared", () => {
    expect(lint(folderWith({ ...SEED, "mongod.conf": "net:\n  port: 1\n" }))).toEqual({
      status: 0,
      found: FOUND,
      stderr: "",
    });
  });

  it("checks the declared clusters, and only their files", () => {
    const clusters = { main: ["lb/master.conf", "lb/slave.conf"] };
    const cwd = folderWith({
      "lb/master.conf": SEED["master.conf"],
      "lb/slave.conf": SEED["slave.conf"],
      "other.conf": OTHER,
      "kalint.config.json": { clusters },
    });
    expect(lint(cwd)).toEqual({ status: 0, found: ["lb/master.conf", "lb/slave.conf"].map(OWN), stderr: "" });
    expect(lint(join(cwd, "lb"))).toMatchObject({ status: 0, found: FOUND });
    expect(lint(cwd, "--no-config")).toMatchObject({ status: 1, found: expect.arrayContaining([OWN("other.conf")]) });
  });

  it("checks the settings' folder where they declare no cluster", () => {
    expect(lint(folderWith({ ...SEED, "kalint.config.json": OFF }))).toEqual({ status: 0, found: [], stderr: "" });
  });

  it("says what to give where the folder has no configuration", () => {
    expect(lint(folderWith({ "readme.txt": "" }))).toEqual({
      status: 2,
      found: [],
      stderr: "kalint: no files given. Try: kalint keepalived.conf, kalint . or kalint -\n",
    });
  });
});

describe("--cluster without names of files", () => {
  it("checks its members, each once, and nothing else", () => {
    const cwd = folderWith({ ...SEED, "other.conf": OTHER });
    expect(lint(cwd, "--cluster", "web=master.conf,slave.conf")).toEqual({ status: 0, found: FOUND, stderr: "" });
    const { stdout } = runCli(["--cluster", "web=master.conf,slave.conf", "--format", "json"], { cwd });
    expect(JSON.parse(stdout).files).toEqual(["master.conf", "slave.conf"]);
  });

  it("compares them although nothing else says that they belong together", () => {
    const stranger = SEED["slave.conf"]
      .replace("192.168.0.100", "10.9.8.7")
      .replace("virtual_router_id 51", "virtual_router_id 77");
    const cwd = folderWith({ "master.conf": SEED["master.conf"], "z/slave.conf": stranger });
    const { status, found } = lint(cwd, "--cluster", "web=master.conf,z/slave.conf", "--quiet");
    expect(status).toBe(1);
    expect(found).toContain("z/slave.conf error cluster-vip-mismatch");
  });

  it("takes the config-ids of one file, which is read once", () => {
    const ids = "vrrp_instance V {\n@a priority 150\n@b priority 100\n}\n";
    const { stdout, status } = runCli(["--cluster", "web=ids.conf@a,ids.conf@b", "--format", "json"], {
      cwd: folderWith({ "ids.conf": ids }),
    });
    expect(JSON.parse(stdout).files).toEqual(["ids.conf"]);
    expect(status).not.toBe(2);
  });

  it("reports a member that is not there", () => {
    const { status, stderr } = lint(folderWith(SEED), "--cluster", "web=master.conf,none.conf");
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("none.conf") });
  });
});

describe("--max-warnings", () => {
  const cwd = folderWith({
    "a.conf": "vrrp_instance V {\nnonsense\n}\n",
    "warned.conf": "global_defs {\nlvs_sync_daemon_inteface eth0\n}\n",
  });
  const warned = { rule: "unknown-keyword=warning" };
  const run = (file: string, ...args: string[]) => lint(cwd, "--rule", warned.rule, ...args, file);

  it("says why the exit status is 1 although no finding is an error", () => {
    expect(run("warned.conf", "--max-warnings", "0")).toMatchObject({
      status: 1,
      stderr: "kalint: failed: 1 warning, but --max-warnings allows 0\n",
    });
    expect(run("warned.conf", "--max-warnings", "1")).toMatchObject({ status: 0, stderr: "" });
    expect(run("warned.conf")).toMatchObject({ status: 0, stderr: "" });
  });

  it("says nothing of it where errors are reason enough", () => {
    expect(lint(cwd, "--max-warnings", "0", "a.conf")).toMatchObject({ status: 1, stderr: "" });
  });
});
