import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-template-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const settings = (values: object) => write("kalint.config.json", JSON.stringify(values));
const kalint = (...args: readonly string[]) => runCli(args, { cwd: folder });
const instance = (priority: string) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

describe("the key template of the settings", () => {
  /** To envsubst a variable that has a default; to keepalived a word that is not a number. */
  const TEXT = instance("$PRIO");

  it.each([
    [{ template: "shell" }, []],
    [{ overrides: [{ files: ["lb*.conf"], template: "shell" }] }, []],
    [{ overrides: [{ files: ["other.conf"], template: "shell" }] }, ["undefined-variable"]],
    [{ template: "shell", overrides: [{ files: ["lb1.conf"], template: "none" }] }, ["undefined-variable"]],
    [{}, ["undefined-variable"]],
  ])("decides what a text is: %j", (values, rules) => {
    settings(values);
    write("lb1.conf", TEXT);
    const found = JSON.parse(kalint("--format", "json", "lb1.conf").stdout).diagnostics;
    expect(found.map(({ rule }: { rule: string }) => rule).filter((rule: string) => rule !== "template-text")).toEqual(
      rules,
    );
  });

  it.each([
    [{}, ["include-not-found"]],
    // Two braces, and so to keepalived.
    [
      { overrides: [{ files: ["parts/*.conf"], template: "none" }] },
      ["missing-value", "unexpected-block", "unexpected-block", "unknown-keyword"],
    ],
  ])("decides what an included text is: %j", (values, rules) => {
    settings(values);
    mkdirSync(join(folder, "parts"));
    write("lb1.conf", `include parts/*.conf\n${instance("100")}`);
    write("parts/name.conf", "global_defs {\n    router_id {{lb1}}\n}\n");
    const found = JSON.parse(kalint("--format", "json", "lb1.conf").stdout).diagnostics;
    expect(found.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });

  it("is refused where no such language is known, with its place", () => {
    settings({ template: "jinjo" });
    write("lb1.conf", TEXT);
    const { status, stderr } = kalint("lb1.conf");
    expect(status).toBe(2);
    expect(stderr).toMatch(/kalint\.config\.json:1:13: .*jinja/);
  });

  it("is shown by kalint config, with the file that sets it", () => {
    settings({ template: "go" });
    write("lb1.conf", TEXT);
    expect(kalint("config", "lb1.conf").stdout).toMatch(/^template +go +kalint\.config\.json/m);
  });
});

describe("format --skip-unbalanced", () => {
  const UNBALANCED = `{% if a %}\nvrrp_instance A {\n{% endif %}\n  interface eth0\n`;

  it("leaves a template alone without failing, says why, and formats the others", () => {
    write("a.conf.j2", UNBALANCED);
    write("keepalived.conf", instance("  100"));
    const { status, stderr } = kalint("format", "--skip-unbalanced", "a.conf.j2", "keepalived.conf");
    expect(status).toBe(0);
    expect(stderr).toContain("a.conf.j2");
    expect(readFileSync(join(folder, "a.conf.j2"), "utf8")).toBe(UNBALANCED);
    expect(readFileSync(join(folder, "keepalived.conf"), "utf8")).toBe(instance("100"));
  });

  it("is not for files that are no template, and without it the template fails too", () => {
    write("a.conf.j2", UNBALANCED);
    expect(kalint("format", "a.conf.j2").status).toBe(2);
    write("keepalived.conf", "vrrp_instance A {\n");
    expect(kalint("format", "--skip-unbalanced", "keepalived.conf").status).toBe(2);
  });
});
