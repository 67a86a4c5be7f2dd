import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { root } from "../support/repository.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-fix-write-"));
const files = ["a.conf", "b.conf", "c.conf"].map((name) => join(folder, name));

beforeAll(() => {
  const script = `
    import { writeFileSync } from "node:fs";
    import { bundle } from "./scripts/bundle.mjs";
    writeFileSync(process.argv[1], await bundle("src/cli/fix.ts"));`;
  const target = join(folder, "fix.cjs");
  execFileSync(process.execPath, ["--input-type=module", "-e", script, target], { cwd: root, stdio: "pipe" });
});
beforeEach(() => {
  for (const file of files) {
    rmSync(file, { force: true });
    writeFileSync(file, "old\n");
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes "new" to all files in a process of its own; `step` runs when the second one is to be written. */
function writeAll(step: string) {
  const script = `
    const { writeFixesWhole } = require(process.argv[1]);
    const changed = new Map(process.argv.slice(2).map((path) => [path, { before: "old\\n", after: "new\\n" }]));
    let reads = 0;
    Object.defineProperty(changed.get(process.argv[3]), "after", { get() { if (reads++ === 0) { ${step} } return "new\\n"; } });
    writeFixesWhole(changed).then((isWritten) => console.log(isWritten));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script, join(folder, "fix.cjs"), ...files], {
    encoding: "utf8",
  });
  return {
    status,
    stdout,
    stderr: stderr.replaceAll(`${folder}/`, ""),
    texts: files.map((file) => readFileSync(file, "utf8")),
  };
}

describe("fixes in several files", () => {
  it("are all written", () => {
    expect(writeAll("")).toEqual({ status: 0, stdout: "true\n", stderr: "", texts: ["new\n", "new\n", "new\n"] });
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])("are all written before %s ends the process", (signal, status) => {
    expect(writeAll(`process.kill(process.pid, "${signal}");`)).toMatchObject({
      status,
      texts: ["new\n", "new\n", "new\n"],
    });
  });

  it("are none written when one file was changed meanwhile", () => {
    const step = 'require("node:fs").writeFileSync(process.argv[4], "other\\n");';
    expect(writeAll(step)).toEqual({
      status: 0,
      stdout: "false\n",
      stderr: "kalint: nothing is fixed: c.conf: it was changed meanwhile\n",
      texts: ["old\n", "old\n", "other\n"],
    });
  });

  it("are none written when one file is read-only", () => {
    chmodSync(join(folder, "c.conf"), 0o444);
    expect(writeAll("")).toMatchObject({ stdout: "false\n", texts: ["old\n", "old\n", "old\n"] });
  });
});
