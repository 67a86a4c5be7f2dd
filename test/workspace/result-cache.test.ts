import { expect, it } from "vitest";
import type { Root } from "../../src/lint/plan.js";
import { type RunOptions, run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { judgeRecorded } from "../../src/workspace/recording.js";
import { openCache, runCached } from "../../src/workspace/result-cache.js";
import { instanceText } from "../support/clusters.js";

const options: RunOptions = { rules, severityOf: (rule) => rule.severity };

const SECRET = "k8x2qLm9";

/** Pairs in folders of their own; enough for several batches. */
const roots: readonly Root[] = Array.from({ length: 300 }, (_, index) => ({
  path: `site-${index >> 1}/${index & 1}.conf`,
  text: instanceText({ priority: 100 + index, secret: SECRET, vips: [`10.0.${index >> 1}.1/24`] }),
}));

it("a run with a cache judges again only the batch that has changed, and keeps no secret", async () => {
  const cache = openCache("/nowhere", "");
  let count = 0;
  const judged = async (files: readonly Root[]): Promise<number> => {
    count = 0;
    const outcome = await runCached(files, options, cache, (task) => {
      count++;
      return judgeRecorded(task, options);
    });
    expect(outcome.diagnostics).toEqual(run(files, options).diagnostics);
    return count;
  };
  expect(await judged(roots)).toBeGreaterThan(2);
  expect(await judged(roots)).toBe(0);
  const changed = roots.map((root, index) => (index === 150 ? { ...root, text: `${root.text}nonsense 1\n` } : root));
  expect(await judged(changed)).toBe(1);
  const added = [...roots.slice(0, 10), { path: "site-4/new.conf", text: "nonsense 1\n" }, ...roots.slice(10)];
  expect(await judged(added)).toBe(1);
  expect(cache.toText()).not.toContain(SECRET);
});
