import { describe, expect, it } from "vitest";
import { playScenarios } from "../support/play.js";

const config = (priority: number, line = "") =>
  `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${line}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`;

const play = (a: string, b: string, expected: string) => {
  const [result] = playScenarios({
    cluster: { a: { config: a }, b: { config: b } },
    scenarios: [{ name: "start", steps: [{ expect: { V: expected } }] }],
  });
  return { orders: result?.orders, passed: result?.misses.length === 0 };
};

describe("timers less than 50 ms apart", () => {
  it("are followed in both orders where nopreempt keeps the first", () => {
    const nodes = [config(101, "nopreempt"), config(100, "nopreempt")] as const;
    expect(play(...nodes, "a")).toEqual({ orders: 2, passed: false });
    expect(play(...nodes, "b")).toEqual({ orders: 2, passed: false });
    expect(play(...nodes, "a|b")).toEqual({ orders: 2, passed: true });
  });

  it("are followed in both orders where priorities are equal", () => {
    expect(play(config(100), config(100), "one").orders).toBe(2);
  });

  it("decide nothing where the higher priority preempts", () => {
    expect(play(config(101), config(100), "a")).toEqual({ orders: 1, passed: true });
  });
});
