import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { CLI } from "../support/run-cli.js";

const page = readRepositoryFile("docs/ansible.md");
const plays = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

const TEMPLATE = `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id {{ vrid }}
    priority {{ priority }}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-ansible-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "build"));
  writeFileSync(join(folder, "bin", "kalint"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(folder, "bin", "kalint"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a line of the page in the folder, where `kalint` is the built command. */
function play(line: string) {
  const env = {
    ...process.env,
    ANSIBLE_LOCALHOST_WARNING: "false",
    HOME: folder,
    LC_ALL: "C.UTF-8",
    NO_COLOR: "1",
    PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
  };
  return spawnSync("sh", ["-c", line], { cwd: folder, encoding: "utf8", env, timeout: 120_000 });
}

const needs = (context: TestContext, name: string, program: string): void =>
  requireProgram(context, spawnSync("sh", ["-c", `command -v ${program}`]).status === 0, name);

describe("the page about Ansible", () => {
  it("renders all nodes without touching a host, and the node that differs is found", {
    timeout: 300_000,
  }, (context) => {
    needs(context, "ansible-core", "ansible-playbook");
    const name = "roles/keepalived/templates/keepalived.conf.j2";
    mkdirSync(join(folder, "roles/keepalived/templates"), { recursive: true });
    writeFileSync(join(folder, name), TEMPLATE);
    writeFileSync(join(folder, "render.yaml"), plays[0] ?? "");
    const hosts = [
      ["lb1", 51, 150],
      ["lb2", 51, 100],
      ["lb3", 52, 90],
    ].map(([host, vrid, priority]) => `${host}.example.com vrid=${vrid} priority=${priority}`);
    writeFileSync(join(folder, "inventory.ini"), ["[keepalived]", ...hosts, ""].join("\n"));
    const [, command = ""] = /^\$ (ansible-playbook .*)$/m.exec(page) ?? [];
    expect(play(command)).toMatchObject({ status: 0 });
    const [, check = ""] = /^\$ (kalint --from .*)$/m.exec(page) ?? [];
    const { stdout, status } = play(check);
    expect(status).toBe(1);
    expect(stdout).toContain("lb3.example.com.conf:4");
    expect(stdout).toContain(`${name}:4`);
  });

  it("stops a role that would install what keepalived refuses", { timeout: 300_000 }, (context) => {
    needs(context, "ansible-core", "ansible-playbook");
    writeFileSync(join(folder, "keepalived.conf.j2"), TEMPLATE);
    const installed = join(folder, "installed.conf");
    const task = (plays[1] ?? "").replace("/etc/keepalived/keepalived.conf", installed).replace(/^/gm, "    ");
    writeFileSync(
      join(folder, "site.yaml"),
      `- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n${task}`,
    );
    expect(play("ansible-playbook site.yaml -e vrid=51 -e priority=100")).toMatchObject({ status: 0 });
    expect(readFileSync(installed, "utf8")).toContain("virtual_router_id 51");
    const { status, stdout } = play("ansible-playbook site.yaml -e vrid=300 -e priority=100");
    expect(status).not.toBe(0);
    expect(stdout).toContain("number-out-of-range");
    expect(readFileSync(installed, "utf8")).toContain("virtual_router_id 51");
  });

  it.for([
    ["ERB", "ruby", "erb", "keepalived.conf.erb", "priority <%= priority %>"],
    ["EPP", "puppet-agent", "puppet", "keepalived.conf.epp", "priority <%= $priority %>"],
    ["envsubst", "gettext-base", "envsubst", "keepalived.conf.template", "priority $" + "{PRIORITY}"],
  ])(
    "renders with %s as it says",
    { timeout: 120_000 },
    ([row = "", name = "", program = "", file = "", line = ""], context) => {
      const [, command = ""] = new RegExp(`^\\| ${row} \\| \`([^\`]*)\``, "m").exec(page) ?? [];
      expect(command).toContain(file);
      needs(context, name, program);
      writeFileSync(join(folder, file), TEMPLATE.replace("{{ vrid }}", "51").replace(/priority .*/, line));
      expect(play(command), name).toMatchObject({ status: 0 });
      expect(readFileSync(join(folder, "build/lb1.conf"), "utf8")).toContain("priority 150\n");
      expect(play("kalint build")).toMatchObject({ status: 0 });
    },
  );
});
