import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawn, spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { runCli } from "../support/run-cli.js";

const MESSY = "a  {\n  b   c\n}\n";
const CLEAN = "a {\n    b c\n}\n";
const CLI = `${root}dist/cli.cjs`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
/** The texts here look like nobody's, so that they have to be forced. */
const run = (...args: readonly string[]) => runCli(["format", "--force", ...args], { cwd: folder });

describe("kalint format on a full disk", () => {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  /** Blocks that need more room when they are indented. */
  const large = "a {\nb c\n}\n\n".repeat(6000);

  /** Runs a script in `disk/`, which has room for `large` and hardly more. The mount is seen by the script alone. */
  function onSmallDisk(script: string) {
    mkdirSync(join(folder, "disk"));
    write("large.conf", large);
    const mount = "mount -t tmpfs -o size=128k none disk && cp large.conf disk/";
    const whole = `${mount} && cd disk && { ${script}; }`;
    return spawnSync("unshare", ["--mount", ...user, "sh", "-c", whole], {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
      env: { ...process.env, NODE: process.execPath, CLI, NO_COLOR: "1" },
    });
  }
  const canMount = () =>
    spawnSync("unshare", ["--mount", ...user, "sh", "-c", "mount -t tmpfs none /mnt"], { timeout: 20_000 }).status ===
    0;

  it.for([
    ["a file", "true"],
    ["a file that must stay the same one", "ln large.conf other.conf"],
  ])("keeps %s as it was, and does the others", ([, before], context) => {
    requireProgram(context, canMount(), "unshare, with the right to mount,");
    write("small.conf", MESSY);
    const format = '"$NODE" "$CLI" format --force large.conf ../small.conf; echo "exit $?"';
    const after = "rm -f other.conf; cmp large.conf ../large.conf && ls -A";
    const { stdout, stderr } = onSmallDisk(`${before} && dd if=/dev/zero of=rest 2>&-; ${format}; ${after}`);
    expect(stderr.split("\n")).toEqual([
      "kalint: large.conf: not formatted: no space is left on the device",
      "kalint: 1 file formatted, 0 files left unchanged",
      "",
    ]);
    expect(stdout).toBe("exit 2\nlarge.conf\nrest\n");
    expect(read("small.conf")).toBe(CLEAN);
  });
});

describe("kalint format", () => {
  it("tells of folders, pipes and devices, and does the others", (context) => {
    requireProgram(
      context,
      spawnSync("mkfifo", [join(folder, "pipe.conf")], { timeout: 20_000 }).status === 0,
      "mkfifo",
    );
    mkdirSync(join(folder, "empty"));
    write("a.conf", MESSY);
    const { status, stdout, stderr } = run("empty", "pipe.conf", "/dev/null", "a.conf");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n")).toEqual([
      "kalint: empty: no *.conf files found",
      "kalint: pipe.conf is not a regular file; use - to read from standard input",
      "kalint: /dev/null is not a regular file; use - to read from standard input",
      "kalint: 1 file formatted, 0 files left unchanged",
      "",
    ]);
    expect(read("a.conf")).toBe(CLEAN);
  });

  it("keeps owner and mode", (context) => {
    requireProgram(context, process.getuid?.() === 0, "the right to give files away");
    write("a.conf", MESSY);
    chownSync(join(folder, "a.conf"), 65_534, 65_533);
    chmodSync(join(folder, "a.conf"), 0o640);
    expect(run("a.conf").status).toBe(0);
    const { uid, gid, mode } = statSync(join(folder, "a.conf"));
    expect([read("a.conf"), uid, gid, mode & 0o7777]).toEqual([CLEAN, 65_534, 65_533, 0o640]);
  });

  it("writes nothing the second time: same file, same time, also with other options", () => {
    write("a.conf", `vrrp_script a {\nscript b\n}\n${MESSY}`);
    for (const options of [[], ["--order", "canonical"], ["--range", "1:2"]]) {
      run(...options, "a.conf");
      utimesSync(join(folder, "a.conf"), 1000, 1000);
      const before = statSync(join(folder, "a.conf"));
      expect(run(...options, "a.conf").stderr).toBe("kalint: 0 files formatted, 1 file left unchanged\n");
      const after = statSync(join(folder, "a.conf"));
      expect([after.ino, after.mtimeMs, after.ctimeMs]).toEqual([before.ino, 1_000_000, before.ctimeMs]);
    }
    expect(readdirSync(folder)).toEqual(["a.conf"]);
  });

  it("leaves a template whose branches do not balance alone, says why, and does the others", () => {
    write("t.conf", "a {\n{% if b %}\n}\n{% endif %}\n");
    write("findings.conf", "vrrp_instance V {\n  nonsense   1\n}\n");
    expect(run("t.conf", "findings.conf")).toMatchObject({
      status: 2,
      stderr:
        "kalint: t.conf:2:1: not formatted: the branch in line 2 has unbalanced braces\n" +
        "kalint: 1 file formatted, 0 files left unchanged\n",
    });
    expect(read("findings.conf")).toBe("vrrp_instance V {\n    nonsense 1\n}\n");
  });

  it("formats templates below a folder, and says why it leaves one without failing", () => {
    write(
      "keepalived.conf.j2",
      "vrrp_instance V {\n  priority   {{ p }}\n{% if a %}\n  nopreempt   # x\n{% endif %}\n}\n",
    );
    write("keepalived-odd.conf.j2", "vrrp_instance V {\n{% if b %}\n}\n{% endif %}\n");
    expect(run(".")).toMatchObject({ status: 0, stderr: expect.stringContaining("unbalanced braces") });
    expect(read("keepalived.conf.j2")).toBe(
      "vrrp_instance V {\n    priority   {{ p }}\n{% if a %}\n    nopreempt # x\n{% endif %}\n}\n",
    );
  });
});

describe("kalint format -", () => {
  const many = CLEAN.replace("a", "\na").repeat(200_000).slice(1);

  it("passes megabytes on, whole", () => {
    const { status, stdout, stderr } = runCli(["format", "-"], { input: many.replaceAll("    b c", "b  c") });
    expect([status, stderr, stdout === many]).toEqual([0, "", true]);
  });

  it("passes 100 MB on, whole", { timeout: 300_000 }, () => {
    const formatted = `# ${"x".repeat(900)}\n${CLEAN}\n`.repeat(110_000).slice(0, -1);
    const { status, stdout, stderr } = runCli(["format", "-"], { input: formatted.replaceAll("    b c", "  b  c") });
    expect([formatted.length > 100e6, status, stderr, stdout === formatted]).toEqual([true, 0, "", true]);
  });

  it("prints nothing of what is too large", () => {
    const input = Buffer.alloc(270e6, "a  b\n");
    expect(runCli(["format", "--stdin-filename", "x.conf", "-"], { input })).toMatchObject({
      status: 2,
      stdout: "",
      stderr: "kalint: x.conf is too large: more than 256 MiB\n",
    });
  });

  it("ends quietly where the reader is gone", async () => {
    const child = spawn(process.execPath, [CLI, "format", "-"], { stdio: "pipe" });
    const errors: Buffer[] = [];
    child.stderr.on("data", (data: Buffer) => errors.push(data));
    child.stdout.destroy();
    child.stdin.end(many);
    await new Promise((resolve) => child.once("close", resolve));
    expect(Buffer.concat(errors).toString()).toBe("");
  });
});
