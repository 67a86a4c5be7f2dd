// Judges a random sample of the faults below some paths, in about a second each: one process keeps the tests loaded, has
// one fault active at a time, as Stryker does, and runs the tests that reach it until one fails.
// Tests are known by their number: no case may be added or removed meanwhile.
import { fork } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { globSync } from "tinyglobby";
import { bundleWith } from "./sample-bundle.mjs";
import { LEFT_OUT, testsFor } from "./tests.mjs";

const FOLDER = "dist/mutation";
/** Without an answer for so long, the tests hang. */
const [DRY_MS, MUTANT_MS] = [600_000, 120_000];

const quiet = { debug: () => undefined, info: () => undefined, isDebugEnabled: () => false };

/**
 * A report in the form of Stryker's for `count` faults, chosen by `seed` among those that are made at run time, or, with
 * `isStatic`, among those made when a module is loaded, for which all tests are run.
 */
export async function sample(paths, { count, seed, isStatic }) {
  const files = paths.flatMap((path) => (path.endsWith(".ts") ? [path] : globSync(`${path}/**/*.ts`))).sort();
  const { texts, mutants } = await instrument(files);
  const tests = testsFor(paths).flatMap((pattern) => globSync(pattern, { ignore: LEFT_OUT }).sort());
  mkdirSync(FOLDER, { recursive: true });
  const bundle = resolve(FOLDER, `sample-${process.pid}.cjs`);
  const judge = new Judge(bundle);
  try {
    await bundleWith(texts, [...new Set(tests)], bundle);
    const reach = await reachOf(judge);
    const chosen = shuffled(
      mutants.filter(({ id, status }) => status === undefined && reach.isStatic(id) === isStatic),
      seed,
    ).slice(0, count);
    console.log(`${mutants.length} faults in ${files.length} files, of which ${chosen.length} are tried`);
    for (const [at, mutant] of chosen.entries()) {
      Object.assign(mutant, await judge.verdict(mutant, reach));
      if (at % 10 === 9) console.log(`${at + 1} tried`);
    }
    return reportOf(chosen);
  } finally {
    judge.end();
    rmSync(bundle, { force: true });
  }
}

/** Every fault of the files, and their texts with all of them in it. */
async function instrument(paths) {
  const files = paths.map((name) => ({ name, mutate: true, content: readFileSync(name, "utf8") }));
  const options = { plugins: null, ignorers: [], excludedMutations: [] };
  const { files: mutated, mutants } = await new Instrumenter(quiet).instrument(files, options);
  return { texts: new Map(mutated.map(({ name, content }) => [resolve(name), content])), mutants };
}

/** Which tests reach a fault. Those that fail without one judge nothing. */
async function reachOf(judge) {
  const { names, failed, coverage } = await judge.ask({}, DRY_MS);
  for (const [index, error] of failed) console.log(`left out, as it fails anyway: ${names[index]}: ${error}`);
  const failing = new Set(failed.map(([index]) => index));
  const sound = [...names.keys()].filter((index) => !failing.has(index));
  const reached = new Map();
  for (const index of sound) {
    for (const [id, hits] of Object.entries(coverage.perTest[index] ?? {})) {
      const one = reached.get(id) ?? { indices: [], hits: 0 };
      reached.set(id, { indices: [...one.indices, index], hits: one.hits + hits });
    }
  }
  const isStatic = (id) => coverage.static[id] !== undefined && !reached.has(id);
  const of = (id) => (isStatic(id) ? { indices: sound, hits: 1e6 } : reached.get(id));
  return { names, isStatic, of };
}

/** The process that runs the tests; it is started anew where it hangs or dies. */
class Judge {
  #bundle;
  #child;

  constructor(bundle) {
    this.#bundle = bundle;
  }

  /** `Killed`, `Timeout`, `Survived` or `NoCoverage`, with the test that noticed the fault. */
  async verdict({ id, fileName }, { names, of }) {
    const reached = of(id);
    if (reached === undefined) return { status: "NoCoverage" };
    // First the tests that have the name of the file, then those of the folder, then those that go through everything.
    const [, own = ""] = /([\w-]+)\.ts$/.exec(fileName) ?? [];
    const rank = (index) => (names[index].includes(own) ? 0 : /^test\/(rules|lint)/.test(names[index]) ? 2 : 1);
    const indices = [...reached.indices].sort((a, b) => rank(a) - rank(b) || a - b);
    const answer = await this.ask({ mutant: id, indices, hits: reached.hits }, MUTANT_MS).catch(() => undefined);
    if (answer === undefined) return { status: "Timeout" };
    return answer.killer === undefined ? { status: "Survived" } : { status: "Killed", statusReason: answer.killer };
  }

  ask(message, limit) {
    this.#child ??= fork("scripts/mutation/sample-child.mjs", [this.#bundle], {
      env: { ...process.env, NO_COLOR: "1", KALINT_CORPUS: "" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const child = this.#child;
    return new Promise((done, fail) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), limit);
      const end = () => {
        clearTimeout(timer);
        child.removeAllListeners();
      };
      child.once("message", (answer) => {
        end();
        done(answer);
      });
      child.once("exit", () => {
        end();
        this.#child = undefined;
        fail(new Error("the tests do not end, or end the process"));
      });
      child.send(message);
    });
  }

  end() {
    this.#child?.kill();
  }
}

/** As Stryker writes it: lines and columns from 1. */
function reportOf(mutants) {
  const files = {};
  const shift = ({ line, column }) => ({ line: line + 1, column: column + 1 });
  for (const { location, ...mutant } of mutants) {
    const { fileName } = mutant;
    files[fileName] ??= { source: readFileSync(fileName, "utf8"), mutants: [] };
    files[fileName].mutants.push({ ...mutant, location: { start: shift(location.start), end: shift(location.end) } });
  }
  return { files };
}

/** In an order that is the same for the same seed: a linear congruential generator is random enough. */
function shuffled(list, seed) {
  let state = BigInt(seed);
  const next = () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state >> 11n);
  };
  for (let warm = 0; warm < 4; warm++) next();
  return list
    .map((one) => ({ one, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}
