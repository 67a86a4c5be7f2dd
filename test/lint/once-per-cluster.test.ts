import { expect, it } from "vitest";
import type { Diagnostic, Fix } from "../../src/diagnostics/diagnostic.js";
import { oncePerCluster } from "../../src/lint/once-per-cluster.js";
import { documentedRules } from "../../src/rules/index.js";

const fixIn = (file: string): Fix => ({
  title: "Add it",
  safety: "unsafe",
  edits: [{ file, start: 0, end: 0, text: "x" }],
});

const finding = (file: string, rest: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: "script-security-off",
  severity: "warning",
  message: "scripts are run",
  location: { file, start: 0, end: 5 },
  related: [],
  nodes: [file],
  fix: fixIn(file),
  ...rest,
});

const cluster = (...names: string[]) => ({ nodes: names.map((name) => ({ name })) });

it("joins what the nodes of one cluster have in common, with one fix for all", () => {
  const joined = oncePerCluster([finding("a"), finding("b"), finding("c")], [cluster("a", "b")], documentedRules);
  expect(joined.map(({ location, related, nodes, fix }) => [location.file, related, nodes, fix?.edits])).toEqual([
    [
      "a",
      [{ file: "b", start: 0, end: 5, message: "also here" }],
      ["a", "b"],
      [...fixIn("a").edits, ...fixIn("b").edits],
    ],
    ["c", [], ["c"], fixIn("c").edits],
  ]);
});

it("offers no fix for a part of the nodes", () => {
  const { fix: _, ...unfixed } = finding("b");
  const [only] = oncePerCluster([finding("a"), unfixed], [cluster("a", "b")], documentedRules);
  expect(only?.fix).toBeUndefined();
});

it("leaves what other rules find, other messages and other clusters apart", () => {
  const apart = [finding("a"), finding("b", { message: "other" }), finding("c"), finding("d")];
  const clusters = [cluster("a", "b"), cluster("c"), cluster("d")];
  expect(oncePerCluster(apart, clusters, documentedRules)).toEqual(apart);
  const ofOther = [finding("a", { rule: "priority-missing" }), finding("b", { rule: "priority-missing" })];
  expect(oncePerCluster(ofOther, clusters, documentedRules)).toEqual(ofOther);
});
