import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as here from "../../src/index.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { ruleCases } from "../support/rule-cases.js";

type BundleLibrary = (file: string, format?: "esm" | "iife") => Promise<void>;
type Library = Pick<typeof here, "lint" | "fix" | "format" | "parse" | "print" | "simulate">;

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
  }, 400_000);

  it("fixes as here", () => {
    const files = ruleCases
      .slice(0, 150)
      .flatMap(({ texts }, at) => Object.entries(texts).map(([path, text]) => ({ path: `${at}/${path}`, text })));
    const all = (fix: typeof here.fix) => files.map((file) => fix([file], { unsafe: true }));
    expect(plain(all(library.fix))).toEqual(plain(all(here.fix)));
  });

  it("plays scenarios as here, as data and as YAML", () => {
    const text = (priority: number) =>
      `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\nvirtual_ipaddress {\n192.0.2.1\n}\n}\n`;
    const files = [150, 100].map((priority) => ({ path: `lb${priority}.conf`, text: text(priority) }));
    const yaml = "scenarios:\n- name: x\n  steps:\n  - stop: lb150\n  - expect: { V: lb100 }\n  - stop: lb7\n";
    const all = ({ simulate }: Pick<Library, "simulate">) => [
      simulate(files, { steps: [{ crash: "lb150" }, { expect: { V: "lb100" } }] }),
      simulate(files, yaml),
      simulate(files, "a: [b"),
    ];
    expect(plain(all(library))).toEqual(plain(all(here)));
    expect(all(here)[0]?.passed).toBe(true);
  });

  it("formats, parses and prints every fixture as here", () => {
    const texts = repositoryFiles("fixtures/format/**/*.conf", "fixtures/syntax/**/*.conf").map(readRepositoryFile);
    expect(texts.length).toBeGreaterThan(50);
    const all = ({ format, parse, print }: Library) =>
      texts.map((text) => [format(text), print(parse(text).tree), parse(text).ast.vrrpInstance.length]);
    expect(plain(all(library))).toEqual(plain(all(here)));
  });
});
