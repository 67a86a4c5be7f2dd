// Stands in for vitest where one process runs the tests of many mutants: it keeps a list of the tests, and sample-child.mjs
// goes through it. Knows what the quick tests use of vitest.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";

/** Tests of this loading of the bundle: `{ name, run }`. */
let tests = [];

/** The tests that `load` registers. */
export function collect(load) {
  tests = [];
  load();
  return tests;
}

let file = "";
let names = [];
let hooks = { beforeAll: [], beforeEach: [], afterEach: [] };

/** Registers what a file of tests holds. */
export function testFile(path, load) {
  file = path;
  names = [];
  hooks = { beforeAll: [], beforeEach: [], afterEach: [] };
  load();
}

function register(name, run) {
  const own = hooks;
  const here = file;
  const once = own.beforeAll;
  tests.push({
    name: [here, ...names, name].join(" > "),
    async run() {
      currentFile = here;
      while (once.length > 0) await once.shift()();
      for (const hook of own.beforeEach) await hook();
      try {
        await run(context);
      } catch (error) {
        if (error !== SKIPPED) throw error;
      } finally {
        for (const hook of own.afterEach) await hook();
      }
    },
  });
}

let currentFile = "";

/** Thrown where a test leaves itself out. */
const SKIPPED = new Error("left out");
const context = {
  skip() {
    throw SKIPPED;
  },
};

/** The name with the values of a row of a table in it. */
function nameOf(form, row) {
  const values = Array.isArray(row) ? [...row] : [row];
  return form
    .replace(/\$(\w+)/g, (all, key) => (row?.[key] === undefined ? all : String(row[key])))
    .replace(/%[sdijoO]/g, () => String(values.shift()));
}

const each = (add) => (rows) => (form, run) => {
  for (const row of rows) add(nameOf(form, row), () => (Array.isArray(row) ? run(...row) : run(row)));
};

export const it = (name, run) => register(name, run);
it.each = each(it);
it.for = (rows) => (form, run) => {
  for (const row of rows) it(nameOf(form, row), () => run(row, context));
};
/** @alias */
export const test = it;

export function describe(name, body) {
  const [outerNames, outerHooks] = [names, hooks];
  names = [...names, name];
  hooks = { ...hooks, beforeEach: [...hooks.beforeEach], afterEach: [...hooks.afterEach] };
  body();
  names = outerNames;
  hooks = outerHooks;
}
describe.each = each(describe);

export const beforeAll = (hook) => hooks.beforeAll.push(hook);
export const beforeEach = (hook) => hooks.beforeEach.push(hook);
export const afterEach = (hook) => hooks.afterEach.push(hook);
/** What is to be done after the last test of a file: there is always another one. */
export const afterAll = () => undefined;
export const expectTypeOf = () => new Proxy(() => expectTypeOf(), { get: () => expectTypeOf() });

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
chai.Assertion.addMethod("toMatchFileSnapshot", function matches(path) {
  expect(this._obj).toBe(readFileSync(join(dirname(currentFile), path), "utf8"));
});
export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
Object.assign(expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
globalThis[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect);
