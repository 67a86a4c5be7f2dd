import { describe, it } from "vitest";
import { type Case, expectCase, PAIR, twoOf } from "../support/elections.js";

const SCRIPT = (weight: string) => `vrrp_script c {\nscript /bin/true\ninterval 1\n${weight}\n}\n`;
const TRACKS = (line: string) => `track_script {\n${line}\n}\n`;

const CASES: readonly Case[] = [
  {
    name: "P3: a script that has not answered adds nothing",
    nodes: { a: { priority: 150, script: ["interval 9", "weight 20"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "1s", hang: "a chk" },
      { at: "2s", start: "a" },
      { at: "7s", expect: { priority: { "a V": 150 } } },
      { at: "8s", pass: "a chk" },
      { at: "8.1s", expect: { priority: { "a V": 170 } } },
    ],
  },
  {
    name: "P5: without weight a failure is FAULT; L2: which says farewell",
    nodes: { a: { priority: 150, script: ["interval 1"] }, b: { priority: 100 } },
    steps: [{ fail: "a chk" }, { expect: { V: "b", state: { "a V": "FAULT" } }, within: "1.62s" }],
  },
  {
    name: "P6: rise counts results in a row",
    nodes: { a: { priority: 150, script: ["interval 1", "rise 3"] }, b: { priority: 100 } },
    steps: [
      { at: "10.5s", fail: "a chk" },
      { at: "20.5s", pass: "a chk" },
      { at: "22.9s", expect: { state: { "a V": "FAULT" } } },
      { at: "23.1s", expect: { state: { "a V": "BACKUP" } } },
    ],
  },
  {
    name: "P7: an interface is noticed at once",
    nodes: { a: { priority: 150, lines: ["track_interface {", "eth2", "}"] }, b: { priority: 100 } },
    steps: [
      { at: "12s", down: "a eth2" },
      { at: "12.01s", expect: { state: { "a V": "FAULT" } } },
    ],
  },
  {
    name: "P7: or after its delay",
    nodes: {
      a: {
        priority: 150,
        before: "interface_up_down_delays {\neth2 1\n}\n",
        lines: ["track_interface {", "eth2", "}"],
      },
      b: { priority: 100 },
    },
    steps: [
      { at: "12s", down: "a eth2" },
      { at: "12.9s", expect: { state: { "a V": "MASTER" } } },
      { at: "13.1s", expect: { state: { "a V": "FAULT" } } },
    ],
  },
  {
    name: "P10, D12: the weight of the line goes before that of the definition",
    nodes: {
      a: { priority: 150, before: SCRIPT("weight -60"), lines: [TRACKS("c weight -20")] },
      b: { priority: 100, before: SCRIPT("weight -60"), lines: [TRACKS("c")] },
    },
    steps: [
      { fail: "a c" },
      { expect: { V: "a", priority: { "a V": 130 } } },
      { fail: "b c" },
      { expect: { priority: { "b V": 40 } } },
    ],
  },
  {
    name: "P10: the weight of the group goes before that of the member",
    nodes: {
      a: twoOf(150, 150, {
        before: SCRIPT(""),
        inX: TRACKS("c weight -20"),
        ofGroup: `sync_group_tracking_weight\n${TRACKS("c weight -100")}`,
      }),
      b: twoOf(100, 100),
    },
    steps: [{ fail: "a c" }, { expect: { G: "b", priority: { "a X": 50, "a Y": 50 } } }],
  },
  {
    name: "P11: one success is enough after the start, whatever rise says",
    nodes: { a: { priority: 150, script: ["interval 5", "rise 3"] }, b: { priority: 100 } },
    start: ["a"],
    steps: [{ at: "0.1s", expect: { state: { "a V": "BACKUP" } } }],
  },
  {
    name: "P11: one failure is enough after the start, whatever fall says",
    nodes: { a: { priority: 150, script: ["interval 5", "fall 3"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "1s", fail: "a chk" },
      { at: "2s", start: "a" },
      { at: "2.1s", expect: { state: { "a V": "FAULT" } } },
    ],
  },
  {
    name: "P16: a weighted interface of a group's member means no FAULT",
    nodes: { a: twoOf(150, 150, { inX: "track_interface {\neth2 weight -10\n}\n" }), b: twoOf(100, 100) },
    steps: [{ down: "a eth2" }, { expect: { G: "a", priority: { "a X": 140 }, state: { "a X": "MASTER" } } }],
  },
  {
    name: "P17: a process that is missing at the start is missing then",
    nodes: {
      a: {
        priority: 150,
        before: "vrrp_track_process p {\nprocess nginx\nweight -30\n}\n",
        lines: ["track_process {", "p", "}"],
      },
      b: { priority: 100 },
    },
    start: ["b"],
    steps: [
      { at: "1s", process: "a p down" },
      { at: "2s", start: "a" },
      { at: "2.1s", expect: { priority: { "a V": 120 } } },
    ],
  },
  {
    name: "P18: no BFD session is up at the start",
    nodes: {
      a: { priority: 150, before: "bfd_instance p {\nneighbor_ip 10.96.0.9\n}\n", lines: ["track_bfd {", "p", "}"] },
      b: { priority: 100 },
    },
    start: ["a"],
    steps: [
      { at: "0.1s", expect: { state: { "a V": "FAULT" } } },
      { at: "1.1s", expect: { state: { "a V": "BACKUP" } } },
    ],
  },
  {
    name: "F5: with all in FAULT nobody holds the addresses",
    nodes: { a: { priority: 150, script: ["interval 1"] }, b: { priority: 100, script: ["interval 1"] } },
    steps: [{ fail: "a chk" }, { fail: "b chk" }, { expect: { V: "none", "10.99.0.100": "none" } }],
  },
  {
    name: "L4: a VRRP process that starts again at once begins like any other",
    nodes: PAIR,
    steps: [
      { kill: "a" },
      { after: "0.05s", start: "a" },
      { after: "1s", expect: { V: "none", "10.99.0.100": "none" } },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "L7: use_vmac changes no election",
    nodes: { a: { priority: 150, lines: ["use_vmac"] }, b: { priority: 100 } },
    steps: [{ expect: { V: "a" } }, { stop: "a" }, { expect: { V: "b" }, within: "0.62s" }],
  },
  {
    name: "X5: init_fail has no effect",
    nodes: { a: { priority: 150, script: ["interval 5", "rise 3", "init_fail"] }, b: { priority: 100 } },
    start: ["a"],
    steps: [{ at: "0.1s", expect: { state: { "a V": "BACKUP" } } }],
  },
  {
    name: "G1: a group does without members that do not exist",
    nodes: { a: twoOf(150, 150).replace("Y\n}\n", "Y\nZ\n}\n"), b: twoOf(100, 100) },
    steps: [{ down: "a eth1" }, { expect: { X: "b", Y: "b" } }],
  },
  {
    name: "G2: a group of owners that say so is MASTER at once",
    nodes: { a: twoOf(255, 255, { inX: "state MASTER\n", inY: "state MASTER\n" }), b: twoOf(100, 100) },
    steps: [{ at: "0.1s", expect: { G: "a" } }],
  },
  {
    name: "G2, G14, X3: one member that is not an owner makes all wait",
    nodes: { a: twoOf(255, 150, { inX: "state MASTER\n", inY: "state MASTER\n" }), b: twoOf(100, 100) },
    steps: [
      { at: "3.3s", expect: { X: "none", Y: "none" } },
      { at: "3.5s", expect: { X: "a", Y: "a" } },
    ],
  },
  {
    name: "G3: one member that still hears the master keeps the others back",
    nodes: { a: twoOf(150, 150), b: twoOf(100, 100) },
    steps: [
      { block: "a > b eth0" },
      { expect: { X: "a", Y: "a" } },
      { block: "a > b eth1" },
      { expect: { X: ["a", "b"] } },
    ],
  },
  {
    name: "G4: one member that yields takes the others along, without a farewell",
    nodes: { a: twoOf(150, 150), b: twoOf(100, 100) },
    steps: [
      { cut: "b eth0" },
      { cut: "b eth1" },
      { expect: { X: ["a", "b"], Y: ["a", "b"] } },
      { join: "b eth0" },
      { after: "1.2s", expect: { X: "a", Y: "a", state: { "b Y": "BACKUP" } } },
    ],
  },
  {
    name: "G13: each member has its own preempt_delay",
    nodes: { a: twoOf(150, 150, { inX: "preempt_delay 8\n" }), b: twoOf(100, 100) },
    start: ["b"],
    steps: [
      { at: "8s", start: "a" },
      { at: "15s", expect: { G: "b" } },
      { at: "26s", expect: { G: "a" } },
    ],
  },
];

describe("trackers, groups and daemons in an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));
});
