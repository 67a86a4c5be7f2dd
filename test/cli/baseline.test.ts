import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const MASTER = readRepositoryFile("fixtures/seed/master.conf");
const WRONG = MASTER.replace("priority 100", "priority 300");
const FILE = "kalint-baseline.json";

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-baseline-"));
  writeFileSync(join(folder, "a.conf"), text);
  return folder;
}

const run = (cwd: string, ...args: string[]) => runCli(["--format", "compact", ...args], { cwd });

describe("a baseline", () => {
  it("accepts today's findings, also after their lines have moved", () => {
    const cwd = folderWith(WRONG);
    expect(run(cwd, "a.conf").status).toBe(1);
    expect(run(cwd, "a.conf", "--write-baseline")).toMatchObject({ status: 0, stdout: "" });
    writeFileSync(join(cwd, "a.conf"), `# new\n\n${WRONG.replace("    priority 300", "\tpriority   300")}`);
    expect(run(cwd, "a.conf", "--baseline", FILE)).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("lets new findings through, and a second one like the first", () => {
    const cwd = folderWith(WRONG);
    run(cwd, "a.conf", `--write-baseline=${FILE}`);
    writeFileSync(join(cwd, "a.conf"), `${WRONG}\nnonsense 1\n`);
    const { status, stdout } = run(cwd, "a.conf", "--baseline", FILE);
    expect(stdout).toMatch(/^a\.conf:\d+:1: error: .*\[unknown-keyword\]\n$/);
    expect(status).toBe(1);
    run(cwd, "a.conf", `--write-baseline=${FILE}`);
    writeFileSync(join(cwd, "a.conf"), `${WRONG}\nnonsense 1\nnonsense 1\n`);
    expect(run(cwd, "a.conf", "--baseline", FILE).stdout.split("\n")).toHaveLength(2);
  });

  it("tells what it lists in vain, of the files that are checked", () => {
    const cwd = folderWith(WRONG);
    writeFileSync(join(cwd, "b.conf"), "nonsense 1\n");
    run(cwd, "a.conf", "b.conf", "--write-baseline");
    writeFileSync(join(cwd, "a.conf"), MASTER);
    const { status, stderr } = run(cwd, "a.conf", "--baseline", FILE);
    expect(stderr).toContain("1 entry is no longer needed");
    expect(stderr).toContain("[priority-out-of-range]");
    expect(stderr).not.toContain("b.conf");
    expect(status).toBe(0);
  });

  it("tells what it lists for files that are gone", () => {
    const cwd = folderWith(WRONG);
    writeFileSync(join(cwd, "b.conf"), "global_defs {\n    nonsense 1\n}\n");
    run(cwd, ".", "--write-baseline");
    rmSync(join(cwd, "b.conf"));
    expect(run(cwd, ".", "--baseline", FILE)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: expect.stringMatching(/1 entry is no longer needed; .*\n {2}b\.conf: .*\[unknown-keyword\]\n$/),
    });
  });

  it("is read with a byte order mark and Windows line ends", () => {
    const cwd = folderWith(WRONG);
    run(cwd, "a.conf", "--write-baseline");
    const text = readFileSync(join(cwd, FILE), "utf8");
    writeFileSync(join(cwd, FILE), `\ufeff${text.replaceAll("\n", "\r\n")}`);
    expect(run(cwd, "a.conf", "--baseline", FILE)).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("does not depend on where kalint is started", () => {
    const cwd = folderWith(WRONG);
    run(cwd, "a.conf", "--write-baseline");
    expect(run(tmpdir(), join(cwd, "a.conf"), "--baseline", join(cwd, FILE)).stdout).toBe("");
  });

  it("is never written over a configuration", () => {
    const cwd = folderWith(WRONG);
    writeFileSync(join(cwd, "b.conf"), MASTER);
    expect(run(cwd, "--write-baseline", "b.conf", "a.conf")).toMatchObject({ status: 2 });
    expect(readFileSync(join(cwd, "b.conf"), "utf8")).toBe(MASTER);
  });

  it.each([
    ["is missing", ["--baseline", "none.json"]],
    ["is no baseline", ["--baseline", "a.conf"]],
    ["is a folder", ["--baseline", "."]],
    ["is a device", ["--baseline", "/dev/zero"]],
    ["has no name", ["--baseline", ""]],
    ["is written without a name", ["--write-baseline="]],
    ["is half a one", ["--baseline", "half.json"]],
    ["is one of another version", ["--baseline", "other.json"]],
    ["is empty", ["--baseline", "empty.json"]],
    ["is read and written", ["--baseline", FILE, "--write-baseline"]],
    ["cannot be written", ["--write-baseline=/dev/full"]],
    ["has no folder", ["--write-baseline=none/x.json"]],
  ])("exits 2 where it %s", (_, args) => {
    const cwd = folderWith(WRONG);
    writeFileSync(join(cwd, "half.json"), '{ "version": 1, "findings": [');
    writeFileSync(join(cwd, "other.json"), '{ "version": 2, "findings": [] }');
    writeFileSync(join(cwd, "empty.json"), "");
    expect(run(cwd, "a.conf", ...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^kalint: (?!this is a mistake)/),
    });
  });
});
