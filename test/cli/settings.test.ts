import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";
import { asNobody, canBeNobody, runCli } from "../support/run-cli.js";
import { folderWith, lint, OFF, OWN, SEED } from "../support/settings-folder.js";

describe("settings", () => {
  it.each([
    ["kalint.config.json", OFF],
    [".kalintrc.json", OFF],
    ["package.json", { name: "x", kalint: OFF }],
  ])("are read from %s, also above the file", (name, content) => {
    const cwd = folderWith({ [name]: content, "a/b/master.conf": SEED["master.conf"] });
    expect(lint(cwd, "a/b/master.conf").found).toEqual([]);
    expect(lint(join(cwd, "a"), "b/master.conf").found).toEqual([]);
    expect(lint(cwd, "--no-config", "a/b/master.conf").found).toEqual([OWN("a/b/master.conf")]);
  });

  it("of the nearest file hold; a package.json without them is passed over", () => {
    const nearer = { "kalint.config.json": OFF, "a/package.json": { name: "x" }, "a/master.conf": SEED["master.conf"] };
    const cwd = folderWith({ ...nearer, "b/kalint.config.json": {}, "b/master.conf": SEED["master.conf"] });
    expect(lint(cwd, "a/master.conf", "b/master.conf", "--rule", "cluster-two-masters=off").found).toContain(
      OWN("b/master.conf"),
    );
    expect(lint(cwd, "a/master.conf").found).toEqual([]);
  });

  it("extend others; overrides hold for some files; the command line wins", () => {
    const cwd = folderWith({
      "base/base.json": {
        rules: { "track-own-interface": "warning" },
        overrides: [{ files: ["*.conf"], rules: { "track-own-interface": "error" } }],
      },
      "kalint.config.json": {
        extends: "./base/base.json",
        overrides: [{ files: ["slave.conf"], rules: { "track-own-interface": "off" } }],
      },
      ...SEED,
    });
    expect(lint(cwd, "master.conf", "slave.conf").found).toEqual(["master.conf warning track-own-interface"]);
    expect(lint(cwd, "master.conf", "--rule", "track-own-interface=error").found).toEqual([
      "master.conf error track-own-interface",
    ]);
  });

  it("give rules their options", () => {
    const text = `${SEED["master.conf"]}\nvendor_word 1\n`;
    const rules = { ...OFF.rules, "unknown-keyword": ["error", { extraKeywords: ["vendor_word"] }] };
    expect(lint(folderWith({ "a.conf": text, "kalint.config.json": OFF }), "a.conf").found).toEqual([
      "a.conf error unknown-keyword",
    ]);
    expect(lint(folderWith({ "a.conf": text, "kalint.config.json": { rules } }), "a.conf").found).toEqual([]);
  });

  it("say which release a file is for", () => {
    const text = `${SEED["master.conf"]}global_defs {\n    vrrp_garp_extra_if 10\n}\n`;
    const overrides = [{ files: ["old/*"], target: "1.4.5" }];
    const cwd = folderWith({ "a.conf": text, "old/a.conf": text, "kalint.config.json": { ...OFF, overrides } });
    expect(lint(cwd, "a.conf").found).toEqual([]);
    expect(lint(cwd, "old/a.conf").found).toEqual(["old/a.conf error keyword-not-in-target-version"]);
    expect(lint(cwd, "old/a.conf", "--target", "2.2.7").found).toEqual([]);
  });

  it("pass files over, also those that are named", () => {
    const cwd = folderWith({ ...SEED, "kalint.config.json": { ignore: ["*.conf", "!slave.conf"] } });
    expect(lint(cwd, ".").found).toEqual([OWN("slave.conf")]);
    const { status, stderr, found } = lint(cwd, "master.conf");
    expect([status, found]).toEqual([0, []]);
    expect(stderr).toContain("every given file is ignored");
  });

  it("let folders be read as git sees them", () => {
    const cwd = folderWith({
      ...SEED,
      ".git/HEAD": "",
      ".gitignore": "slave.conf\n",
      "a/.gitignore": "!slave.conf",
      "a/slave.conf": SEED["slave.conf"],
    });
    expect(lint(cwd, ".").found).toEqual([OWN("a/slave.conf"), OWN("master.conf")]);
    expect(lint(cwd, "slave.conf").found).toEqual([OWN("slave.conf")]);
  });

  it("say how files are formatted", () => {
    const text = "global_defs {\n  router_id a\n}\n";
    const cwd = folderWith({
      "a.conf": text,
      "kalint.config.json": { format: { indent: 2 }, rules: { formatting: "error" } },
    });
    expect(runCli(["format", "--check", "a.conf"], { cwd }).status).toBe(0);
    expect(runCli(["format", "--check", "--no-config", "a.conf"], { cwd }).status).toBe(1);
    expect(lint(cwd, "a.conf").found).toEqual([]);
  });

  it.each([
    ["that is not there", ["--config", "none.json"], "none.json:1:1: none.json does not exist"],
    ["that is a folder", ["--config", "."], "is a folder"],
    ["that extends itself", ["--config", "loop.json"], 'loop.json:1:12: "./loop.json" extends this file again'],
    ["that extends what is not there", ["--config", "lost.json"], "lost.json:1:13: none.json does not exist"],
    ["with a mistake", ["--config", "typo.json"], 'typo.json:1:2: unknown key "targt"; did you mean "target"?'],
  ])("exit 2 for a file %s", (_, args, message) => {
    const settings = {
      "loop.json": { extends: "./loop.json" },
      "lost.json": { extends: ["none.json"] },
      "typo.json": { targt: "" },
    };
    const { status, stderr } = lint(folderWith({ ...SEED, ...settings }), ...args, "master.conf");
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describe("a settings file", () => {
  it.each<[string, (path: string) => void, string]>([
    ["is a folder", (path) => mkdirSync(path), "is a folder"],
    ["is a pipe", (path) => spawnSync("mkfifo", [path]), "is not a regular file"],
    ["leads nowhere", (path) => symlinkSync("nowhere", path), "is a dangling link"],
    ["leads to itself", (path) => symlinkSync("kalint.config.json", path), "cannot be read: too many symbolic links"],
    ["has 1 GB", (path) => [writeFileSync(path, ""), truncateSync(path, 1e9)], "is too large for settings"],
  ])("that %s is told, wherever it is found, named or extended", (_, make, reason) => {
    const cwd = folderWith({
      ...SEED,
      "a/a.conf": SEED["master.conf"],
      "x/x.json": { extends: "../kalint.config.json" },
    });
    make(join(cwd, "kalint.config.json"));
    const found = `kalint: kalint.config.json:1:1: this settings file ${reason}\n`;
    expect(lint(cwd, "master.conf")).toMatchObject({ status: 2, stderr: found });
    expect(lint(cwd, "a/a.conf")).toMatchObject({ status: 2, stderr: found });
    expect(lint(cwd, "--config", "kalint.config.json", "master.conf").status).toBe(2);
    expect(lint(cwd, "--config", "x/x.json", "master.conf").stderr).toMatch(
      /^kalint: x\/x\.json:1:12: kalint\.config\.json /,
    );
    expect(lint(cwd, "--no-config", "master.conf").status).toBe(0);
  });

  it("that the user may not read is told", (context) => {
    requireProgram(context, canBeNobody, "setpriv, as root,");
    const cwd = folderWith({ ...SEED, "kalint.config.json": {} });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "kalint.config.json"), 0);
    expect(asNobody(cwd, "master.conf")).toEqual([
      2,
      "kalint: kalint.config.json:1:1: this settings file cannot be read: permission denied\n",
    ]);
  });

  it.each([
    [
      "with Windows line ends",
      '{\r\n  // Note.\r\n  "rules": {\r\n    "track-own-interface": "off",\r\n  },\r\n}\r\n',
      0,
      "",
    ],
    ["with a mistake behind them", '{\r\n  "rules": {\r\n    "formatting": "of" } }', 2, "3:19: expected off"],
    ["that is empty", "", 2, "1:1: invalid JSON: expected a value"],
    ["of a comment", "// Later.", 2, "1:10: invalid JSON: expected a value"],
    ["with text behind its end", "{} {}", 2, "1:4: invalid JSON: unexpected text after the end"],
  ])("%s is read as it is", (_, text, status, message) => {
    const result = lint(folderWith({ ...SEED, "kalint.config.json": text }), "master.conf");
    expect([result.status, result.found]).toEqual([status, []]);
    expect(result.stderr).toContain(message);
  });

  it("is read from a package.json with a byte order mark", () => {
    const text = `\ufeff${JSON.stringify({ kalint: OFF })}`;
    expect(lint(folderWith({ ...SEED, "package.json": text }), "master.conf").found).toEqual([]);
  });

  it("that extends itself by others says where the circle closes", () => {
    const circle = {
      "kalint.config.json": { extends: "b.json" },
      "b.json": { extends: ["c.json"] },
      "c.json": { extends: "b.json" },
    };
    expect(lint(folderWith({ ...SEED, ...circle }), "master.conf")).toMatchObject({
      status: 2,
      stderr: 'kalint: c.json:1:12: "b.json" extends this file again\n',
    });
  });

  it("that extends what is no JSON says so of that file", () => {
    const cwd = folderWith({ ...SEED, "kalint.config.json": { extends: "master.conf" } });
    expect(lint(cwd, "master.conf")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^kalint: master\.conf:1:1: /),
    });
  });
});
