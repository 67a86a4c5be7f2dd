import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const SEED = {
  "master.conf": readRepositoryFile("fixtures/seed/master.conf"),
  "slave.conf": readRepositoryFile("fixtures/seed/slave.conf"),
};
const WRONG_SLAVE = {
  ...SEED,
  "slave.conf": SEED["slave.conf"].replace("virtual_router_id 51", "virtual_router_id 52"),
};
const MAIN = { clusters: { main: ["master.conf", "slave.conf"] } };

/** A folder with files; what is no text becomes JSON. */
function folderWith(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-settings-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

function lint(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = runCli([...args, "--format", "compact"], { cwd });
  const found = stdout
    .split("\n")
    .flatMap((line) => /^([^:]+):.*? (\w+): .*\[(.*)\]$/.exec(line)?.slice(1).join(" ") ?? []);
  return { status, found, stderr };
}

const OFF = { rules: { "track-own-interface": "off" } };
const OWN = (file: string) => `${file} info track-own-interface`;

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
    expect(stderr).toContain("ignore every file");
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
    ["that extends itself", ["--config", "loop.json"], 'loop.json:1:12: "./loop.json" leads back to this file'],
    ["that extends what is not there", ["--config", "lost.json"], "lost.json:1:13: none.json does not exist"],
    ["with a mistake", ["--config", "typo.json"], 'typo.json:1:2: there is no "targt" here; did you mean "target"?'],
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

describe("a declared cluster", () => {
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
    // VI_1 is known, since it stands in the file that includes this one.
    expect(lint(cwd, "--no-config", "conf.d/g.conf").found.length).toBeGreaterThan(found.length);
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
});

describe("kalint config", () => {
  it("shows what holds and where it comes from", () => {
    const settings = '{\n  "target": "2.2.7",\n  "rules": {\n    "formatting": "warning"\n  }\n}\n';
    const { stdout } = runCli(["config", "a.conf"], { cwd: folderWith({ "kalint.config.json": settings }) });
    expect(stdout.replace(/ +/g, " ").split("\n")).toEqual([
      "a.conf: settings of kalint.config.json",
      "target 2.2.7 kalint.config.json:2",
      "format.indent 4 default",
      "ignored no default",
      "rules.formatting warning kalint.config.json:4",
      "",
    ]);
    expect(runCli(["config", "--all", "a.conf"], { cwd: tmpdir() }).stdout).toMatch(
      /^rules\.formatting +off +default$/m,
    );
  });
});
