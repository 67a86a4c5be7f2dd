import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile } from "../../src/workspace/write-file.js";

const OLD = Buffer.from("old, and longer\n");
const NEW = Buffer.from("new\n");

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-write-"));
  path = join(folder, "a.conf");
  writeFileSync(path, OLD);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name = path) => readFileSync(name, "utf8");

describe("replaceFile", () => {
  it("puts a new file in the place of the old one, with its mode", () => {
    chmodSync(path, 0o640);
    const before = statSync(path).ino;
    expect(replaceFile(path, OLD, NEW)).toEqual({ kind: "written" });
    expect(text()).toBe("new\n");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(["a.conf"]);
  });

  it("replaces the file behind a symbolic link", () => {
    const link = join(folder, "link.conf");
    symlinkSync("a.conf", link);
    expect(replaceFile(link, OLD, NEW)).toEqual({ kind: "written" });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(text()).toBe("new\n");
  });

  it("keeps hard links together", () => {
    const other = join(folder, "other.conf");
    linkSync(path, other);
    expect(replaceFile(path, OLD, NEW)).toEqual({ kind: "written" });
    expect(text(other)).toBe("new\n");
    expect(statSync(path).nlink).toBe(2);
  });

  it("leaves a file alone that was changed meanwhile", () => {
    writeFileSync(path, "by somebody else\n");
    expect(replaceFile(path, OLD, NEW)).toEqual({ kind: "changed" });
    expect(text()).toBe("by somebody else\n");
    expect(readdirSync(folder)).toEqual(["a.conf"]);
  });

  it("leaves a read-only file alone, also for root", () => {
    chmodSync(path, 0o444);
    expect(replaceFile(path, OLD, NEW)).toEqual({ kind: "failed", reason: "it is read-only" });
    expect(text()).toBe("old, and longer\n");
  });

  it("tells when the file is gone", () => {
    rmSync(path);
    expect(replaceFile(path, OLD, NEW)).toMatchObject({ kind: "failed" });
    expect(readdirSync(folder)).toEqual([]);
  });
});
