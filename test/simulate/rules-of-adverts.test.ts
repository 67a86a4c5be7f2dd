import { describe, expect, it } from "vitest";
import { play } from "../../src/simulate/play.js";
import { type Case, expectCase, PAIR, textOf } from "../support/elections.js";
import { scenariosOf } from "../support/play.js";

const AUTH = (type: string) => ["authentication {", `auth_type ${type}`, "auth_pass one", "}"];
const KEYS = (secret: string, mode = "enforce") => [
  "auth_hmac {",
  `key 1 ${secret.repeat(32)}`,
  "active_key 1",
  `mode ${mode}`,
  "}",
];

const CASES: readonly Case[] = [
  {
    name: "H3, F3: in FAULT nothing is heard, so its end begins a full wait",
    nodes: { a: { priority: 150, script: ["interval 1"] }, b: { priority: 100 } },
    steps: [
      { fail: "a chk" },
      { crash: "b" },
      { at: "40.5s", pass: "a chk" },
      { at: "44.3s", expect: { V: "none" } },
      { at: "44.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "H4: AH and PASS do not hear each other",
    nodes: { a: { priority: 150, lines: AUTH("AH") }, b: { priority: 100, lines: AUTH("PASS") } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H5: nothing has to be set for the hop limit",
    nodes: PAIR,
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H7: equal keys are accepted",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, lines: KEYS("k") }, b: { priority: 100, lines: KEYS("k") } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H7: another key is rejected",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, lines: KEYS("k") }, b: { priority: 100, lines: KEYS("l") } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H7: who has no keys finds a signed advert too long",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, lines: KEYS("k", "permissive") }, b: { priority: 100 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H7: receive-only signs nothing and takes adverts without a signature",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, lines: KEYS("k", "receive-only") }, b: { priority: 100 } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H7: enforce takes none without a signature",
    releases: ["2.4.3"],
    nodes: {
      a: { priority: 150, lines: KEYS("k", "receive-only") },
      b: { priority: 100, lines: KEYS("k", "enforce") },
    },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H7: releases before 2.4.0 know no keys",
    releases: ["2.2.7"],
    nodes: { a: { priority: 150, lines: KEYS("k") }, b: { priority: 100, lines: KEYS("l") } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H10: v3_checksum_as_v2 on one node alone",
    releases: ["2.4.3"],
    nodes: {
      a: { priority: 150, lines: ["version 3", "v3_checksum_as_v2"] },
      b: { priority: 100, lines: ["version 3"] },
    },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H12: an owner that ignores adverts yields to nobody",
    releases: ["2.4.3"],
    nodes: { a: { priority: 255, lines: ["owner_ignore_adverts"] }, b: { priority: 255 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "M3, N2: nopreempt does not help a master to resist",
    nodes: { a: { priority: 150, lines: ["nopreempt"] }, b: { priority: 100, lines: ["nopreempt"] } },
    start: ["b"],
    steps: [
      { at: "8s", partition: [["a"], ["b"]] },
      { at: "9s", start: "a" },
      { expect: { V: ["a", "b"] } },
      { heal: true },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "M4: a node that is alone stays MASTER",
    nodes: PAIR,
    start: ["a"],
    steps: [{ at: "30s", expect: { V: "a" }, within: "3.5s" }],
  },
];

describe("the adverts of an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));

  it("M1: a MASTER answers a farewell at once", () => {
    const { scenarios } = scenariosOf({
      cluster: { a: { config: textOf(PAIR.a) }, b: { config: textOf(PAIR.b) } },
      scenarios: [
        {
          name: "x",
          steps: [
            { at: 10, block: "a > b" },
            { at: 20, unblock: "a > b" },
            { at: 20.001, expect: { V: ["a", "b"] } },
            { at: 20.002, stop: "a" },
            { at: 20.003, expect: { V: "b" } },
          ],
        },
      ],
    });
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error("no scenario");
    const [run] = play(scenario, ({ live }) => live[1]?.lastSent);
    expect(run?.looks[1]).toBe(20_002_000);
    expect(run?.looks[0]).toBeLessThan(20_000_000);
  });
});
