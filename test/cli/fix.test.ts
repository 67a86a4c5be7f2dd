import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

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
    expect(runCli(["--fix", "a.conf"], { cwd }).stdout).toContain("nothing to report");
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
});
