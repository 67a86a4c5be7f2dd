import { describe, expect, it } from "vitest";
import { readModel } from "../../src/simulate/read-model.js";
import { type Case, expectCase, PAIR, PASS, textOf } from "../support/elections.js";
import { nodeOf } from "../support/node-of.js";

const GLOBALS = (line: string) => `global_defs {\n${line}\n}\n`;
const FILE = "vrrp_track_file f {\nfile /run/f\n}\n";
const TRACKS_FILE = ["track_file {", "f weight 1", "}"];

const CASES: readonly Case[] = [
  {
    name: "D1: vrrp_version is the version of an instance that has none",
    nodes: { a: { priority: 150, before: GLOBALS("vrrp_version 3") }, b: { priority: 100 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "D1: the version of the instance goes before vrrp_version",
    nodes: { a: { priority: 150, before: GLOBALS("vrrp_version 3"), lines: ["version 2"] }, b: { priority: 100 } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "D3, D4, S3: 255 is MASTER at once without any state, 254 after three intervals",
    nodes: { a: { priority: 255 }, b: { priority: 254, vrid: 52 } },
    steps: [
      { at: "0.1s", expect: { V: "a" } },
      { at: "2.9s", expect: { V: "a" } },
      { at: "3.1s", expect: { V: ["a", "b"] } },
    ],
  },
  {
    name: "D6: preempt_delay does nothing with state MASTER",
    nodes: { a: { priority: 150, lines: ["state MASTER", "preempt_delay 8"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "8s", start: "a" },
      { at: "11.6s", expect: { V: "a" } },
    ],
  },
  {
    name: "D8: the written source address is the one that is compared",
    nodes: {
      a: { priority: 100, lines: ["mcast_src_ip 10.99.0.9"] },
      b: { priority: 100, lines: ["mcast_src_ip 10.99.0.2"] },
    },
    start: ["b"],
    steps: [{ start: "a" }, { partition: [["a"], ["b"]] }, { heal: true }, { expect: { V: "a" } }],
  },
  {
    name: "D9: version 3 has parts of seconds",
    nodes: {
      a: { priority: 150, lines: ["version 3", "advert_int 0.25"] },
      b: { priority: 100, lines: ["version 3", "advert_int 0.25"] },
    },
    steps: [{ crash: "a" }, { expect: { V: "b" }, within: "0.91s" }],
  },
  {
    name: "D10: version 3 ignores the secret",
    nodes: {
      a: { priority: 150, lines: ["version 3", ...PASS("one")] },
      b: { priority: 100, lines: ["version 3", ...PASS("two")] },
    },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "D11: excluded addresses are carried and not compared",
    releases: ["2.2.7"],
    nodes: { a: { priority: 150, lines: ["virtual_ipaddress_excluded {", "10.99.0.150", "}"] }, b: { priority: 100 } },
    steps: [{ expect: { V: "a", "10.99.0.150": "a" } }],
  },
  {
    name: "T1: the timer of the other ends three intervals and the skew after the last advert",
    nodes: PAIR,
    steps: [
      { at: "10.5s", crash: "a" },
      { at: "13.9s", expect: { V: "none" } },
      { at: "14.1s", expect: { V: "b" } },
    ],
  },
  {
    name: "T2, B4, B7: weaker adverts do not move the end of the timer",
    nodes: PAIR,
    start: ["b"],
    steps: [
      { at: "8s", start: "a" },
      { at: "11.3s", expect: { V: "b" } },
      { at: "11.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "T3: a change of priority beside a weaker master waits again since its last advert",
    nodes: { a: { priority: 150, before: FILE, lines: TRACKS_FILE }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "8s", start: "a" },
      { at: "10s", file: "a f 10" },
      { at: "12.9s", expect: { V: "b" } },
      { at: "13.1s", expect: { V: "a" } },
    ],
  },
  {
    name: "T4: a change of priority after a farewell makes the takeover slower",
    nodes: { a: { priority: 150 }, b: { priority: 100, before: FILE, lines: TRACKS_FILE } },
    steps: [
      { at: "10s", stop: "a" },
      { at: "10.1s", file: "b f 10" },
      { at: "13.4s", expect: { V: "none" } },
      { at: "13.7s", expect: { V: "b" } },
    ],
  },
  {
    name: "S1: what is at fault at the start begins in FAULT",
    nodes: PAIR,
    start: ["b"],
    steps: [
      { at: "1s", down: "a eth0" },
      { at: "2s", start: "a" },
      { at: "2.1s", expect: { state: { "a V": "FAULT" } } },
    ],
  },
  {
    name: "S2: a script without weight that has not answered holds the start up",
    nodes: { a: { priority: 150, script: ["interval 9"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "1s", hang: "a chk" },
      { at: "2s", start: "a" },
      { at: "7s", expect: { state: { "a V": "INIT" } } },
      { at: "8s", pass: "a chk" },
      { at: "8.1s", expect: { state: { "a V": "BACKUP" } } },
    ],
  },
  {
    name: "S4: state MASTER makes nobody faster",
    nodes: { a: { priority: 150, lines: ["state MASTER"] }, b: { priority: 100 } },
    steps: [
      { at: "3.3s", expect: { V: "none" } },
      { at: "3.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "S5: a startup delay puts the start off",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, before: GLOBALS("vrrp_startup_delay 3") }, b: { priority: 100 } },
    start: ["a"],
    steps: [
      { at: "6.3s", expect: { V: "none" } },
      { at: "6.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "B1: a farewell leaves the skew",
    nodes: PAIR,
    steps: [{ stop: "a" }, { after: "0.55s", expect: { V: "none" } }, { after: "0.1s", expect: { V: "b" } }],
  },
  {
    name: "B2: an equal priority does not preempt, whatever its address",
    nodes: { a: { priority: 100 }, b: { priority: 100 } },
    start: ["a"],
    steps: [
      { at: "8s", start: "b" },
      { expect: { V: "a" } },
      { stop: "a" },
      { expect: { V: "b" } },
      { start: "a" },
      { expect: { V: "b" } },
    ],
  },
  {
    name: "B3: weaker adverts restart the timer while preempt_delay runs",
    nodes: { a: { priority: 150, lines: ["preempt_delay 8"] }, b: { priority: 100 } },
    start: ["b"],
    steps: [
      { at: "8s", start: "a" },
      { at: "18.5s", expect: { V: "b" } },
      { at: "20.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "B10: with lower_prio_no_advert the lower one steps back at the next regular advert",
    nodes: { a: { priority: 150, lines: ["lower_prio_no_advert"] }, b: { priority: 100 } },
    steps: [
      { at: "12s", partition: [["a"], ["b"]] },
      { at: "20.5s", heal: true },
      { at: "21.2s", expect: { V: ["a", "b"] } },
      { at: "21.5s", expect: { V: "a" } },
    ],
  },
  {
    name: "M2: without it, at once",
    nodes: PAIR,
    steps: [
      { at: "12s", partition: [["a"], ["b"]] },
      { at: "20.5s", heal: true },
      { at: "21.2s", expect: { V: "a" } },
    ],
  },
  {
    name: "B13: version 2 rounds a broken interval",
    nodes: { a: { priority: 150, lines: ["advert_int 1.6"] }, b: { priority: 100, lines: ["advert_int 2"] } },
    steps: [{ expect: { V: "a" } }],
  },
];

describe("the timers of an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));

  it("D13: what has no VRID, or a value that is not known, is left out and named", () => {
    const text = `${textOf({ priority: 150 }).replace("virtual_router_id 51\n", "")}${textOf({ priority: 150 }).replaceAll("V {", "W {").replace("priority 150", "priority $P")}`;
    const { nodes, left } = readModel([nodeOf(text)], () => undefined);
    expect(nodes[0]?.instances).toEqual([]);
    expect(left.map(({ instance, missing }) => `${instance.name} ${missing}`)).toEqual([
      "V virtual_router_id",
      "W priority",
    ]);
  });
});
