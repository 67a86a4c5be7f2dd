import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawn, spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";
import { CLI, runCli } from "../support/run-cli.js";

const MESSY = "vrrp_script a {\nscript /bin/true\n}\n";
const CLEAN = "vrrp_script a {\n    script /bin/true\n}\n";
/** With a safe fix: the state is written again. */
const FIXABLE = "vrrp_script a {\n    script /bin/true\n    script /bin/true\n}\n";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-guard-"));
  mkdirSync(join(folder, "repo/.git"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Runs the command in the repository; not as on a CI machine unless that is said. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = runCli(args, { cwd: join(folder, "repo"), env: { CI: "", ...env } });
  return { status, stdout, stderr: stderr.split("\n").filter((line) => line !== "") };
}

describe("what is written", () => {
  it("is never another program's file; the summary counts those", () => {
    write({
      "repo/a.conf": MESSY,
      "repo/mongod.conf": "net:\n    port:  1\n",
      "repo/b.conf": "# nothing\n   # at all\n",
    });
    expect(run(["format", "."])).toEqual({
      status: 0,
      stdout: "",
      stderr: ["kalint: 1 file formatted, 0 files left unchanged; 2 files skipped: not keepalived.conf"],
    });
    expect([read("repo/a.conf"), read("repo/mongod.conf")]).toEqual([CLEAN, "net:\n    port:  1\n"]);
    expect(run(["."]).stdout).toContain("in 1 file; 2 other files skipped\n");
    expect(JSON.parse(run(["--format", "json", "."]).stdout)).toMatchObject({
      files: ["a.conf"],
      summary: { leftOut: 2 },
    });
    expect(run(["format", "mongod.conf"])).toMatchObject({
      status: 2,
      stderr: ["kalint: mongod.conf: skipped, it does not look like keepalived.conf; use --force to format it"],
    });
    expect(run(["format", "--force", "mongod.conf"]).status).toBe(0);
    expect(read("repo/mongod.conf")).toBe("net:\nport: 1\n");
  });

  it("lies in the folder that was named, whatever links lead out of it", () => {
    write({ "outside/a.conf": MESSY, "repo/own.conf": MESSY });
    symlinkSync("../outside", join(folder, "repo/link"));
    symlinkSync("../outside/a.conf", join(folder, "repo/z.conf"));
    expect(run(["format", "."])).toMatchObject({
      status: 0,
      stderr: [
        "kalint: link/a.conf: skipped, the link leads outside .",
        "kalint: 1 file formatted, 0 files left unchanged",
      ],
    });
    expect([read("repo/own.conf"), read("outside/a.conf")]).toEqual([CLEAN, MESSY]);
    // Who names a link means what it leads to.
    expect(run(["format", "z.conf"]).status).toBe(0);
    expect(read("outside/a.conf")).toBe(CLEAN);
  });

  it("by --fix was named, and each file is told", () => {
    write({ "victim.txt": FIXABLE, "repo/a.conf": `${FIXABLE}include ../victim.txt\n`, "repo/sub/b.conf": FIXABLE });
    const { stderr } = run(["--fix", "--unsafe-fixes", "a.conf", "sub"]);
    expect(stderr).toContain("kalint: ../victim.txt: skipped, it is included but was not given");
    expect(stderr.at(-1)).toMatch(/^kalint: \d findings fixed in 2 files: a\.conf, sub\/b\.conf$/);
    expect(read("victim.txt")).toBe(FIXABLE);
  });

  it("by --fix is a node of a cluster that the repository declares inside of itself", () => {
    write({ "repo/a.conf": FIXABLE, "repo/b.conf": FIXABLE, "victim.conf": FIXABLE });
    write({ "repo/kalint.config.json": '{ "clusters": { "x": ["a.conf", "b.conf", "../victim.conf"] } }' });
    run(["--fix", "--unsafe-fixes", "a.conf"]);
    expect(read("victim.conf")).toBe(FIXABLE);
  });

  it.each([
    ["the file itself", "in.cfg"],
    ["another name of it", "./x/../in.cfg"],
    ["a link to it", "link"],
    ["a hard link to it", "hard"],
    ["what it includes", "part"],
    ["the settings", "kalint.config.json"],
    ["settings that they extend", "base.json"],
  ])("is no report in the place of %s", (_, output) => {
    const texts = {
      "repo/in.cfg": `${MESSY}include part\n`,
      "repo/part": "vrrp_script b {\n    script /bin/true\n}\n",
      "repo/base.json": "{}",
      "repo/kalint.config.json": '{ "extends": "base.json" }',
    };
    write(texts);
    mkdirSync(join(folder, "repo/x"));
    symlinkSync("in.cfg", join(folder, "repo/link"));
    linkSync(join(folder, "repo/in.cfg"), join(folder, "repo/hard"));
    for (const options of [
      ["--output-file", output],
      ["--format", `json=${output}`],
    ]) {
      const { status, stderr } = run([...options, "in.cfg"]);
      expect({ status, reason: stderr.join() }).toEqual({
        status: 2,
        reason: expect.stringContaining("use another file for the report"),
      });
    }
    for (const [file, text] of Object.entries(texts)) expect(read(file)).toBe(text);
  });

  it("is whole, and nothing is left beside it, when a signal comes", async () => {
    const names = Array.from({ length: 60 }, (_, at) => `repo/${10 + at}.conf`);
    write(Object.fromEntries(names.map((name) => [name, MESSY])));
    const child = spawn(process.execPath, [CLI, "format", "."], {
      cwd: join(folder, "repo"),
      stdio: "ignore",
      timeout: 30_000,
    });
    const ended = new Promise<number | null>((done) => child.once("close", done));
    const timer = setInterval(() => {
      if (read("repo/10.conf") !== MESSY) child.kill("SIGTERM");
    }, 2);
    const status = await ended;
    clearInterval(timer);
    expect(readdirSync(join(folder, "repo")).sort()).toEqual([".git", ...names.map((name) => name.slice(5))]);
    for (const name of names) expect([MESSY, CLEAN]).toContain(read(name));
    expect(status).toBe(143);
    expect(read("repo/69.conf")).toBe(MESSY);
  });
});

describe("what is read", () => {
  const SECRET = "hunter2 token\n";

  it("by an include lies below the include root, and nothing is told of what does not", () => {
    write({
      secret: SECRET,
      "repo/a.conf": "include ../secret\ninclude ../none\ninclude ../s*\ninclude in.conf\n",
      "repo/in.conf": MESSY,
    });
    symlinkSync("../secret", join(folder, "repo/link"));
    write({ "repo/b.conf": "include link\ninclude /proc/self/environ\n" });
    const told = (name: string) => `include ${name} is outside the include root and is not read`;
    for (const [args, env] of [
      [["--include-root", "."], {}],
      [[], { CI: "true" }],
    ] as const) {
      const { stdout, stderr } = run([...args, "--format", "compact", "a.conf", "b.conf"], env);
      expect([stdout, ...stderr].join("\n")).not.toContain("hunter2");
      const outside = stdout.split("\n").filter((line) => line.includes("is outside"));
      expect(outside.map((line) => line.replace(/^.*?: info: (.*) \[.*$/, "$1"))).toEqual(
        ["../secret", "../none", "../s*", "link", "/proc/self/environ"].map(told),
      );
      expect(run(["expand", ...args, "a.conf"], env).stdout).not.toContain("hunter2");
    }
    expect(run(["--format", "compact", "a.conf"]).stdout).toContain("hunter2");
  });

  it("is no link out of the repository, and no node of a cluster there, on a CI machine", () => {
    write({
      secret: SECRET,
      "repo/a.conf": MESSY,
      "repo/kalint.config.json": '{ "clusters": { "x": ["a.conf", "../secret"] } }',
    });
    symlinkSync("../secret", join(folder, "repo/keepalived.conf"));
    for (const names of [["."], ["a.conf", "keepalived.conf"]]) {
      const { status, stdout, stderr } = run(names, { CI: "1" });
      expect(status).toBe(2);
      expect([stdout, ...stderr].join("\n")).not.toContain("hunter2");
      expect(stderr.join("\n")).toContain("keepalived.conf is a link that leads outside");
    }
  });

  it("is never a pipe or what the kernel makes up, as an include or settings", (context) => {
    const pipes = [".gitignore", ".editorconfig", "pipe"].map((name) => join(folder, "repo", name));
    requireProgram(context, spawnSync("mkfifo", pipes, { timeout: 20_000 }).status === 0, "mkfifo");
    write({
      "repo/a.conf": `${MESSY}include pipe\ninclude /proc/kmsg\ninclude /proc/self/environ\ninclude /dev/zero\n`,
    });
    const { status, stdout } = run(["--format", "compact", "."], { TOKEN: "hunter2" });
    expect(status).toBe(0);
    expect(stdout).not.toContain("hunter2");
    expect(stdout.match(/is not a regular file/g)).toHaveLength(4);
    expect(run(["format", "a.conf"]).status).toBe(0);
    symlinkSync("/proc/kmsg", join(folder, "repo/kalint.config.json"));
    expect(run(["a.conf"]).stderr.join()).toContain("this settings file is not a regular file");
  });

  it("as settings lies in the repository, or belongs to who is trusted", (context) => {
    requireProgram(context, process.getuid?.() === 0, "the right to give files away");
    write({ "kalint.config.json": "not even JSON", "repo/a.conf": MESSY, "common/a.conf": MESSY });
    expect(run(["a.conf"]).stderr).toEqual([]);
    const above = join(folder, "kalint.config.json");
    expect(run(["../common/a.conf"]).stderr.join()).toContain("invalid JSON");
    chownSync(above, 65_534, 65_534);
    expect(run(["../common/a.conf"]).stderr).toEqual([]);
    chownSync(above, 0, 0);
    chownSync(folder, 65_534, 65_534);
    expect(run(["../common/a.conf"]).stderr).toEqual([]);
  });
});

describe("what is run", () => {
  it.each([
    ["a file with the name of an option", ["--with-keepalived=./x/k"], "is a file whose name looks like an option"],
    ["a relative path", ["--with-keepalived=x/k", "--", "a.conf"], "the path is relative"],
    ["a name that only the working folder has", ["--with-keepalived=k", "--", "a.conf"], "no such program"],
  ])("is not %s", (_, args, reason) => {
    write({ "repo/a.conf": MESSY });
    for (const name of ["repo/x/k", "repo/k", "repo/--with-keepalived=./x/k"]) {
      write({ [name]: "#!/bin/sh\ntouch ran\n" });
      chmodSync(join(folder, name), 0o755);
    }
    const { status, stderr } = run(args, { PATH: ":." });
    expect({ status, reason: stderr.join() }).toEqual({ status: 2, reason: expect.stringContaining(reason) });
    expect(existsSync(join(folder, "repo/ran"))).toBe(false);
  });

  it("takes what stands behind -- for a file", () => {
    write({ "repo/format": MESSY, "repo/--fix": MESSY });
    expect(run(["--", "format", "--fix"])).toMatchObject({ status: 0, stdout: expect.stringContaining("in 2 files") });
    expect([read("repo/format"), read("repo/--fix")]).toEqual([MESSY, MESSY]);
  });
});

describe("what is printed", () => {
  const NAMES = [
    "::error::x.conf",
    "##[error]x.conf",
    "##vso[task.x]y.conf",
    "a\n::error::b.conf",
    "##teamcity[x]z.conf",
  ];

  it.each(["pretty", "compact", "json", "gitlab", "junit", "checkstyle", "markdown", "sarif"])(
    "holds no command to a CI program: %s",
    (format) => {
      for (const name of NAMES)
        write({ [`repo/${name}`]: 'vrrp_script "::error::a" {\n    ##[error]\n    ::notice::b 1\n}\n' });
      const { stdout, stderr } = run(["--format", format, "."]);
      expect(stdout.length).toBeGreaterThan(100);
      expect([stdout, ...stderr].join("\n")).not.toMatch(/^\s*::[a-z]|##(?:vso|teamcity)?\[/m);
    },
  );

  it("holds none in a list of files, and GitHub is told to look for none in a diff", () => {
    for (const name of NAMES) write({ [`repo/${name}`]: `${MESSY}# x\n ::error::x\n` });
    expect(run(["format", "--check", "--force", "."]).stdout).not.toMatch(/^\s*::|##(?:vso|teamcity)?\[/m);
    const { stdout } = run(["format", "--diff", "."], { GITHUB_ACTIONS: "true" });
    const [, token = ""] = /^::stop-commands::(\w{20,})\n/.exec(stdout) ?? [];
    expect(stdout).toContain(`\n::${token}::\n`);
  });
});
