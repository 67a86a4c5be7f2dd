import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { root } from "../support/repository.js";

describe("a folder for what is built", () => {
  const parent = mkdtempSync(join(tmpdir(), "kalint-folder-"));
  const folder = join(parent, "site");
  let makeFolder: (folder: string, mark?: string) => void;
  beforeAll(async () => {
    ({ makeFolder } = await import(`${root}scripts/make-folder.mjs`));
  });
  beforeEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(() => rmSync(parent, { recursive: true }));

  const fill = (name: string) => {
    mkdirSync(folder);
    writeFileSync(join(folder, name), "");
  };

  it("is made", () => {
    makeFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
    makeFolder(folder);
  });

  it("is emptied where an earlier build left it", () => {
    fill("engine.js");
    makeFolder(folder, "engine.js");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([undefined, "engine.js"])("keeps the files of somebody else: mark %s", (mark) => {
    fill("thesis.txt");
    expect(() => makeFolder(folder, mark)).toThrow(`${folder} is not empty; name a new folder, or remove it first`);
    expect(existsSync(join(folder, "thesis.txt"))).toBe(true);
  });
});
