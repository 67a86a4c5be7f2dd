// Child of sample.mjs: loads the bundle of the tests anew for each mutant that it is sent, so that texts and tables made
// at loading are mutated too, and runs the tests that it is sent until one fails.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { collect } from "./vitest-shim.mjs";

const TEST_MS = 60_000;
/** As Stryker does: a loop that takes so many times the turns that it takes without the fault does not end. */
const HIT_FACTOR = 100;

const [, , bundle] = process.argv;
const require = createRequire(import.meta.url);
const script = new vm.Script(`(function (require, module, exports) {${readFileSync(bundle, "utf8")}\n})`, {
  filename: bundle,
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
globalThis.__stryker__ = {};
const stryker = globalThis.__stryker__;

process.on("message", async (message) => {
  process.send(message.mutant === undefined ? await cover() : await judge(message));
});

function load() {
  const module = { exports: {} };
  return collect(() => script.runInThisContext()(require, module, module.exports));
}

/** Which tests reach which mutants, and how often. */
async function cover() {
  stryker.mutantCoverage = { static: {}, perTest: {} };
  const tests = load();
  const failed = [];
  for (const [index, test] of tests.entries()) {
    stryker.currentTestId = String(index);
    const error = await failure(test);
    if (error !== undefined) failed.push([index, error]);
  }
  return { names: tests.map(({ name }) => name), failed, coverage: stryker.mutantCoverage };
}

/** The first test that fails with the fault, if any; what is made at loading may fail there. */
async function judge({ mutant, indices, hits }) {
  Object.assign(stryker, { activeMutant: mutant, hitCount: 0, hitLimit: Math.max(100_000, hits * HIT_FACTOR) });
  stryker.mutantCoverage = { static: {}, perTest: {} };
  stryker.currentTestId = undefined;
  try {
    const tests = load();
    for (const index of indices) {
      const test = tests[index];
      if (test === undefined) return { killer: "a test that is missing" };
      const error = await failure(test);
      if (error !== undefined) return { killer: `${test.name}: ${error}` };
    }
    return {};
  } catch (error) {
    return { killer: `loading: ${error}` };
  }
}

async function failure(test) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), TEST_MS);
  });
  try {
    await Promise.race([test.run(), late]);
  } catch (error) {
    return String(error?.message ?? error).slice(0, 400);
  } finally {
    clearTimeout(timer);
  }
}
