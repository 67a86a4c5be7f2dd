// One file of all tests that judge a mutant: to load it takes a tenth of the time that loading its parts takes.
import { build } from "esbuild";
import { globSync } from "tinyglobby";
import { LEFT_OUT, testsFor } from "./tests.mjs";

const patterns = process.env.MUTATION_TESTS?.split(/,(?![^{]*})/) ?? testsFor([]);

/** As deep as the tests are, which look for the fixtures from where they are. */
const OUTPUT = "dist/mutation/all.mjs";

// In the order of the patterns: what is likely to notice a fault comes first. Each in a suite of its own, so that what
// one does before its tests is done before no others.
const files = new Set(patterns.flatMap((pattern) => globSync(pattern, { ignore: LEFT_OUT }).sort()));
const suites = [...files].map((path) => `describe(${JSON.stringify(path)}, () => import("./${path}"));`);
await build({
  stdin: { contents: `import { describe } from "vitest";\n${suites.join("\n")}\n`, resolveDir: process.cwd() },
  outfile: OUTPUT,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
