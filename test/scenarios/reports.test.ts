import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import { junitScenarios, sarifScenarios } from "../../src/scenarios/reports.js";
import { runScenarios } from "../../src/scenarios/run-scenarios.js";
import { textOf } from "../support/elections.js";
import { scenariosOf } from "../support/play.js";

const schema = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const report = (...scenarios: readonly object[]) => {
  const file = scenariosOf({
    cluster: { a: { config: textOf({ priority: 150 }) }, b: { config: textOf({ priority: 100 }) } },
    scenarios,
  });
  return { results: runScenarios(file), problems: file.problems };
};

const GOOD = { name: "good", steps: [{ expect: { V: "a" } }] };
const FAILING = { name: "a <b>", steps: [{ stop: "a" }, { expect: { V: "a" } }, { expect: { V: "a" } }] };
const WRONG = { name: "wrong", steps: [{ stop: "lb9" }] };

describe("SARIF of scenarios", () => {
  const log = JSON.parse(sarifScenarios(report(GOOD, FAILING, WRONG), "1.2.3"));
  const [run] = log.runs;

  it("follows its schema", () => {
    const validate = new Ajv.default({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema);
    expect(validate(log) ? [] : validate.errors).toEqual([]);
  });

  it("names each miss and each mistake at its place, one kind each", () => {
    const shown = run.results.map((one: { ruleId: string; message: { text: string } }) => [
      one.ruleId,
      one.message.text,
    ]);
    expect(shown).toEqual([
      ["scenario-file", expect.stringContaining('"lb9"')],
      ["scenario", "a <b>: V is held by b, not by a"],
      ["scenario", "a <b>: V is held by b, not by a"],
    ]);
    expect(run.results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "test.scenarios.yaml" },
      region: { startLine: 1 },
    });
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["scenario", "scenario-file"]);
    expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([1, 0, 0]);
  });

  it("has a fingerprint for each, also where two are equal", () => {
    const names = run.results.map((one: { partialFingerprints: object }) => JSON.stringify(one.partialFingerprints));
    expect(new Set(names).size).toBe(3);
  });

  it("is empty where all is well", () => {
    expect(JSON.parse(sarifScenarios(report(GOOD), "1.2.3")).runs[0].results).toEqual([]);
  });
});

describe("JUnit of scenarios", () => {
  it("has an error for each mistake", () => {
    const text = junitScenarios(report(GOOD, FAILING, WRONG));
    expect(text).toContain('<testsuites name="kalint simulate" tests="3" failures="1" errors="1">');
    expect(text).toContain('<testsuite name="test.scenarios.yaml" tests="3" failures="1" errors="1">');
    expect(text).toMatch(
      /<testcase name="line 1" classname="test.scenarios.yaml"><error message="[^"]*lb9[^"]*" type="scenario-file">/,
    );
    expect(text).toContain('<testcase name="a &#60;b&#62;"');
  });
});
