import { describe, expect, it } from "vitest";
import { commandsFor, commandsText } from "../../src/live/commands.js";
import { spawnSync } from "../support/child-process.js";
import { nodeOf } from "../support/node-of.js";

const files = (text: string, release?: string) => {
  const { pidFile, data, stats, json } = commandsFor({ node: "lb1", host: undefined, config: nodeOf(text), release });
  return [pidFile, data, stats, json];
};

describe("commands that take dumps", () => {
  it.each([
    ["", undefined, "/run/keepalived.pid", "/tmp/keepalived.data"],
    ["use_pid_dir\n", undefined, "/run/keepalived/keepalived.pid", "/tmp/keepalived.data"],
    ["instance one\n", undefined, "/run/keepalived/keepalived_one.pid", "/tmp/keepalived.data"],
    [
      "instance one\nnet_namespace ns\nglobal_defs {\ndata_use_instance\n}\n",
      undefined,
      "/run/keepalived/keepalived_one.pid",
      "/tmp/keepalived.ns_one.data",
    ],
    [
      "instance one\nglobal_defs {\ndata_use_instance\n}\n",
      "2.2.2",
      "/run/keepalived/keepalived_one.pid",
      "/tmp/keepalived.data",
    ],
    ["global_defs {\nstate_dump_file /run/ka/\n}\n", undefined, "/run/keepalived.pid", "/run/ka/keepalived.data"],
    ["global_defs {\nstate_dump_file /run/ka/state.txt\n}\n", undefined, "/run/keepalived.pid", "/run/ka/state.txt"],
    ["global_defs {\nstate_dump_file state\n}\n", undefined, "/run/keepalived.pid", "/tmp/state"],
    ["global_defs {\nstate_dump_file /run/ka/\n}\n", "2.2.7", "/run/keepalived.pid", "/tmp/keepalived.data"],
  ])("name the files that keepalived writes: %j, %s", (text, release, pidFile, data) => {
    expect(files(text, release)).toEqual([pidFile, data, "/tmp/keepalived.stats", "/tmp/keepalived.json"]);
  });

  it.each([undefined, "admin@lb1"])("are words that a shell understands, on %s", (host) => {
    const config = nodeOf('global_defs {\nstate_dump_file "/run/it\'s `x`/a b"\n}\n');
    const { text } = commandsFor({ node: host ?? "node", host, config, release: undefined });
    const stubs =
      'cat() { printf "cat<%s>" "$@" >&2; echo 7; }; sudo() { "$@"; }; kill() { :; }; sleep() { :; }; ssh() { eval "$2"; };';
    const run = spawnSync("sh", ["-c", `${stubs} ${text.command.replace(/> \S+$/, "")}`], { encoding: "utf8" });
    expect(run.stderr).toContain("cat</proc/7/root/run/it's `x`/a b>");
    expect(text.file).toBe(host === undefined ? "node.dump" : "lb1.dump");
  });

  it("are a script that takes all dumps at once, and says how to go on", () => {
    const all = ["lb1", "lb2"].map((node) => commandsFor({ node, host: node, config: undefined, release: undefined }));
    const script = commandsText(all, ["lb1.conf", "my file.conf"]);
    expect(script).toContain("> lb1.dump &\nssh lb2 ");
    expect(script).toContain("> lb2.dump &\nwait\n");
    expect(script).toContain("kalint live lb1.dump lb2.dump --config lb1.conf 'my file.conf'\n");
    expect(spawnSync("sh", ["-n"], { input: script }).status).toBe(0);
  });
});
