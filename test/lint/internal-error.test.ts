import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { defineNodeRule } from "../../src/lint/define-rule.js";
import type { Task } from "../../src/lint/judge.js";
import type { RunOptions } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { instanceText } from "../support/clusters.js";

type Named = { readonly path: string };

/** Where kalint fails in these tests, always with one file. */
const fault = {
  stage: "",
  at(stage: string, path: string): void {
    if (fault.stage === stage && path.includes("broken")) throw new TypeError("made for a test");
  },
};

/** An object whose property cannot be read. */
const withFault = <T extends object>(whole: T, stage: string, property: string, path: string): T =>
  new Proxy(whole, {
    get(target, name) {
      if (name === property) fault.at(stage, path);
      return Reflect.get(target, name);
    },
  });

/** Tests share their modules, so those with faults are loaded besides, for these tests alone. */
function mockAll(): void {
  vi.doMock("../../src/syntax/tree.js", async (original) => {
    const real = await original<typeof import("../../src/syntax/tree.js")>();
    return {
      ...real,
      parseFile(source: Parameters<typeof real.parseFile>[0]) {
        fault.at("parsing", source.path);
        return withFault(real.parseFile(source), "suppressions", "comments", source.path);
      },
    };
  });

  vi.doMock("../../src/evaluate/index.js", async (original) => {
    const real = await original<typeof import("../../src/evaluate/index.js")>();
    return {
      ...real,
      evaluate(...[root, options]: Parameters<typeof real.evaluate>) {
        fault.at("evaluation", root.source.path);
        return real.evaluate(root, options);
      },
    };
  });

  vi.doMock("../../src/semantic/node.js", async (original) => {
    const real = await original<typeof import("../../src/semantic/node.js")>();
    return {
      ...real,
      makeNode(...[evaluated, options]: Parameters<typeof real.makeNode>) {
        fault.at("node", options.path);
        return withFault(real.makeNode(evaluated, options), "facts", "instances", options.path);
      },
    };
  });

  vi.doMock("../../src/cluster/cluster.js", async (original) => {
    const real = await original<typeof import("../../src/cluster/cluster.js")>();
    return {
      ...real,
      makeCluster(...[nodes, rest]: Parameters<typeof real.makeCluster>) {
        for (const { path } of nodes) fault.at("cluster", path);
        return real.makeCluster(nodes, rest);
      },
    };
  });

  vi.doMock("../../src/lint/condense.js", async (original) => {
    const real = await original<typeof import("../../src/lint/condense.js")>();
    return {
      ...real,
      condense(diagnostics: readonly Diagnostic[]) {
        for (const { location } of diagnostics) fault.at("settling", location.file);
        return real.condense(diagnostics);
      },
    };
  });

  vi.doMock("../../src/diagnostics/apply-fixes.js", async (original) => {
    const real = await original<typeof import("../../src/diagnostics/apply-fixes.js")>();
    return {
      ...real,
      applyFixes(...[diagnostics, textOf, allowed]: Parameters<typeof real.applyFixes>) {
        for (const { fix } of diagnostics) for (const { file } of fix?.edits ?? []) fault.at("fixing", file);
        return real.applyFixes(diagnostics, textOf, allowed);
      },
    };
  });
}

const MOCKED = [
  "../../src/syntax/tree.js",
  "../../src/evaluate/index.js",
  "../../src/semantic/node.js",
  "../../src/cluster/cluster.js",
  "../../src/lint/condense.js",
  "../../src/diagnostics/apply-fixes.js",
];

let fixRun: typeof import("../../src/lint/fix-run.js").fixRun;
let judge: typeof import("../../src/lint/judge.js").judge;
let run: typeof import("../../src/lint/run.js").run;
let runInBatches: typeof import("../../src/lint/run-in-batches.js").runInBatches;
beforeAll(async () => {
  vi.resetModules();
  mockAll();
  ({ fixRun } = await import("../../src/lint/fix-run.js"));
  ({ judge } = await import("../../src/lint/judge.js"));
  ({ run } = await import("../../src/lint/run.js"));
  ({ runInBatches } = await import("../../src/lint/run-in-batches.js"));
});
afterAll(() => {
  for (const name of MOCKED) vi.doUnmock(name);
  vi.resetModules();
});

const fragile = defineNodeRule({
  name: "fragile",
  group: "syntax",
  severity: "warning",
  summary: "For a test.",
  why: "For a test.",
  keepalived: "Says nothing.",
  source: "parser.c",
  examples: { bad: "", good: "" },
  check(node: Named) {
    fault.at("rule", node.path);
    return [];
  },
});

const options: RunOptions = {
  rules: [...rules, fragile],
  severityOf: (rule) => (rule.isOptIn === true ? "off" : rule.severity),
};

const pair = (name: string, vrid: number) =>
  ["master", "slave"].map((node, index) => ({
    path: `${name}-${node}.conf`,
    text: `${instanceText({ name, vrid, priority: 100 + index, vips: [`192.0.2.${vrid}/24`] })}\npriorty 1\n`,
  }));

const SOUND = pair("sound", 51);
const roots = [...pair("broken", 52).slice(0, 1), ...SOUND];

const STAGES = {
  parsing: "parsing failed",
  evaluation: "evaluation failed",
  node: "evaluation failed",
  facts: "reading its facts failed",
  suppressions: "reading suppressions failed",
  settling: "putting findings together failed",
  rule: "rule fragile failed",
};

/** What is found, by whether it is about the file with which kalint fails. */
function split(diagnostics: readonly Diagnostic[]) {
  const isOurs = ({ rule }: Diagnostic) => rule === "internal-error";
  return {
    errors: diagnostics.filter(isOurs).map(({ location, message, severity }) => [location.file, message, severity]),
    others: diagnostics.filter((one) => !isOurs(one) && !one.location.file.startsWith("broken")),
  };
}

const elsewhere = async (task: Task) => structuredClone(judge(task, options));

describe("where kalint itself fails with a file, that is one error, and the others are judged", () => {
  let expected: readonly Diagnostic[] = [];
  beforeEach(() => {
    fault.stage = "";
    expected = split(run(roots, options).diagnostics).others;
  });

  it("in these files there is something to find", () => expect(expected).toHaveLength(2));

  it.each(Object.entries(STAGES))("in one run: %s", (stage, message) => {
    fault.stage = stage;
    const { errors, others } = split(run(roots, options).diagnostics);
    expect(errors).toEqual([["broken-master.conf", expect.stringMatching(message), "error"]]);
    expect(errors[0]?.[1]).toMatch(/: made for a test; please report it at https:\/\/\S+\/issues( \(and \d+ more\))?$/);
    expect(others).toEqual(expected);
  });

  it.each(Object.entries(STAGES))("in batches: %s", async (stage, message) => {
    fault.stage = stage;
    const limits = { fewest: 2, most: 2, text: 10_000 };
    const { errors, others } = split((await runInBatches(roots, options, elsewhere, limits)).diagnostics);
    expect(errors).toEqual([["broken-master.conf", expect.stringMatching(message), "error"]]);
    expect(others).toEqual(expected);
  });

  it("a thread that ends with a file", async () => {
    const limits = { fewest: 3, most: 3, text: 10_000 };
    const ending = async (task: Task) => {
      if (task.roots.some(({ path }) => path.startsWith("broken"))) throw new Error("a thread ended");
      return elsewhere(task);
    };
    const { errors, others } = split((await runInBatches(roots, options, ending, limits)).diagnostics);
    expect(errors).toEqual([
      ["broken-master.conf", expect.stringMatching("^checking it failed: a thread ended"), "error"],
    ]);
    expect(others).toEqual(expected);
  });

  it("a cluster", async () => {
    fault.stage = "cluster";
    const both = [...pair("broken", 52), ...SOUND];
    const whole = split(run(both, options).diagnostics);
    expect(whole.errors).toEqual([
      ["broken-master.conf", expect.stringMatching("^looking at a cluster failed"), "error"],
    ]);
    expect(whole.others).toEqual(expected);
    const { errors, others } = split((await runInBatches(both, options, elsewhere)).diagnostics);
    expect([errors, others]).toEqual([whole.errors, whole.others]);
  });

  it("fixes", () => {
    const misspelt = roots.map(({ path, text }) => ({ path, text: text.replace("priority", "priorty") }));
    fault.stage = "fixing";
    const { result, changed } = fixRun(misspelt, options, "unsafe");
    expect(split(result.diagnostics).errors).toEqual([
      ["broken-master.conf", expect.stringMatching("^fixing failed: made for a test"), "error"],
    ]);
    expect([...changed.keys()].sort()).toEqual(SOUND.map(({ path }) => path));
  });

  it("no comment hides it, and it is told where only other files are wanted", () => {
    fault.stage = "rule";
    const hidden = roots.map(({ path, text }) => ({ path, text: `# kalint-ignore-file internal-error: no\n${text}` }));
    const { errors } = split(run(hidden, { ...options, wanted: new Set(["sound-slave.conf"]) }).diagnostics);
    expect(errors).toHaveLength(1);
  });
});
