import fc from "fast-check";
import { expect, it } from "vitest";
import { judge, type Task } from "../../src/lint/judge.js";
import { type RunOptions, run } from "../../src/lint/run.js";
import { runInBatches } from "../../src/lint/run-in-batches.js";
import { rules } from "../../src/rules/index.js";
import { instanceText } from "../support/clusters.js";

const options: RunOptions = { rules, severityOf: (rule) => rule.severity };

const pair = (name: string, vrid: number, fault: string) =>
  ["master", "slave"].map((node, index) => ({
    path: `${name}-${node}.conf`,
    text: `${instanceText({ name, vrid, priority: 100, vips: [`192.0.2.${vrid + index}/24`, "192.0.2.9/24"] })}\n${fault}\n`,
  }));

const roots = [...pair("a", 51, "priorty 1"), ...pair("b", 52, "vrrp_instance X {"), ...pair("c", 51, "")];

const elsewhere = async (task: Task) => structuredClone(judge(structuredClone(task), options));

it("the same findings whatever the order of files, in one run and in batches", async () => {
  const expected = JSON.stringify(run(roots, options).diagnostics);
  expect(expected).toContain('"cluster-');
  const order = fc.shuffledSubarray(roots, { minLength: roots.length });
  await fc.assert(
    fc.asyncProperty(order, async (files) => {
      expect(JSON.stringify(run(files, options).diagnostics)).toBe(expected);
      const limits = { fewest: 1, most: 2, text: 1 };
      expect(JSON.stringify((await runInBatches(files, options, elsewhere, limits)).diagnostics)).toBe(expected);
    }),
    { numRuns: 20 },
  );
});
