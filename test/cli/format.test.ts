import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";
import { runCli } from "../support/run-cli.js";

const MESSY = "a  {\r\n  b   c\r\n}\r\n";
const CLEAN = "a {\n    b c\n}\n";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-cli-"));
  // The texts are made up; without this they would be another program's.
  write("kalint.config.json", '{ "files": ["*"] }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string | Buffer): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), "latin1");

/** Exit code and both outputs of `kalint format`. */
function run(args: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr } = runCli(["format", ...args], {
    cwd: folder,
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

describe("kalint format", () => {
  it("rewrites files, folders and patterns, and no file that needs nothing", () => {
    mkdirSync(join(folder, "d"));
    for (const name of ["a.conf", "d/b.conf", "c.txt"]) write(name, MESSY);
    write("clean.conf", CLEAN);
    const before = statSync(join(folder, "clean.conf"));
    expect(run(["a.conf", "d", "*.txt", "clean.conf"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "kalint: 3 files formatted, 1 file left unchanged\n",
    });
    expect(["a.conf", "d/b.conf", "c.txt"].map(read)).toEqual([CLEAN, CLEAN, CLEAN]);
    const after = statSync(join(folder, "clean.conf"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it("tells what it could not do, and does the rest", () => {
    write("open.conf", "a {\n");
    write("read-only.conf", MESSY);
    chmodSync(join(folder, "read-only.conf"), 0o444);
    write("binary.conf", Buffer.alloc(100));
    write("good.conf", MESSY);
    const { status, stderr } = run(["none.conf", "open.conf", "read-only.conf", "binary.conf", "good.conf"]);
    expect(status).toBe(2);
    expect(stderr.split("\n")).toEqual([
      "kalint: none.conf: no such file or directory",
      'kalint: open.conf:1:3: not formatted: "{" is not closed',
      "kalint: read-only.conf: not formatted: it is read-only",
      "kalint: binary.conf is not a text file",
      "kalint: 1 file formatted, 0 files left unchanged",
      "",
    ]);
    expect([read("open.conf"), read("read-only.conf"), read("good.conf")]).toEqual(["a {\n", MESSY, CLEAN]);
  });

  it("keeps mode and links, and bytes that are not UTF-8", () => {
    write("a.conf", Buffer.from("a   caf\xe9\n", "latin1"));
    chmodSync(join(folder, "a.conf"), 0o600);
    symlinkSync("a.conf", join(folder, "link.conf"));
    expect(run(["link.conf"]).status).toBe(0);
    expect(read("a.conf")).toBe("a caf\xe9\n");
    expect(statSync(join(folder, "a.conf")).mode & 0o777).toBe(0o600);
  });
});

describe("kalint format --check", () => {
  it("lists files that would change, and leaves them", () => {
    write("a.conf", MESSY);
    write("b.conf", CLEAN);
    expect(run(["--check", "a.conf", "b.conf"])).toEqual({ status: 1, stdout: "a.conf\n", stderr: "" });
    expect(run(["--check", "b.conf"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(read("a.conf")).toBe(MESSY);
  });
});

describe("kalint format --diff", () => {
  it.for<[string, string | Buffer]>([
    ["line ends and indentation", MESSY],
    ["no final newline", "a {\n}\nb  c"],
    ["a last line that stays without newline", "a  b\n# kalint-format off\nc"],
    ["far apart", `a  b\n${"c\n".repeat(20)}d  e\n`],
    ["lines that go and lines that come", "\n\na {b}\n\n\nc { d }\ne\n{\nf\n}\n"],
    ["bytes that are not UTF-8", Buffer.from("a  \xe9\n\xe9\n", "latin1")],
  ])("makes a patch that patch takes: %s", ([, text], context) => {
    requireProgram(context, spawnSync("patch", ["--version"]).status === 0, "patch");
    write("a.conf", text);
    const diff = runCli(["format", "--diff", "a.conf"], { cwd: folder });
    expect(diff.status).toBe(1);
    expect(diff.stdout).toMatch(/^--- a\.conf\n\+\+\+ a\.conf\n@@ /);
    expect(run(["a.conf"]).status).toBe(0);
    const formatted = read("a.conf");
    write("a.conf", text);
    const bytes = spawnSync(process.execPath, [...CLI, "format", "--diff", "a.conf"], { cwd: folder }).stdout;
    const patch = spawnSync("patch", ["-p0", "--binary"], { cwd: folder, input: bytes });
    expect(patch.stdout.toString()).toBe("patching file a.conf\n");
    expect(read("a.conf")).toBe(formatted);
  });

  it("says nothing of a file that needs nothing", () => {
    write("a.conf", CLEAN);
    expect(run(["--diff", "a.conf"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

describe("kalint format -", () => {
  it("is a filter", () => {
    expect(run(["-"], MESSY)).toEqual({ status: 0, stdout: CLEAN, stderr: "" });
    expect(run(["-"], "")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("prints nothing when it refuses, so that an editor keeps its text", () => {
    expect(run(["--stdin-filename", "x.conf", "-"], "a {\n")).toEqual({
      status: 2,
      stdout: "",
      stderr: 'kalint: x.conf:1:3: not formatted: "{" is not closed\n',
    });
  });

  it("takes indentation from the .editorconfig of the file that the text is from", () => {
    write(".editorconfig", "root = true\n[*.conf]\nindent_style = tab\n");
    expect(run(["--stdin-filename", "x.conf", "-"], MESSY).stdout).toBe("a {\n\tb c\n}\n");
    expect(run(["-"], MESSY).stdout).toBe(CLEAN);
  });

  it("formats some lines", () => {
    expect(run(["--range", "2:2", "-"], "a  b\nc  d\n").stdout).toBe("a  b\nc d\n");
    expect(run(["--range", "2:1", "-"], "a\n")).toMatchObject({ status: 2, stdout: "" });
  });
});

const CLI = [new URL("../../dist/cli.cjs", import.meta.url).pathname];
