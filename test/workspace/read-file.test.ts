import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode } from "../../src/workspace/bytes.js";
import { readTextFile } from "../../src/workspace/read-file.js";
import { execFileSync } from "../support/child-process.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-read-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readBytes(bytes: Buffer) {
  const path = join(folder, "x.conf");
  writeFileSync(path, bytes);
  return readTextFile(path);
}

const kindOf = (path: string): string => {
  const result = readTextFile(path);
  return result.kind === "problem"
    ? `${result.problem.kind}: ${result.problem.message.replace(folder, "…")}`
    : result.kind;
};

describe("readTextFile", () => {
  it.each([
    ["UTF-8", Buffer.from("\ufeffa ü\n")],
    ["Latin-1", Buffer.from("a \xfc\n", "latin1")],
    ["a NUL", Buffer.from("a\0b\n")],
    ["nothing", Buffer.alloc(0)],
    ["colours", Buffer.from("\u001b[1m".repeat(20))],
  ])("reads %s so that no byte is lost", (_, bytes) => {
    const result = readBytes(bytes);
    expect(result.kind === "read" && encode(result.file.text).equals(bytes)).toBe(true);
  });

  it.each([
    ["a program", Buffer.from(process.execPath).fill(0)],
    ["UTF-16", Buffer.from("\ufeffrouter_id", "utf16le")],
  ])("refuses %s", (_, bytes) => {
    expect(readBytes(bytes)).toMatchObject({ kind: "problem", problem: { kind: "binary" } });
  });

  it("tells what is not there or no file, and never waits for a pipe", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(kindOf(join(folder, "none"))).toBe("missing: …/none: no such file or directory");
    expect(kindOf(join(folder, "x.conf/none"))).toBe("missing: …/x.conf/none: no such file or directory");
    expect(kindOf(folder)).toBe("folder: … is a folder");
    expect(kindOf(join(folder, "pipe"))).toBe(
      "not-regular: …/pipe is not a regular file; use - to read from standard input",
    );
    expect(kindOf("/dev/null")).toBe("not-regular: /dev/null is not a regular file; use - to read from standard input");
  });
});
