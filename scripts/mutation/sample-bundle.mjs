// One file of tests and of all code that they need, with faults in it: see sample.mjs.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const SHIM = resolve("scripts/mutation/vitest-shim.mjs");

/** Writes the bundle; `texts` are the files that have faults in them, by absolute path. */
export async function bundleWith(texts, tests, outfile) {
  const calls = tests.map((path) => `testFile(${JSON.stringify(path)}, () => require("./${path}"));`);
  const contents = [`import { testFile } from "vitest";`, `require("./test/support/seed.ts");`, ...calls].join("\n");
  await build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile,
    bundle: true,
    // A script that is compiled once can be run anew for each fault.
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
    plugins: [{ name: "faults", setup: (on) => setup(on, texts) }],
  });
}

function setup({ onLoad, onResolve }, texts) {
  onResolve({ filter: /^vitest$/ }, () => ({ path: SHIM, external: true }));
  onLoad({ filter: /\.ts$/ }, ({ path }) => ({
    contents: (texts.get(path) ?? readFileSync(path, "utf8"))
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
    loader: "ts",
  }));
}
