import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawn, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { asNobody, canBeNobody, runCli } from "../support/run-cli.js";

const MASTER = readRepositoryFile("fixtures/seed/master.conf");
const newFolder = () => mkdtempSync(join(tmpdir(), "kalint-bad-"));

function folderWith(name: string, text: string | Buffer): string {
  const folder = newFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

/** Everything but printable characters and line ends. */
const RAW = /[^\x20-\x7e\n\u00a0-\uffff]/;

describe("files that cannot be read", () => {
  it("among others are told, and the others are checked", async () => {
    const cwd = folderWith("a.conf", MASTER);
    mkdirSync(join(cwd, "folder.conf"));
    symlinkSync("loop.conf", join(cwd, "loop.conf"));
    const server = createServer().listen(join(cwd, "socket.conf"));
    await new Promise((resolve) => server.once("listening", resolve));
    const { status, stdout, stderr } = runCli(["a.conf", "none.conf", "loop.conf", "socket.conf", "folder.conf"], {
      cwd,
    });
    server.close();
    expect(status).toBe(2);
    expect(stdout).toContain("1 file");
    expect(stderr.trim().split("\n")).toEqual([
      "kalint: none.conf: no such file or directory",
      "kalint: folder.conf: no *.conf files found",
      "kalint: loop.conf: cannot be read: too many symbolic links",
      "kalint: socket.conf is not a regular file; use - to read from standard input",
    ]);
  });

  it("for want of permission are told", (context) => {
    requireProgram(context, canBeNobody, "setpriv, as root,");
    const cwd = folderWith("a.conf", MASTER);
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "a.conf"), 0);
    expect(asNobody(cwd, "a.conf")).toEqual([2, "kalint: a.conf: cannot be read: permission denied\n"]);
  });

  it("for want of permission to look into a folder are told, unless git ignores it", (context) => {
    requireProgram(context, canBeNobody, "setpriv, as root,");
    const cwd = folderWith("a.conf", MASTER);
    chmodSync(cwd, 0o755);
    mkdirSync(join(cwd, "closed"), { mode: 0o700 });
    expect(asNobody(cwd, ".")).toEqual([2, "kalint: closed: cannot be read: permission denied\n"]);
    expect(asNobody(cwd, "closed", "*/*.conf")).toEqual([
      2,
      "kalint: closed: cannot be read: permission denied\nkalint: closed: cannot be read: permission denied\n",
    ]);
    mkdirSync(join(cwd, ".git"));
    writeFileSync(join(cwd, ".gitignore"), "closed/\n");
    expect(asNobody(cwd, ".")).toEqual([0, ""]);
  });

  it("of 1 GB are refused without being read", () => {
    const cwd = folderWith("zeros.conf", "");
    truncateSync(join(cwd, "zeros.conf"), 1e9);
    const { status, stderr } = runCli(["zeros.conf"], { cwd });
    expect([status, stderr]).toEqual([2, "kalint: zeros.conf is too large: more than 64 MiB\n"]);
    expect(runCli(["format", "zeros.conf"], { cwd }).status).toBe(2);
  });

  it("of 1 GB of zeros on standard input are refused", () => {
    const cwd = folderWith("zeros.conf", "");
    truncateSync(join(cwd, "zeros.conf"), 1e9);
    const stdin = openSync(join(cwd, "zeros.conf"), "r");
    const { status, stderr } = spawnSync(process.execPath, [`${root}dist/cli.cjs`, "-"], {
      stdio: [stdin, "pipe", "pipe"],
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, "kalint: <stdin> is too large: more than 64 MiB\n"]);
  });
});

describe("places that cannot be written", () => {
  it("exit 2 on a full disk, for a report and for standard output", (context) => {
    const cwd = folderWith("a.conf", MASTER);
    requireProgram(context, process.platform === "linux", "/dev/full");
    const full = openSync("/dev/full", "w");
    expect(runCli(["a.conf", "--output-file", "/dev/full"], { cwd })).toMatchObject({
      status: 2,
      stderr: "kalint: cannot write the report to /dev/full: no space is left on the device\n",
    });
    const { status, stderr } = spawnSync(process.execPath, [`${root}dist/cli.cjs`, "a.conf"], {
      cwd,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, "kalint: cannot write to standard output: no space is left on the device\n"]);
  });

  it("end quietly where the reader is gone", async () => {
    const cwd = folderWith("a.conf", "nonsense 1\n".repeat(20_000));
    const child = spawn(process.execPath, [`${root}dist/cli.cjs`, "a.conf"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const errors: Buffer[] = [];
    child.stderr.on("data", (data: Buffer) => errors.push(data));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, Buffer.concat(errors).toString()]).toEqual([1, ""]);
  });
});

it.each([["--help"], ["lint --help"], ["--version"], ["rules"], ["help clusters"]])(
  "%s ends quietly where the reader is gone, and with 2 on a full disk",
  (words) => {
    const command = (end: string) => `${process.execPath} ${root}dist/cli.cjs ${words} ${end}`;
    const shell = (line: string) => spawnSync("bash", ["-c", line], { encoding: "utf8" });
    expect(shell(command("| true; exit ${PIPESTATUS[0]}"))).toMatchObject({ status: 0, stderr: "" });
    expect(shell(command(">/dev/full"))).toMatchObject({
      status: 2,
      stderr: "kalint: cannot write to standard output: no space is left on the device\n",
    });
  },
);

describe("names of files", () => {
  const NAME = "a\u001b[31m b\nkalint: fake\u202e.conf";

  it.each(["pretty", "compact", "json", "github", "gitlab", "checkstyle", "junit"])(
    "never reach a terminal as they are: %s",
    (format) => {
      const cwd = folderWith(NAME, "nonsense 1\n");
      const { stdout, status } = runCli([NAME, "--format", format], { cwd });
      expect(status).toBe(1);
      expect(stdout).not.toMatch(RAW);
      expect(stdout).not.toMatch(/^kalint: fake/m);
    },
  );

  const WORDS = [
    ["none", NAME],
    ["--output-file", `/${NAME}/x`, "a.conf"],
    ["--format", `sarif=/${NAME}/x`, "a.conf"],
    ["--baseline", NAME, "a.conf"],
    ["--baseline", "other", "a.conf"],
    [`--write-baseline=${NAME}.json`, "a.conf"],
    [`--write-baseline=/${NAME}/x`, "a.conf"],
    ["--config", NAME, "a.conf"],
    ["--cluster", `x=a.conf,${NAME}none`, "a.conf"],
    ["--cluster", "x=a.conf,a.conf", "a.conf"],
    ["--config-id", NAME, "a.conf"],
    ["--rule", NAME, "a.conf"],
    ["--rule", `formatting=${NAME}`, "a.conf"],
    ["--target", NAME, "a.conf"],
    ["--max-warnings", NAME, "a.conf"],
    ["--format", NAME, "a.conf"],
    [`--${NAME}`, "a.conf"],
    [`--with-keepalived=./${NAME}`, "a.conf"],
    ["--explain-clusters", NAME, "a.conf"],
    ["--fix", NAME],
    ["--fix-dry-run", NAME],
    ["format", NAME],
    ["format", "--diff", NAME],
    ["format", "--range", NAME, "a.conf"],
    ["format", `none${NAME}`],
    ["ast", `none${NAME}`],
    ["expand", `none${NAME}`],
    ["init", `none${NAME}`],
    ["config", NAME],
    ["explain", NAME],
    ["help", NAME],
    ["completion", NAME],
  ];
  it.each(WORDS.map((words) => [words.join(" ").replace(NAME, "NAME"), words] as const))(
    "never reach a terminal or a log as they are: %s",
    (_, words) => {
      const cwd = folderWith(NAME, `${MASTER}x {\n`);
      writeFileSync(join(cwd, "a.conf"), MASTER.replace("priority 100", "priority 300"));
      chmodSync(join(cwd, NAME), 0o444);
      const { stdout, stderr, status } = runCli(words, { cwd });
      expect(status).not.toBe(3);
      expect(stderr + stdout).not.toMatch(RAW);
      expect(stderr + stdout).not.toMatch(/^kalint: fake/m);
    },
  );

  it("with blanks and in the form of Windows are shown", () => {
    const cwd = folderWith("a b.conf", "nonsense 1\n");
    expect(runCli(["a b.conf", "--format", "compact"], { cwd }).stdout).toMatch(/^a b\.conf:1:1: /);
    const args = ["-", "--stdin-filename", "C:\\etc\\keepalived.conf", "--format"];
    expect(runCli([...args, "compact"], { input: "nonsense 1\n" }).stdout).toMatch(/^C:\\etc\\keepalived\.conf:1:1: /);
    expect(runCli([...args, "gitlab"], { input: "nonsense 1\n" }).stdout).toContain("C:/etc/keepalived.conf");
  });
});

it("progress is shown on a terminal only, and nothing of it stays in the report", (context) => {
  requireProgram(context, spawnSync("script", ["--version"]).status === 0, "script");
  const cwd = newFolder();
  for (let index = 0; index < 500; index++) writeFileSync(join(cwd, `${index}.conf`), "static_ipaddress {\n}\n");
  const command = `${process.execPath} ${root}dist/cli.cjs . >report`;
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { cwd, encoding: "utf8" });
  expect(stdout).toContain("checking 500 files");
  expect(readFileSync(join(cwd, "report"), "utf8")).toBe("500 files checked, no problems found\n");
  expect(runCli(["."], { cwd })).toMatchObject({ status: 0, stderr: "" });
});

describe("a terminal", () => {
  /** Runs the command in a terminal of so many columns. */
  function inTerminal(columns: number, env: Readonly<Record<string, string>> = {}): string {
    const cwd = folderWith("a-configuration-with-a-long-name.conf", MASTER);
    const command = `stty cols ${columns}; ${process.execPath} ${root}dist/cli.cjs a-configuration-with-a-long-name.conf`;
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...rest } = process.env;
    return spawnSync("script", ["-qec", command, "/dev/null"], {
      cwd,
      encoding: "utf8",
      env: { ...rest, TERM: "xterm", ...env },
    }).stdout;
  }
  const hasScript = spawnSync("script", ["--version"]).status === 0;

  it("of 20 columns gets a report", (context) => {
    requireProgram(context, hasScript, "script");
    expect(inTerminal(20)).toContain("track-own-interface");
  });

  it("gets colours unless NO_COLOR is set", (context) => {
    requireProgram(context, hasScript, "script");
    expect(inTerminal(80)).toContain("\u001b[");
    expect(inTerminal(80, { NO_COLOR: "1" })).not.toContain("\u001b[3");
  });
});
