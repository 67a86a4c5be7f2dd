import { expect, it } from "vitest";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { caseReader } from "../evaluate/lexical-cases.js";
import { compare } from "./compare.js";
import { openLedger, unreasoned } from "./differences.js";
import { readMachine, recordedCases } from "./recorded.js";

it("says something where keepalived does, in each release, and nothing where it is silent", () => {
  const machine = readMachine();
  const ledger = openLedger("differences.tsv");
  for (const { name, release, text, configId, messages } of recordedCases()) {
    const result = run([{ path: `/FOLDER/${name}.conf`, text }], {
      rules,
      severityOf: (rule) => (rule.isOptIn === true ? "off" : rule.severity),
      target: release,
      configIds: [configId],
      reader: caseReader,
    });
    ledger.add(name, release, compare(messages, result, machine));
  }
  ledger.settle("Agreement on the cases");
});

it.each(["differences.tsv", "differences-samples.tsv", "differences-files.tsv"])(
  "has a reason for each row of %s",
  (table) => {
    expect(unreasoned(table)).toEqual([]);
  },
);
