import { describe, expect, it } from "vitest";
import { playScenarios } from "../support/play.js";

const config = (priority: number, line = "") =>
  `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${line}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`;

/** X and Y in one sync group, with these priorities. */
const inGroup = (x: number, y: number) =>
  [
    "vrrp_sync_group G {\ngroup {\nX\nY\n}\n}\n",
    config(x).replace("V {", "X {"),
    config(y).replace("V {", "Y {").replace("51", "52").replace(".100", ".101"),
  ].join("");

const play = (a: string, b: string, expected: string) => {
  const [result] = playScenarios({
    cluster: { a: { config: a }, b: { config: b } },
    scenarios: [{ name: "start", steps: [{ expect: { V: expected } }] }],
  });
  return { orders: result?.orders, passed: result?.misses.length === 0 };
};

describe("timers less than 50 ms apart", () => {
  it("B9: are followed in both orders where nopreempt keeps the first", () => {
    const nodes = [config(101, "nopreempt"), config(100, "nopreempt")] as const;
    expect(play(...nodes, "a")).toEqual({ orders: 2, passed: false });
    expect(play(...nodes, "b")).toEqual({ orders: 2, passed: false });
    expect(play(...nodes, "a|b")).toEqual({ orders: 2, passed: true });
  });

  it("are followed in both orders where priorities are equal", () => {
    expect(play(config(100), config(100), "one").orders).toBe(2);
  });

  it("are followed with each of three nodes first", () => {
    const cluster = Object.fromEntries(["a", "b", "c"].map((name) => [name, { config: config(100) }]));
    for (const [expected, passes] of [
      ["a|b|c", true],
      ["a|b", false],
      ["b|c", false],
      ["a|c", false],
    ] as const) {
      const [result] = playScenarios({
        cluster,
        scenarios: [{ name: "start", steps: [{ expect: { V: expected } }] }],
      });
      expect({ orders: result?.orders, passes: result?.misses.length === 0 }).toEqual({ orders: 3, passes });
    }
  });

  it("are followed once where preempt_delay leaves the first in place for a while alone", () => {
    expect(play(config(101, "preempt_delay 5"), config(100), "a")).toEqual({ orders: 1, passed: true });
  });

  it("are followed in both orders where the members of a sync group have other orders on another node", () => {
    const [result] = playScenarios({
      cluster: { a: { config: inGroup(150, 140) }, b: { config: inGroup(140, 150) } },
      scenarios: [{ name: "start", steps: [{ expect: { G: "a|b", X: "a|b", Y: "a|b" } }] }],
    });
    expect(result?.orders).toBe(2);
    expect(result?.misses).toEqual([]);
  });

  it("decide nothing where a sync group is stronger with all its members", () => {
    const [result] = playScenarios({
      cluster: { a: { config: inGroup(150, 150) }, b: { config: inGroup(140, 140) } },
      scenarios: [{ name: "start", steps: [{ expect: { G: "a" } }] }],
    });
    expect(result?.orders).toBe(1);
    expect(result?.misses).toEqual([]);
  });

  it("decide nothing where the higher priority preempts", () => {
    expect(play(config(101), config(100), "a")).toEqual({ orders: 1, passed: true });
  });
});

describe("timers less than 100 ms apart", () => {
  const priorities = [150, 133];
  const nodes = priorities.map((priority) => config(priority, "nopreempt"));

  it("are followed in both orders where the nodes are started at once", () => {
    expect(play(nodes[0] ?? "", nodes[1] ?? "", "a|b")).toEqual({ orders: 2, passed: true });
  });

  it("are followed in both orders where a sync group waits for several of its members", () => {
    const group = (x: number, y: number) => inGroup(x, y).replaceAll(/(priority \d+)/g, "$1\nnopreempt");
    const outcome = (expected: string) => {
      const [result] = playScenarios({
        cluster: { a: { config: group(101, 101) }, b: { config: group(89, 88) } },
        scenarios: [{ name: "start", steps: [{ expect: { G: expected, X: expected, Y: expected } }] }],
      });
      return { orders: result?.orders, passed: result?.misses.length === 0 };
    };
    expect(outcome("a|b")).toEqual({ orders: 2, passed: true });
    expect(outcome("a")).toEqual({ orders: 2, passed: false });
    expect(outcome("b")).toEqual({ orders: 2, passed: false });
  });

  it("have one order where one node is started later", () => {
    const [result] = playScenarios({
      cluster: { a: { config: nodes[0] ?? "" }, b: { config: nodes[1] ?? "" } },
      scenarios: [
        {
          name: "one after the other",
          start: [],
          steps: [{ at: 1, start: "a" }, { at: 1.001, start: "b" }, { expect: { V: "a" } }],
        },
      ],
    });
    expect(result?.orders).toBe(1);
    expect(result?.misses).toEqual([]);
  });

  it("have one order where both have heard a third node", () => {
    const [result] = playScenarios({
      cluster: { a: { config: nodes[0] ?? "" }, b: { config: nodes[1] ?? "" }, c: { config: config(200) } },
      scenarios: [{ name: "crash", steps: [{ crash: "c" }, { expect: { V: "a" } }] }],
    });
    expect(result?.orders).toBe(1);
    expect(result?.misses).toEqual([]);
  });
});
