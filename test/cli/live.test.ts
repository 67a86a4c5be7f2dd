import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";
import { folderWith } from "../support/settings-folder.js";

const example = (name: string): string => readFileSync(`${root}fixtures/examples/two-masters/${name}`, "utf8");
const part = (name: string, kind: "data" | "stats"): string => {
  const text = example(name);
  const at = text.indexOf("VRRP Instance: ");
  return kind === "data" ? text.slice(0, at) : text.slice(at);
};

const cwd = folderWith({
  "lb1.conf": example("lb1.conf"),
  "lb2.conf": example("lb2.conf"),
  "old/lb1.conf": example("lb1.conf").replace("new-key", "old-key"),
  "old/lb2.conf": example("lb2.conf").replace("new-key", "old-key"),
  "lb1.dump": example("lb1.dump"),
  "lb2.dump": example("lb2.dump"),
  "a.txt": part("lb1.dump", "data"),
  "b.txt": part("lb1.dump", "stats"),
  "backup.dump": example("lb2.dump")
    .replaceAll("= MASTER", "= BACKUP")
    .replaceAll(" set\n", "\n")
    .replace("new-key", "old-key"),
  "other.txt": "hello\n",
  "empty.conf": "global_defs {\n}\n",
});

const live = (...args: readonly string[]) => runCli(["live", ...args], { cwd });
const DUMPS = ["lb1.dump", "lb2.dump"];
const CONFIG = ["--config", "lb1.conf", "lb2.conf"];

describe("kalint live", () => {
  it("says who is MASTER, why two are, and what was not reloaded", () => {
    const { status, stdout, stderr } = live(...DUMPS, ...CONFIG);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "VI_1 (VRID 51): 2 MASTERs: lb1 and lb2
        lb1  MASTER  priority 150  since 2026-11-30 13:13:10 UTC  lb1.dump:76
        lb2  MASTER  priority 100  since 2026-11-30 13:13:19 UTC  lb2.dump:76
        VIPs   192.0.2.10 on lb1 and lb2
        why    lb2 rejects the adverts of lb1: auth_pass differs (lb2 has counted 5)  lb1.conf:12, lb2.conf:12
        help   the files agree, but lb1 runs something else: reload keepalived there
        why    lb1 rejects the adverts of lb2: auth_pass differs (lb1 has counted 2)  lb2.conf:12, lb1.conf:12
        help   the files agree, but lb1 runs something else: reload keepalived there
        model  with these files lb1 alone holds it

      lb1: runs otherwise than lb1.conf says; keepalived has not read the file since it was changed, or left lines out
        VI_1  auth_pass  another secret runs than is written  lb1.conf:12, lb1.dump:76

      lb2: runs what lb2.conf says

      1 double, 1 difference
      "
    `);
  });

  it("works without configurations, in any order, and with a file for each signal", () => {
    const { status, stdout } = live("lb2.dump", "lb1.dump");
    expect(status).toBe(1);
    expect(stdout).toContain("VI_1 (VRID 51): 2 MASTERs: lb2 and lb1\n");
    expect(stdout).not.toContain("model");
    expect(live("lb1=a.txt", "lb1=b.txt", "lb2.dump").stdout).toContain("auth_pass differs (lb1 has counted 2)");
    expect(live("lb1=a.txt", "lb2.dump").stdout).toContain("no counters of lb1: give keepalived.stats too");
  });

  it("never shows a secret, in any form", () => {
    for (const format of ["text", "json", "markdown"]) {
      const { stdout, stderr } = live("--format", format, ...DUMPS, ...CONFIG);
      expect(stdout).toContain("auth_pass");
      expect(stdout + stderr).not.toMatch(/old-key|new-key/);
    }
  });

  it("is content where one holds, and says who holds it where that dump is not there", () => {
    const { status, stdout } = live("lb1.dump", "backup.dump", "--config", "old/lb1.conf", "old/lb2.conf");
    expect(stdout).toContain("VI_1 (VRID 51): held by lb1\n");
    expect(status).toBe(0);
    const alone = live("lb2=backup.dump", ...CONFIG);
    expect(alone.stdout).toContain("held by none of these nodes");
    expect(alone.stdout).toContain("no dump of lb1: what these nodes do is not known");
  });

  it("gives JSON and Markdown", () => {
    const json = JSON.parse(live("--format", "json", ...DUMPS, ...CONFIG).stdout);
    expect(json).toMatchObject({
      version: 1,
      isSound: false,
      nodes: [
        { name: "lb1", config: "lb1.conf", runsAsWritten: false },
        { name: "lb2", runsAsWritten: true },
      ],
      routers: [{ verdict: "double", holders: ["lb1", "lb2"], model: { holders: ["lb1"], agrees: false } }],
      differences: [{ node: "lb1", setting: "auth_pass", at: { file: "lb1.conf", line: 12, column: 19 } }],
    });
    expect(json.routers[0].reasons[0]).toMatchObject({
      sender: "lb1",
      receiver: "lb2",
      kind: "secret",
      counted: 5,
      inFiles: false,
    });
    const { stdout } = live("--format", "markdown", ...DUMPS, ...CONFIG);
    expect(stdout).toContain("## VI\\_1".replace("\\_", "_"));
    expect(stdout).toContain("| lb1 | MASTER | priority 150 |");
  });

  it("prints commands, and runs none", () => {
    const { status, stdout } = live("--command", "lb1", "admin@lb2", ...CONFIG);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ssh admin@lb2 'p=\$\(cat \/run\/keepalived\.pid\) && .*' > lb2\.dump &$/m);
    expect(live("--command").stdout).toMatch(/^\(p=.*\) > node\.dump &$/m);
    const { nodes } = JSON.parse(live("--command", "--format", "json", ...CONFIG).stdout);
    expect(nodes).toMatchObject([{ node: "lb1", host: "lb1", data: "/tmp/keepalived.data" }, { node: "lb2" }]);
  });

  it.each([
    [[], /^kalint: no dump given\. Try: kalint live lb1\.dump lb2\.dump/],
    [["missing.dump"], /^kalint: missing\.dump: no such file or directory\nkalint: no dump could be read$/m],
    [["other.txt"], /^kalint: other\.txt: not a dump of keepalived: line 1 /],
    [["b.txt"], /^kalint: b\.txt: has counters alone; .*lb1=keepalived\.data lb1=b\.txt$/m],
    [["lb3=lb1.dump", ...CONFIG], /^kalint: "lb3" is none of the configurations; known: lb1, lb2$/m],
    [["lb1.dump", "--config", "empty.conf"], /^kalint: no vrrp_instance in the files of --config$/m],
    [["--command", "lb1; rm"], /^kalint: --command: "lb1; rm" is not the name of a host/],
    [["--command", "--format", "markdown"], /^kalint: --command is for --format text and json$/m],
  ])("says what is wrong with %j", (args, message) => {
    const { status, stdout, stderr } = live(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  it("does not ask the model where a dump does not say how trackers are", () => {
    const tracked = `${example("lb1.conf").replace("interface eth0", "interface eth0\n    track_script {\n        chk\n    }")}`;
    const script = 'vrrp_script chk {\n    script "/bin/true"\n    weight 10\n}\n';
    const data = (own: number, state: number, effective: number): string =>
      `{"data":{"iname":"VI_1","vrid":51,"base_priority":${own === 1 ? 150 : 100},"effective_priority":${effective},"adver_int":1,"state":${state},"version":2,"vips":["192.0.2.10/24 dev eth0 scope global${state === 2 ? " set" : ""}"],"auth_type":1,"auth_data":"new-key","ifp_ifname":"eth0"}}`;
    const folder = folderWith({
      "lb1.conf": script + tracked,
      "lb2.conf": example("lb2.conf"),
      "lb1.json": `[${data(1, 1, 90)}]`,
      "lb2.json": `[${data(2, 2, 100)}]`,
    });
    const { status, stdout } = runCli(["live", "lb1.json", "lb2.json", ...CONFIG], { cwd: folder });
    expect(stdout).toContain("VI_1 (VRID 51): held by lb2\n");
    expect(stdout).not.toContain("model");
    expect(stdout).not.toContain("effective priority");
    expect(status).toBe(0);
  });

  it("reads the others where one dump cannot be read, and exits with 2", () => {
    const { status, stdout, stderr } = live("other.txt", ...DUMPS);
    expect(status).toBe(2);
    expect(stderr).toContain("other.txt: not a dump");
    expect(stdout).toContain("2 MASTERs");
  });
});
