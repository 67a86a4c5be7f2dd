import { describe, expect, expectTypeOf, it } from "vitest";
import { type FileReader, type ScenarioStep, simulate } from "../../src/index.js";
import { type EventWord, eventWords } from "../../src/scenarios/shape.js";
import { readRepositoryFile } from "../support/repository.js";

const node = (priority: number, more = "") => `${more}vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const FILES = [
  { path: "etc/lb1.conf", text: node(150) },
  { path: "etc/lb2.conf", text: node(100) },
];

describe("simulate", () => {
  it("plays one scenario over files, which are named as in reports", () => {
    const { passed, problems, scenarios } = simulate(FILES, {
      steps: [
        { at: 10.5, crash: "lb1" },
        { expect: { VI_1: "lb2", "192.0.2.100": "lb2" }, within: "3.7s" },
      ],
      until: 20,
    });
    expect({ passed, problems }).toEqual({ passed: true, problems: [] });
    expect(scenarios[0]).toMatchObject({ name: "scenario", passed: true, orders: 1, failures: [] });
    expect(scenarios[0]?.holders).toEqual({
      VI_1: [
        { from: 0, to: 3.414062, nodes: [] },
        { from: 3.414062, to: 10.5, nodes: ["lb1"] },
        { from: 10.5, to: 14.023437, nodes: [] },
        { from: 14.023437, to: 20, nodes: ["lb2"] },
      ],
    });
    expect(scenarios[0]?.transitions.at(-1)).toEqual({
      at: 14.023437,
      node: "lb2",
      instance: "VI_1",
      state: "master",
    });
  });

  it("tells what came instead", () => {
    const { passed, scenarios } = simulate(FILES, { name: "x", steps: [{ stop: "lb1" }, { expect: { VI_1: "lb1" } }] });
    expect(passed).toBe(false);
    expect(scenarios[0]?.failures).toEqual([
      expect.objectContaining({ kind: "holder", subject: "VI_1", expected: "lb1", actual: "lb2" }),
    ]);
  });

  it("takes a document with a cluster of its own, texts and paths", () => {
    const { passed, problems } = simulate(FILES, {
      cluster: { a: "etc/lb1.conf", b: { config: node(200), release: "2.2.7" } },
      scenarios: [{ name: "start", steps: [{ expect: { VI_1: "b" } }] }],
    });
    expect(problems).toEqual([]);
    expect(passed).toBe(true);
  });

  it("takes YAML, and says where a mistake is", () => {
    const yaml = "scenarios:\n  - name: x\n    steps:\n      - crash: lb9\n      - expect: { VI_1: lb2 }\n";
    const { passed, problems, scenarios } = simulate(FILES, yaml);
    expect(passed).toBe(false);
    expect(scenarios).toEqual([]);
    expect(problems).toEqual([{ message: expect.stringContaining("lb9"), line: 4, column: 16 }]);
  });

  it("gives mistakes of data without a place, and a file that is not there", () => {
    expect(simulate(FILES, { steps: [{ crash: "lb9" }] }).problems).toEqual([
      { message: expect.stringContaining("lb9") },
    ]);
    const gone = simulate(FILES, { cluster: { a: "lb7.conf" }, steps: [{ expect: { VI_1: "a" } }] });
    expect(gone.problems).toEqual([{ message: expect.stringContaining('"lb7.conf" is not among the files') }]);
    expect(simulate([], { steps: [] }).passed).toBe(false);
  });

  it("says that what is neither YAML nor data is no scenario, instead of throwing", () => {
    const cyclic: Record<string, unknown> = { name: "x" };
    cyclic.cluster = cyclic;
    const throwing = {
      get name(): string {
        throw new Error("no");
      },
    };
    for (const odd of [null, 5, undefined, true, [], () => 1, Symbol("x"), { settle: 10n }, cyclic, throwing]) {
      const { passed, problems, scenarios } = simulate(FILES, odd as unknown as string);
      expect({ passed, problems, scenarios }).toEqual({
        passed: false,
        problems: [{ message: "the scenario is neither YAML nor data that JSON can hold" }],
        scenarios: [],
      });
    }
    for (const odd of [{ scenarios: null }, { steps: 5 }, { scenarios: [null] }, "", "5", "null"]) {
      expect(simulate(FILES, odd as unknown as string).problems.length).toBeGreaterThan(0);
    }
  });

  it("gives the step of a failure, and its line where there is one", () => {
    const steps: ScenarioStep[] = [{ stop: "lb1" }, { expect: { VI_1: "lb1" } }];
    const [ofData] = simulate(FILES, { steps }).scenarios[0]?.failures ?? [];
    expect(ofData).toMatchObject({ step: 1 });
    expect(ofData).not.toHaveProperty("line");
    const yaml = "scenarios:\n  - name: x\n    steps:\n      - stop: lb1\n      - expect: { VI_1: lb1 }\n";
    expect(simulate(FILES, yaml).scenarios[0]?.failures[0]).toMatchObject({ step: 1, line: 5 });
  });

  it("plays the release that runs, and reads includes", () => {
    const more = node(100).replace("192.0.2.100/24", "192.0.2.100/24\n192.0.2.101/24");
    const files = [FILES[0] ?? { path: "", text: "" }, { path: "etc/lb2.conf", text: more }];
    const expected = { steps: [{ expect: { VI_1: "lb1" } }] };
    expect(simulate(files, expected, { target: "2.4.3" }).passed).toBe(true);
    expect(simulate(files, expected, { target: "2.2.7" }).passed).toBe(false);
    const included = [{ path: "lb1.conf", text: "include vrrp.conf\n" }];
    const reader: FileReader = {
      glob: (pattern) => [pattern],
      read: (path) => (path === "vrrp.conf" ? { kind: "text", text: node(100) } : { kind: "missing" }),
    };
    expect(simulate(included, expected).problems[0]?.message).toBe('node "lb1" has no vrrp_instance');
    expect(simulate(included, expected, { reader }).passed).toBe(true);
  });

  it("has a type for every event", () => {
    expectTypeOf<EventWord>().toExtend<keyof ScenarioStep>();
    expect(eventWords.length).toBeGreaterThan(20);
  });

  it("is documented by an example that runs", () => {
    const [, code = ""] =
      /^## From JavaScript$[\s\S]*?^```js\n([\s\S]*?)^```$/m.exec(readRepositoryFile("docs/simulate.md")) ?? [];
    const body = code.replace(/^import .*$/m, "");
    const run = new Function(
      "simulate",
      "text",
      "other",
      `${body}; return [passed, scenarios[0].holders.VI_1.at(-1)];`,
    );
    const [passed, last] = run(simulate, node(150), node(100));
    expect(passed).toBe(true);
    expect(last.nodes).toEqual(["lb2"]);
  });
});
