import { describe, expect, it } from "vitest";
import { documentedRules } from "../../src/rules/index.js";
import { lintExample, summarize } from "../support/check-rules.js";

describe.each(documentedRules.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
  it("reports its bad example once, and nothing else above info", () => {
    const reported = summarize(lintExample(rule.examples.bad, rule, rule.exampleTarget), name);
    expect(reported.map((line) => line.split(" ")[0])).toEqual([name]);
  });

  it("reports nothing above info in its good example", () => {
    const result = lintExample(rule.examples.good, rule, rule.exampleTarget);
    expect(summarize(result, name)).toEqual([]);
  });
});
