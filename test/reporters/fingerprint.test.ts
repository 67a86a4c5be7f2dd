import { describe, expect, it } from "vitest";
import type { Example, Rule } from "../../src/lint/define-rule.js";
import { fingerprints } from "../../src/reporters/fingerprint.js";
import { documentedRules } from "../../src/rules/index.js";
import { lintExample } from "../support/check-rules.js";

/** Names of all findings in the example of a rule; `nameOf` says how files are called in them. */
function namesIn(example: Example, rule: Rule, nameOf = (file: string) => file): readonly string[] {
  const { diagnostics, sources } = lintExample(example, rule);
  const named = diagnostics.map((one) => ({ ...one, location: { ...one.location, file: nameOf(one.location.file) } }));
  return fingerprints(named, new Map(sources.map((source) => [nameOf(source.path), source])));
}

const files = (example: Example) => (typeof example === "string" ? { "example.conf": example } : example);

const changed = (example: Example, change: (name: string, text: string) => readonly [string, string]): Example =>
  Object.fromEntries(Object.entries(files(example)).map(([name, text]) => change(name, text)));

const cases = documentedRules.map((rule) => [rule.name, rule] as const);

describe("fingerprints", () => {
  it.each(cases)("stay when lines move: %s", (_, rule) => {
    const names = namesIn(rule.examples.bad, rule);
    expect(new Set(names).size).toBe(names.length);
    const moved = changed(rule.examples.bad, (name, text) => [name, `# New.\n\n${text}`]);
    expect(namesIn(moved, rule)).toEqual(names);
  });

  it.each(cases.filter(([, { scope }]) => scope === "cluster"))(
    "stay when kalint is started in another folder: %s",
    (_, rule) => {
      const before = namesIn(rule.examples.bad, rule);
      const elsewhere = changed(rule.examples.bad, (name, text) => [`/srv/edge/${name}`, text]);
      expect(namesIn(elsewhere, rule, (file) => file.slice("/srv/edge/".length))).toEqual(before);
      const here = changed(rule.examples.bad, (name, text) => [`./${name}`, text]);
      expect(namesIn(here, rule)).toEqual(before);
    },
  );
});
