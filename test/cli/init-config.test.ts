import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requireProgram } from "../support/requirement.js";
import { asNobody, canBeNobody, runCli } from "../support/run-cli.js";
import { folderWith, lint, SEED } from "../support/settings-folder.js";

describe("kalint init", () => {
  it("writes settings that can be read, with the clusters that it finds", () => {
    const cwd = folderWith({ "site/master.conf": SEED["master.conf"], "site/slave.conf": SEED["slave.conf"] });
    expect(runCli(["init"], { cwd })).toMatchObject({ status: 0, stderr: expect.stringContaining("1 cluster") });
    expect(readFileSync(join(cwd, "kalint.config.json"), "utf8")).toContain(
      '"site": ["site/master.conf", "site/slave.conf"]',
    );
    expect(lint(cwd, "site").status).toBe(0);
    expect(runCli(["init"], { cwd }).status).toBe(2);
    expect(runCli(["init", "--force"], { cwd }).status).toBe(0);
    expect(runCli(["init", "none"], { cwd }).status).toBe(2);
  });

  it.each([
    ["kalint.config.json", {}],
    [".kalintrc.json", {}],
    ["package.json", { kalint: {} }],
  ])("leaves a folder alone that has settings in %s", (name, content) => {
    const cwd = folderWith({ ...SEED, [name]: content });
    const { status, stderr } = runCli(["init"], { cwd });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^kalint: \S+ (?:exists|already contains settings); use --force /),
    ]);
    expect(stderr).toContain(name);
    expect(readFileSync(join(cwd, name), "utf8")).toBe(JSON.stringify(content));
    expect(runCli(["init"], { cwd: folderWith({ ...SEED, "package.json": {} }) }).status).toBe(0);
  });

  it("follows no link that leads nowhere, and does not write over a folder", () => {
    const cwd = folderWith(SEED);
    symlinkSync("nowhere", join(cwd, "kalint.config.json"));
    expect(runCli(["init"], { cwd }).status).toBe(2);
    expect(existsSync(join(cwd, "nowhere"))).toBe(false);
    const other = folderWith({ ...SEED, "kalint.config.json/x": "" });
    expect(runCli(["init", "--force"], { cwd: other })).toMatchObject({
      status: 2,
      stderr: "kalint: cannot write kalint.config.json: it is a folder\n",
    });
  });

  it("says where it may not write", (context) => {
    requireProgram(context, canBeNobody, "setpriv, as root,");
    const cwd = folderWith(SEED);
    chmodSync(cwd, 0o755);
    expect(asNobody(cwd, "init")).toEqual([2, "kalint: cannot write kalint.config.json: permission denied\n"]);
  });
});

describe("kalint config", () => {
  it("shows what holds and where it comes from", () => {
    const settings = '{\n  "target": "2.2.7",\n  "rules": {\n    "formatting": "warning"\n  }\n}\n';
    const { stdout } = runCli(["config", "a.conf"], { cwd: folderWith({ "kalint.config.json": settings }) });
    expect(stdout.replace(/ +/g, " ").split("\n")).toEqual([
      "a.conf: settings of kalint.config.json",
      "target 2.2.7 kalint.config.json:2",
      "template by name and text default",
      "format.indent 4 default",
      "ignored no default",
      "rules.formatting warning kalint.config.json:4",
      "",
    ]);
    expect(runCli(["config", "--all", "a.conf"], { cwd: tmpdir() }).stdout).toMatch(
      /^rules\.formatting +off +default$/m,
    );
  });

  it("is true of overrides, of what is extended and of clusters", () => {
    const cwd = folderWith({
      "base.json":
        '{\n  "rules": { "auth-pass-weak": "error" },\n  "clusters": { "p": ["prod/*.conf"], "q": ["q.conf@a"] }\n}',
      "kalint.config.json": `{
  "extends": "base.json",
  "rules": { "script-user-missing": ["error", { "assumeScriptUser": true }] },
  "overrides": [
    { "files": ["lab/**", "!lab/keep.conf"], "target": "2.3.4", "rules": { "script-user-missing": "info" } }
  ],
  "ignore": ["*.tmp.conf", "!keep.tmp.conf"]
}`,
      "prod/a.conf": "",
    });
    const shown = (path: string) => {
      const { stdout } = runCli(["config", "--json", path], { cwd });
      const rows: { key: string; value: string; from: string }[] = JSON.parse(stdout);
      return rows.map(({ key, value, from }) => `${key} ${value} ${from}`).filter((row) => !row.endsWith(" default"));
    };
    const weak = "rules.auth-pass-weak error base.json:2";
    const always = 'rules.script-user-missing error {"assumeScriptUser":true} kalint.config.json:3';
    expect(shown("lab/a.conf")).toEqual([
      "target 2.3.4 kalint.config.json:5",
      weak,
      'rules.script-user-missing info {"assumeScriptUser":true} kalint.config.json:5',
    ]);
    expect(shown("lab/keep.conf")).toEqual([weak, always]);
    expect(shown("prod/a.conf")).toEqual(["clusters.p prod/*.conf base.json:3", weak, always]);
    expect(shown("q.conf")).toEqual(["clusters.q q.conf@a base.json:3", weak, always]);
    expect(shown("a.tmp.conf")).toEqual(["ignored by *.tmp.conf kalint.config.json:7", weak, always]);
    expect(shown("keep.tmp.conf")).toEqual([weak, always]);
    expect(runCli(["config", "prod"], { cwd })).toMatchObject({
      status: 2,
      stderr: "kalint: use the name of a file, which need not exist: prod is a folder\n",
    });
  });
});
