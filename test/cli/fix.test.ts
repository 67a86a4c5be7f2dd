import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spawn } from "../support/child-process.js";
import { CLI, runCli } from "../support/run-cli.js";

/** Two copies of the seed pair's master: each tracks its own interface, which a safe fix deletes. */
function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-"));
  writeFileSync(join(folder, "a.conf"), text);
  return folder;
}

const SEED = readFileSync("fixtures/seed/master.conf", "utf8");

describe("--fix", () => {
  it("mends what is safe, and a second run changes nothing", () => {
    const cwd = folderWith(SEED);
    const { stderr, status } = runCli(["--fix", "a.conf"], { cwd });
    expect(status).toBe(0);
    expect(stderr).toContain("1 finding fixed in 1 file");
    const fixed = readFileSync(join(cwd, "a.conf"), "utf8");
    expect(fixed).toBe(SEED.replace(/^ {2}track_interface \{ *(#.*\n) {4}eth0\n {2}\}\n/m, "  $1"));
    const before = statSync(join(cwd, "a.conf")).ino;
    expect(runCli(["--fix", "a.conf"], { cwd }).stdout).toContain("no problems found");
    expect(statSync(join(cwd, "a.conf")).ino).toBe(before);
  });

  it("shows a diff and changes nothing with --fix-dry-run", () => {
    const cwd = folderWith(SEED);
    expect(runCli(["--fix-dry-run", "a.conf"], { cwd }).stdout).toMatch(/^-\s+eth0$/m);
    expect(readFileSync(join(cwd, "a.conf"), "utf8")).toBe(SEED);
  });

  it("leaves unsafe fixes alone unless they are asked for", () => {
    const text = SEED.replace("123456", "1234567890");
    const cwd = folderWith(text);
    runCli(["--fix", "a.conf"], { cwd });
    expect(readFileSync(join(cwd, "a.conf"), "utf8")).toContain("auth_pass 1234567890");
    runCli(["--fix", "--unsafe-fixes", "a.conf"], { cwd });
    expect(readFileSync(join(cwd, "a.conf"), "utf8")).toMatch(/auth_pass 12345678$/m);
  });

  it.each([
    ["standard input", ["--fix", "-"], "use --fix-dry-run with - (standard input), which --fix cannot write"],
    ["nothing", ["--unsafe-fixes", "a.conf"], "use --unsafe-fixes together with --fix or --fix-dry-run"],
  ])("of %s is wrong usage", (_, args, message) => {
    const { status, stderr, stdout } = runCli(args, { cwd: folderWith(SEED), input: SEED });
    expect([status, stderr, stdout]).toEqual([2, `kalint: ${message}\n`, ""]);
  });

  it("leaves a read-only file alone, fixes the others, and exits with 2", () => {
    const cwd = folderWith(SEED);
    const other = SEED.replaceAll("192.168.0.", "192.168.9.").replaceAll("VI_1", "VI_9").replace(" 51 ", " 99 ");
    writeFileSync(join(cwd, "b.conf"), other);
    chmodSync(join(cwd, "a.conf"), 0o444);
    const { status, stderr } = runCli(["--fix", "a.conf", "b.conf"], { cwd });
    expect([status, stderr]).toEqual([
      2,
      "kalint: a.conf: skipped, it is read-only\nkalint: 1 finding fixed in 1 file: b.conf\n",
    ]);
    expect(readFileSync(join(cwd, "a.conf"), "utf8")).toBe(SEED);
    expect(readFileSync(join(cwd, "b.conf"), "utf8")).not.toBe(other);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])("of many files leaves each old or new, and nothing else, when %s ends it", async (signal, status) => {
    const cwd = folderWith(SEED);
    const names = Array.from({ length: 150 }, (_, index) => `${index}.conf`);
    for (const name of names) writeFileSync(join(cwd, name), SEED.replaceAll("VI_1", `VI_${name}`));
    const fixed = readFixed(cwd);
    const { code, said } = await fixUntil(cwd, signal);
    expect(code).toBe(status);
    const done = names.filter((name) => readFileSync(join(cwd, name), "utf8") === fixed(name)).length;
    expect([said, done < 150]).toEqual([`kalint: stopped: ${done} of 150 files fixed\n`, true]);
    expect(readdirSync(cwd).sort()).toEqual(["a.conf", ...names].sort());
    for (const name of names) {
      const old = SEED.replaceAll("VI_1", `VI_${name}`);
      expect([old, fixed(name)]).toContain(readFileSync(join(cwd, name), "utf8"));
    }
  });
});

/** Fixes a folder with a signal that comes as soon as the first file has taken its place. */
async function fixUntil(cwd: string, signal: string): Promise<{ readonly code: unknown; readonly said: string }> {
  const once = `
    const fs = require("node:fs");
    const { renameSync } = fs;
    fs.renameSync = (...names) => {
      renameSync(...names);
      process.kill(process.pid, process.env.KALINT_TEST_SIGNAL);
      fs.renameSync = renameSync;
    };`;
  const hook = join(mkdtempSync(join(tmpdir(), "kalint-")), "hook.cjs");
  writeFileSync(hook, once);
  const child = spawn(process.execPath, ["--require", hook, CLI, "--fix", "--rule", "cluster-two-masters=off", "."], {
    cwd,
    env: { ...process.env, KALINT_TEST_SIGNAL: signal },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  return { code: await new Promise((resolve) => child.once("close", resolve)), said };
}

/** What a file of the last test is when it is fixed. */
function readFixed(cwd: string): (name: string) => string {
  runCli(["--fix", "a.conf"], { cwd });
  const text = readFileSync(join(cwd, "a.conf"), "utf8");
  return (name) => text.replaceAll("VI_1", `VI_${name}`);
}
