import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFiles } from "../../src/workspace/find-files.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-find-"));
  for (const name of ["b", "b/c", "empty", "node_modules"]) mkdirSync(join(folder, name));
  for (const name of ["a.conf", "b/b.conf", "b/c/c.conf", "b/notes.txt", "a[1].conf", "node_modules/x.conf"]) {
    writeFileSync(join(folder, name), "");
  }
  symlinkSync(join(folder, "a.conf"), join(folder, "b/link.conf"));
  symlinkSync(folder, join(folder, "b/loop"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Paths below the folder, and the messages. */
async function find(...names: readonly string[]) {
  const { paths, problems } = await findFiles(names.map((name) => (name === "-" ? name : join(folder, name))));
  return {
    paths: paths.map((path) => path.replace(`${folder}/`, "")),
    problems: problems.map(({ kind, path }) => `${kind} ${path.replace(`${folder}/`, "")}`),
  };
}

describe("findFiles", () => {
  it("takes files as they are named, each once", async () => {
    expect(await find("b/notes.txt", "a.conf", "b/../a.conf", "-", "-")).toEqual({
      paths: ["b/notes.txt", "a.conf", "-"],
      problems: [],
    });
  });

  it("takes every *.conf below a folder, in order of names, and no file twice by a link that leads back", async () => {
    expect((await find("b")).paths).toEqual(["b/b.conf", "b/c/c.conf", "b/link.conf", "b/loop/a[1].conf"]);
  });

  it("takes what a pattern matches", async () => {
    expect((await find("*.conf")).paths).toEqual(["a.conf", "a[1].conf"]);
    expect((await find("**/{b,c}.conf")).paths).toEqual(["b/b.conf", "b/c/c.conf"]);
  });

  it("takes a name that looks like a pattern as a name", async () => {
    expect((await find("a[1].conf")).paths).toEqual(["a[1].conf"]);
  });

  it("tells what it did not find, and goes on", async () => {
    expect(await find("none.conf", "empty", "*.none", "a.conf")).toEqual({
      paths: ["a.conf"],
      problems: ["missing none.conf", "empty-folder empty", "no-match *.none"],
    });
  });
});
