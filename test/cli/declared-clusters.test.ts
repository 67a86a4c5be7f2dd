import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";
import { folderWith, lint, OWN, SEED } from "../support/settings-folder.js";

const WRONG_SLAVE = {
  ...SEED,
  "slave.conf": SEED["slave.conf"].replace("virtual_router_id 51", "virtual_router_id 52"),
};
const MAIN = { clusters: { main: ["master.conf", "slave.conf"] } };

describe("a declared cluster", () => {
  it("that names a file twice is told: nothing would be compared", () => {
    const cwd = folderWith({ ...SEED, "kalint.config.json": { clusters: { main: ["master.conf", "./master.conf"] } } });
    expect(lint(cwd, "master.conf")).toMatchObject({
      status: 2,
      stderr:
        "kalint: kalint.config.json:1: cluster main names ./master.conf twice\nkalint: cluster main has only one node, so there is nothing to compare\n",
    });
    expect(lint(cwd, "slave.conf")).toMatchObject({ status: 0, stderr: "" });
  });

  it("of one node is told, unless its file is several nodes", () => {
    const ids = SEED["master.conf"].replace("  priority 100", "  @a priority 100\n  @b priority 90");
    const clusters = { one: ["master.conf"], ids: ["ids.conf"], id: ["ids2.conf@a"] };
    const cwd = folderWith({ ...SEED, "ids.conf": ids, "ids2.conf": ids, "kalint.config.json": { clusters } });
    expect(lint(cwd, "master.conf")).toMatchObject({
      status: 0,
      stderr: "kalint: cluster one has only one node, so there is nothing to compare\n",
    });
    expect(lint(cwd, "ids.conf").stderr).toBe("");
    expect(lint(cwd, "ids2.conf").stderr).toContain("cluster id has only one node");
  });

  it("is read whole when one of its files is given, and only that one is reported on", () => {
    const cwd = folderWith({ ...WRONG_SLAVE, "kalint.config.json": MAIN });
    const both = ["slave.conf error cluster-vrid-mismatch"];
    expect(lint(cwd, "slave.conf").found).toEqual([...both, OWN("slave.conf")]);
    expect(lint(cwd, "master.conf").found).toEqual([OWN("master.conf"), ...both]);
    expect(lint(cwd, "--no-config", "slave.conf").found).toEqual([OWN("slave.conf")]);
  });

  it("is found from another folder, by patterns, and by standard input's name", () => {
    const cwd = folderWith({ ...WRONG_SLAVE, "kalint.config.json": { clusters: { main: ["*.conf"] } }, "sub/x": "" });
    expect(lint(join(cwd, "sub"), "../slave.conf").found).toContain("../slave.conf error cluster-vrid-mismatch");
    const args = ["-", "--stdin-filename", "slave.conf", "--format", "compact"];
    expect(runCli(args, { cwd, input: SEED["slave.conf"] }).stdout).not.toContain("cluster-");
    expect(runCli(args, { cwd, input: WRONG_SLAVE["slave.conf"] }).stdout).toContain("cluster-vrid-mismatch");
  });

  it("is read when a file is given that one of its nodes includes", () => {
    const include = (text: string) => `${text}\ninclude conf.d/*.conf\n`;
    const files = { "master.conf": include(SEED["master.conf"]), "slave.conf": include(SEED["slave.conf"]) };
    const fragment = "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_9\n    }\n}\n";
    const cwd = folderWith({ ...files, "kalint.config.json": MAIN, "conf.d/g.conf": fragment });
    const { found } = lint(cwd, "conf.d/g.conf");
    expect(found.map((one) => one.split(" ")[2])).toContain("sync-group-unknown-member");
    expect(found.filter((one) => !one.startsWith("conf.d/g.conf "))).toEqual([]);
    // VI_1 is known, since it stands in the file that includes this one, declared or not.
    expect(lint(cwd, "--no-config", "conf.d/g.conf").found).toEqual(found);
    const path = join(cwd, "conf.d/g.conf");
    expect(lint(cwd, path).found).toEqual(found.map((one) => one.replace("conf.d/g.conf", path)));
  });

  it("may be declared on the command line", () => {
    expect(lint(folderWith(WRONG_SLAVE), "--cluster", "x=master.conf,slave.conf", "slave.conf").found).toContain(
      "slave.conf error cluster-vrid-mismatch",
    );
  });

  it("says that one of its files is missing, is a folder or cannot be used; others are not looked at", () => {
    const clusters = { main: ["master.conf", "none.conf", "x*.conf", "folder"], other: ["nothing.conf"] };
    const cwd = folderWith({ ...SEED, "folder/x": "", "kalint.config.json": { clusters } });
    const { status, stderr } = lint(cwd, "master.conf");
    expect(stderr.split("\n").slice(0, 3)).toEqual([
      "kalint: kalint.config.json:1: cluster main names none.conf, which does not exist",
      "kalint: kalint.config.json:1: cluster main has x*.conf, which matches nothing",
      "kalint: folder is a folder",
    ]);
    expect(status).toBe(2);
    expect(lint(cwd, "slave.conf").status).toBe(0);
  });

  it("has its files fixed where the finding is about the given one", () => {
    const cwd = folderWith({ ...SEED, "kalint.config.json": MAIN });
    runCli(["--fix", "slave.conf"], { cwd });
    expect(readFileSync(join(cwd, "master.conf"), "utf8")).toBe(SEED["master.conf"]);
    expect(readFileSync(join(cwd, "slave.conf"), "utf8")).not.toBe(SEED["slave.conf"]);
  });
});
