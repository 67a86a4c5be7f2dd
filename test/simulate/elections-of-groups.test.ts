import { describe, it } from "vitest";
import { type Case, expectCase, twoOf } from "../support/elections.js";

const CHK = "vrrp_script chk {\nscript /bin/true\ninterval 1\n}\n";
const TRACK = "track_script {\nchk\n}\n";
const WEIGHTED = "track_script {\nchk weight -100\n}\n";

const CASES: readonly Case[] = [
  {
    name: "G5: one member in FAULT takes the others along",
    nodes: { a: twoOf(150, 150, { before: CHK, inX: TRACK }), b: twoOf(100, 100) },
    steps: [{ fail: "a chk" }, { expect: { G: "b" } }, { pass: "a chk" }, { expect: { G: "a" } }],
  },
  {
    name: "G6: a weighted script of a member counts for nothing",
    nodes: { a: twoOf(150, 150, { before: CHK, inX: WEIGHTED, inY: WEIGHTED }), b: twoOf(100, 100) },
    steps: [{ fail: "a chk" }, { expect: { G: "a", priority: { "a X": 150 } } }],
  },
  {
    name: "X4: a weighted interface of a member keeps its weight",
    nodes: {
      a: twoOf(150, 150, {
        inX: "track_interface {\neth2 weight -100\n}\n",
        inY: "track_interface {\neth2 weight -100\n}\n",
      }),
      b: twoOf(100, 100),
    },
    steps: [{ down: "a eth2" }, { expect: { G: "b", priority: { "a X": 50 } } }],
  },
  {
    name: "G11: with sync_group_tracking_weight one member alone moves nothing",
    nodes: {
      a: twoOf(150, 150, { before: CHK, inX: WEIGHTED, ofGroup: "sync_group_tracking_weight\n" }),
      b: twoOf(100, 100),
    },
    steps: [{ fail: "a chk" }, { expect: { G: "a", priority: { "a X": 50 } } }],
  },
  {
    name: "G6: a tracker of the group counts for every member",
    nodes: { a: twoOf(150, 150, { before: CHK, ofGroup: WEIGHTED }), b: twoOf(100, 100) },
    steps: [{ fail: "a chk" }, { expect: { G: "b", priority: { "a X": 50, "a Y": 50 } } }],
  },
  {
    name: "G7: crossed priorities: the first group up keeps everything",
    nodes: { a: twoOf(150, 90), b: twoOf(100, 100) },
    start: ["b"],
    steps: [{ at: "8s", start: "a" }, { expect: { G: "b" } }, { crash: "b" }, { expect: { G: "a" } }],
  },
  {
    name: "G9: the group waits for the member whose link cannot say goodbye",
    nodes: { a: twoOf(150, 150), b: twoOf(100, 100) },
    steps: [
      { down: "a eth0" },
      { after: "2.4s", expect: { X: "none", Y: "none" } },
      { after: "1.3s", expect: { G: "b" } },
    ],
  },
  {
    name: "G10: a dead switch port moves nothing",
    nodes: { a: twoOf(150, 150), b: twoOf(100, 100) },
    steps: [{ cut: "a eth0" }, { expect: { G: "a" } }],
  },
  {
    name: "without a group a dead switch port makes two masters there",
    nodes: { a: twoOf(150, 150, { inGroup: false }), b: twoOf(100, 100, { inGroup: false }) },
    steps: [{ cut: "a eth0" }, { expect: { X: ["a", "b"], Y: "a" } }],
  },
  {
    name: "G12: a group on one node only",
    nodes: { a: twoOf(150, 150), b: twoOf(100, 100, { inGroup: false }) },
    steps: [{ down: "a eth0" }, { after: "1s", expect: { Y: "b", X: "none" } }, { after: "3s", expect: { X: "b" } }],
  },
  {
    name: "G15: a member whose script has not answered holds the group back",
    nodes: { a: twoOf(150, 150, { before: CHK, inX: TRACK }), b: twoOf(100, 100) },
    start: ["b"],
    steps: [
      { hang: "a chk" },
      { start: "a" },
      { after: "0.5s", expect: { state: { "a X": "INIT", "a Y": "INIT" } } },
      { expect: { G: "b", state: { "a X": "FAULT" } } },
      { pass: "a chk" },
      { expect: { G: "a" } },
    ],
  },
];

describe("an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));
});
