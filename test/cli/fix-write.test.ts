import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-fix-write-"));
const files = ["a.conf", "b.conf", "c.conf"].map((name) => join(folder, name));

beforeAll(() => {
  const script = `
    import { writeFileSync } from "node:fs";
    import { bundle } from "./scripts/bundle.mjs";
    writeFileSync(process.argv[1], await bundle("src/cli/write-fixes.ts"));`;
  const target = join(folder, "write-fixes.cjs");
  execFileSync(process.execPath, ["--input-type=module", "-e", script, target], { cwd: root, stdio: "pipe" });
});
beforeEach(() => {
  for (const file of files) {
    rmSync(file, { force: true });
    writeFileSync(file, "old\n");
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes "new" to the files of each group in a process of its own; `step` runs when the second file is to be written. */
function writeAll(groups: readonly (readonly string[])[], step: string) {
  const script = `
    const { writeFixes } = require(process.argv[1]);
    const groups = JSON.parse(process.argv[2]).map((files) => ({ files, count: files.length }));
    const paths = groups.flatMap(({ files }) => files);
    const changed = new Map(paths.map((path) => [path, { before: "old\\n", after: "new\\n" }]));
    let reads = 0;
    Object.defineProperty(changed.get(paths[1]), "after", { get() { if (reads++ === 0) { ${step} } return "new\\n"; } });
    writeFixes({ changed, groups }).then((written) => console.log(written.map(({ files }) => files.length).join()));`;
  const args = ["-e", script, join(folder, "write-fixes.cjs"), JSON.stringify(groups)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return {
    status,
    stdout,
    stderr: stderr.replaceAll(`${folder}/`, ""),
    texts: files.map((file) => readFileSync(file, "utf8")),
  };
}

const [a = "", b = "", c = ""] = files;
const TOGETHER = [files];
const APART = [[a], [b], [c]];
const ALL_NEW = ["new\n", "new\n", "new\n"];

/** Another program writes a file. */
const otherWrites = (path: string) => `require("node:fs").writeFileSync(${JSON.stringify(path)}, "other\\n");`;

describe("fixes in several files", () => {
  it("are all written, and nothing else is left in the folder", () => {
    expect(writeAll(TOGETHER, "")).toEqual({ status: 0, stdout: "3\n", stderr: "", texts: ALL_NEW });
    expect(readdirSync(folder).sort()).toEqual(["a.conf", "b.conf", "c.conf", "write-fixes.cjs"]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])("are all written before %s ends the process, where one fix joins them", (signal, status) => {
    expect(writeAll(TOGETHER, `process.kill(process.pid, "${signal}");`)).toEqual({
      status,
      stdout: "",
      stderr: "kalint: stopped: 3 of 3 files fixed\n",
      texts: ALL_NEW,
    });
  });

  it("are written one by one until a signal comes, where nothing joins them", () => {
    expect(writeAll(APART, 'process.kill(process.pid, "SIGINT");')).toEqual({
      status: 130,
      stdout: "",
      stderr: "kalint: stopped: 2 of 3 files fixed\n",
      texts: ["new\n", "new\n", "old\n"],
    });
    expect(readdirSync(folder).sort()).toEqual(["a.conf", "b.conf", "c.conf", "write-fixes.cjs"]);
  });

  it("are none written when one of those that a fix joins was changed meanwhile", () => {
    expect(writeAll(TOGETHER, otherWrites(c))).toEqual({
      status: 0,
      stdout: "\n",
      stderr: "kalint: c.conf: skipped, it has changed in the meantime; a.conf, b.conf cannot be fixed either\n",
      texts: ["old\n", "old\n", "other\n"],
    });
  });

  it("are written in files that nothing joins with the one that was changed meanwhile", () => {
    expect(writeAll([[a, b], [c]], otherWrites(b))).toEqual({
      status: 0,
      stdout: "1\n",
      stderr: "kalint: b.conf: skipped, it has changed in the meantime; a.conf cannot be fixed either\n",
      texts: ["old\n", "other\n", "new\n"],
    });
  });

  it("are none written when one file is read-only", () => {
    chmodSync(c, 0o444);
    expect(writeAll(TOGETHER, "")).toMatchObject({ stdout: "\n", texts: ["old\n", "old\n", "old\n"] });
    expect(writeAll(APART, "")).toMatchObject({ stdout: "1,1\n", texts: ["new\n", "new\n", "old\n"] });
  });
});
