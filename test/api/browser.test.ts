import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as here from "../../src/index.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { ruleCases } from "../support/rule-cases.js";

type BundleLibrary = (file: string, format?: "esm" | "iife") => Promise<void>;
type Library = Pick<typeof here, "lint" | "format" | "parse" | "print">;

const { bundleLibrary } = (await import(`${root}scripts/bundle.mjs`)) as { readonly bundleLibrary: BundleLibrary };

/** Another world has other prototypes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the library where there is nothing of Node", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-browser-"));
  let library: Library;

  beforeAll(async () => {
    const file = join(folder, "kalint.js");
    await bundleLibrary(file, "iife");
    // The language and nothing else: no Buffer, process, require, URL, TextEncoder, timers or console.
    library = runInNewContext(`${readFileSync(file, "utf8")}; kalint`, {}) as Library;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("lints every fixture as here", () => {
    const runs = ruleCases.map(({ texts }) => Object.entries(texts).map(([path, text]) => ({ path, text })));
    const all = (lint: typeof here.lint) => runs.map((files) => lint(files, { target: "2.2.7" }));
    expect(plain(all(library.lint))).toEqual(plain(all(here.lint)));
  });

  it("formats, parses and prints every fixture as here", () => {
    const texts = repositoryFiles("fixtures/format/**/*.conf", "fixtures/syntax/**/*.conf").map(readRepositoryFile);
    expect(texts.length).toBeGreaterThan(50);
    const all = ({ format, parse, print }: Library) =>
      texts.map((text) => [format(text), print(parse(text).tree), parse(text).ast.vrrpInstance.length]);
    expect(plain(all(library))).toEqual(plain(all(here)));
  });
});
