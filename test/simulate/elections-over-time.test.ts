import { describe, it } from "vitest";
import { type Case, expectCase, PAIR } from "../support/elections.js";

const CASES: readonly Case[] = [
  {
    name: "N4, B8: preempt_delay waits for a living master, not for a dead one",
    nodes: { a: { priority: 150, lines: ["preempt_delay 8"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "6s", start: "a" },
      { at: "13s", expect: { V: "b" } },
      { at: "19s", expect: { V: "a" } },
    ],
  },
  {
    name: "N1: nopreempt counts on the higher node only",
    nodes: { a: { priority: 150 }, b: { priority: 100, lines: ["nopreempt"] } },
    start: ["b"],
    steps: [{ at: "6s", start: "a" }, { expect: { V: "a" } }],
  },
  {
    name: "N1: nopreempt on the higher node keeps the lower one",
    nodes: { a: { priority: 150, lines: ["nopreempt"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [{ at: "6s", start: "a" }, { expect: { V: "b" } }],
  },
  {
    name: "M5: of two owners the higher address wins",
    releases: ["2.4.3"],
    nodes: { a: { priority: 255 }, b: { priority: 255 } },
    steps: [{ expect: { V: "b" } }],
  },
  {
    name: "B5: the next one takes over, then the third",
    nodes: { a: { priority: 150 }, b: { priority: 120 }, c: { priority: 100 } },
    steps: [{ crash: "a" }, { expect: { V: "b" } }, { crash: "b" }, { expect: { V: "c" } }],
  },
  {
    name: "F1, F2: a dead link cannot say goodbye",
    nodes: PAIR,
    steps: [
      { down: "a eth0" },
      { after: "2.5s", expect: { V: "none" } },
      { after: "1.3s", expect: { V: "b" } },
      { up: "a eth0" },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "L3: a killed daemon leaves its addresses until it runs again",
    nodes: PAIR,
    steps: [
      { kill: "a" },
      { expect: { V: "b", "10.99.0.100": ["a", "b"] } },
      { start: "a" },
      { after: "1s", expect: { V: "b", "10.99.0.100": "b" } },
    ],
  },
  {
    name: "L5: a frozen master is master again when it goes on",
    nodes: PAIR,
    steps: [
      { pause: "a" },
      { after: "6s", expect: { V: ["a", "b"] } },
      { resume: "a" },
      { after: "1.2s", expect: { V: "a" } },
    ],
  },
  {
    name: "N5: timer_expired_backup steps back after a freeze",
    releases: ["2.4.3"],
    nodes: {
      a: { priority: 150, lines: ["nopreempt", "timer_expired_backup 100"] },
      b: { priority: 100, lines: ["nopreempt"] },
    },
    steps: [
      { pause: "a" },
      { after: "6s", expect: { V: ["a", "b"] } },
      { resume: "a" },
      { after: "1.2s", expect: { V: "b" } },
    ],
  },
  {
    name: "B6: after a partition with equal priorities the higher address wins",
    nodes: { a: { priority: 100 }, b: { priority: 100 } },
    start: ["a"],
    steps: [
      { start: "b" },
      { expect: { V: "a" } },
      { partition: [["a"], ["b"]] },
      { expect: { V: ["a", "b"] } },
      { heal: "" },
      { expect: { V: "b" } },
    ],
  },
  {
    name: "H18: loss in one direction",
    nodes: PAIR,
    steps: [
      { block: "a > b" },
      { expect: { V: ["a", "b"] } },
      { unblock: "a > b" },
      { expect: { V: "a" } },
      { block: "b > a" },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "X8 up to 2.2.7: a startup delay pushes the takeover out with every advert",
    releases: ["2.2.7"],
    nodes: { a: { priority: 150, before: "global_defs {\nvrrp_startup_delay 6\n}\n" }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "6s", start: "a" },
      { at: "30s", expect: { V: "b" } },
      { at: "37s", expect: { V: "a" } },
    ],
  },
  {
    name: "T5 since 2.2.8: a startup delay is waited for once",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, before: "global_defs {\nvrrp_startup_delay 6\n}\n" }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "6s", start: "a" },
      { at: "15s", expect: { V: "b" } },
      { at: "15.6s", expect: { V: "a" } },
    ],
  },
  {
    name: "L6: a lower priority after a reload",
    nodes: PAIR,
    steps: [
      { at: "8s", reload: { node: "a", replace: { "priority 150": "priority 50" } } },
      { after: "3.4s", expect: { V: "a" } },
      { after: "0.4s", expect: { V: "b" } },
    ],
  },
  {
    name: "L6: nopreempt keeps a master whose priority fell",
    nodes: { a: { priority: 150, lines: ["nopreempt"] }, b: { priority: 100, lines: ["nopreempt"] } },
    steps: [{ at: "8s", reload: { node: "a", replace: { "priority 150": "priority 50" } } }, { expect: { V: "a" } }],
  },
  {
    name: "T3: a change of priority starts the wait again from the last weaker advert",
    nodes: { a: { priority: 150, script: ["interval 2", "weight 10"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [{ at: "8s", start: "a" }, { expect: { V: "a" } }],
  },
];

describe("an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));
});
