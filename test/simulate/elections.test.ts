import { describe, it } from "vitest";
import { type Case, expectCase, PAIR, PASS, UNICAST } from "../support/elections.js";

const CASES: readonly Case[] = [
  {
    name: "S4: the higher priority wins at the start; L1: a clean stop leaves the skew of the other",
    nodes: PAIR,
    steps: [{ expect: { V: "a" } }, { stop: "a" }, { expect: { V: "b" }, within: "0.62s" }],
  },
  {
    name: "D2, D5: without a priority, state MASTER means 255",
    nodes: { a: { lines: ["state MASTER"] }, b: { priority: 254 } },
    start: ["b"],
    steps: [
      { at: "5s", start: "a" },
      { expect: { V: "a" }, within: "0.1s" },
    ],
  },
  {
    name: "X2: an owner that is told to start as BACKUP waits three intervals",
    nodes: { a: { priority: 255, lines: ["state BACKUP"] }, b: { priority: 100 } },
    start: ["a"],
    steps: [
      { at: "2.9s", expect: { V: "none" } },
      { at: "3.1s", expect: { V: "a" } },
    ],
  },
  {
    name: "X1: an owner that leaves FAULT waits like everybody else",
    nodes: { a: { priority: 255, script: ["interval 1"] }, b: { priority: 100 } },
    steps: [
      { fail: "a chk" },
      { expect: { V: "b" } },
      { pass: "a chk" },
      { after: "3.5s", expect: { V: "b" } },
      { after: "1s", expect: { V: "a" } },
    ],
  },
  {
    name: "P2: a weight of -50 leaves a tie, and the master stays",
    nodes: { a: { priority: 150, script: ["interval 1", "weight -50"] }, b: { priority: 100 } },
    steps: [{ fail: "a chk" }, { expect: { V: "a", priority: { "a V": 100 } } }],
  },
  {
    name: "P2: a weight of -51 moves the address, and back",
    nodes: { a: { priority: 150, script: ["interval 1", "weight -51"] }, b: { priority: 100 } },
    steps: [{ fail: "a chk" }, { expect: { V: "b" } }, { pass: "a chk" }, { expect: { V: "a" } }],
  },
  {
    name: "N3: nopreempt with a weighted failure moves nothing",
    nodes: {
      a: { priority: 150, lines: ["nopreempt"], script: ["interval 1", "weight -60"] },
      b: { priority: 100, lines: ["nopreempt"] },
    },
    steps: [{ fail: "a chk" }, { expect: { V: "a", priority: { "a V": 90 } } }],
  },
  {
    name: "F2, F4, N1: a script without weight means FAULT, and nopreempt keeps the other afterwards",
    nodes: {
      a: { priority: 150, lines: ["nopreempt"], script: ["interval 1"] },
      b: { priority: 100, lines: ["nopreempt"] },
    },
    steps: [
      { fail: "a chk" },
      { expect: { V: "b", state: { "a V": "FAULT" } }, within: "1.7s" },
      { pass: "a chk" },
      { expect: { V: "b", state: { "a V": "BACKUP" } } },
    ],
  },
  {
    name: "P1: the clamp at 254 makes a tie",
    nodes: { a: { priority: 250, script: ["interval 1", "weight 20"] }, b: { priority: 254 } },
    start: ["a"],
    steps: [{ expect: { priority: { "a V": 254 } } }, { start: "b" }, { expect: { V: "a" } }],
  },
  {
    name: "P8: the sum is kept below what is sent",
    nodes: {
      a: {
        priority: 100,
        before:
          "vrrp_script c1 {\nscript /bin/true\nweight -60\n}\nvrrp_script c2 {\nscript /bin/true\nweight -60\n}\n",
        lines: ["track_script {", "c1", "c2", "}"],
      },
      b: { priority: 90 },
    },
    steps: [
      { fail: "a c1" },
      { expect: { priority: { "a V": 40 } } },
      { fail: "a c2" },
      { expect: { priority: { "a V": 1 } } },
      { pass: "a c1" },
      { expect: { priority: { "a V": 40 } } },
    ],
  },
  {
    name: "P9: reverse adds while it fails",
    nodes: { a: { priority: 100, script: ["interval 1", "weight -20 reverse"] }, b: { priority: 90 } },
    steps: [{ fail: "a chk" }, { expect: { priority: { "a V": 120 } } }],
  },
  {
    name: "P4, X6: the number in a file times its weight; far below it means FAULT",
    nodes: {
      a: {
        priority: 150,
        before: "track_file f {\nfile /run/f\n}\n",
        lines: ["track_file {", "f weight 1", "}"],
      },
      b: { priority: 100 },
    },
    steps: [
      { file: "a f -60" },
      { expect: { V: "b", priority: { "a V": 90 } } },
      { file: "a f abc" },
      { expect: { V: "a", priority: { "a V": 150 } } },
      { file: "a f -300" },
      { expect: { V: "b", state: { "a V": "FAULT" } } },
      { rm: "a f" },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "P12: a run that hangs is given up after its timeout",
    nodes: { a: { priority: 150, script: ["interval 2", "timeout 1"] }, b: { priority: 100 } },
    steps: [
      { at: "12.5s", hang: "a chk" },
      { after: "2.4s", expect: { V: "a" } },
      { after: "1.5s", expect: { V: "b" } },
    ],
  },
  {
    name: "P13: fall 3 needs three runs in a row",
    nodes: { a: { priority: 150, script: ["interval 1", "fall 3"] }, b: { priority: 100 } },
    steps: [
      { at: "12.5s", fail: "a chk" },
      { after: "2.4s", expect: { V: "a" } },
      { after: "1s", expect: { V: "b" } },
    ],
  },
  {
    name: "P14, P15: dont_track_primary keeps the master on a dead link",
    nodes: { a: { priority: 150, lines: ["dont_track_primary"] }, b: { priority: 100 } },
    steps: [{ down: "a eth0" }, { expect: { V: ["a", "b"] } }, { up: "a eth0" }, { expect: { V: "a" } }],
  },
  {
    name: "P15: the address of IPv6 goes with the link, so that dont_track_primary keeps nobody",
    nodes: {
      a: { priority: 150, vips: ["2001:db8::100/64"], lines: ["dont_track_primary"] },
      b: { priority: 100, vips: ["2001:db8::100/64"] },
    },
    steps: [
      { down: "a eth0" },
      { expect: { V: "b", state: { "a V": "FAULT" } } },
      { up: "a eth0" },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "P19 up to 2.3.2: both interfaces have to be up",
    releases: ["2.2.7"],
    nodes: { a: { priority: 150, lines: ["track_interface {", "eth2", "}"] }, b: { priority: 100 } },
    steps: [
      { down: "a eth0" },
      { down: "a eth2" },
      { up: "a eth0" },
      { expect: { V: "b", state: { "a V": "FAULT" } } },
      { up: "a eth2" },
      { expect: { V: "a" } },
    ],
  },
  {
    name: "P19 since 2.3.3: the first one up ends FAULT, and the second throws the master out with its addresses",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, lines: ["track_interface {", "eth2", "}"] }, b: { priority: 100 } },
    steps: [
      { down: "a eth0" },
      { down: "a eth2" },
      { up: "a eth0" },
      { expect: { V: "a" } },
      { up: "a eth2" },
      { after: "1s", expect: { V: "none", "10.99.0.100": "a" } },
      { after: "8s", expect: { V: "a" } },
    ],
  },
  {
    name: "H9: another interval is rejected in version 2, and M6: the slower master falls silent",
    nodes: { a: { priority: 150, lines: ["advert_int 1"] }, b: { priority: 100, lines: ["advert_int 2"] } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "B11: version 3 learns the interval of the master",
    nodes: {
      a: { priority: 150, lines: ["version 3", "advert_int 2"] },
      b: { priority: 100, lines: ["version 3", "advert_int 1"] },
    },
    steps: [
      { expect: { V: "a" } },
      { crash: "a" },
      { after: "5.1s", expect: { V: "none" } },
      { after: "2.2s", expect: { V: "b" } },
    ],
  },
  {
    name: "B12: down_timer_adverts shortens the silence",
    nodes: {
      a: { priority: 150, lines: ["down_timer_adverts 1"] },
      b: { priority: 100, lines: ["down_timer_adverts 1"] },
    },
    steps: [{ crash: "a" }, { expect: { V: "b" }, within: "1.62s" }],
  },
  {
    name: "H13 up to 2.3.2: other addresses are rejected",
    releases: ["2.2.7"],
    nodes: { a: { priority: 150, vips: ["10.99.0.100", "10.99.0.101"] }, b: { priority: 100 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H13 since 2.3.3: other addresses are only logged",
    releases: ["2.4.3"],
    nodes: { a: { priority: 150, vips: ["10.99.0.100", "10.99.0.101"] }, b: { priority: 100 } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H15: order and prefix of the addresses do not matter",
    releases: ["2.2.7"],
    nodes: {
      a: { priority: 150, vips: ["10.99.0.101/32", "10.99.0.100"] },
      b: { priority: 100, vips: ["10.99.0.100/24", "10.99.0.101"] },
    },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H6: another version is rejected",
    nodes: { a: { priority: 150 }, b: { priority: 100, lines: ["version 3"] } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H8, H16: the first eight bytes of the secret count",
    nodes: { a: { priority: 150, lines: PASS("12345678x") }, b: { priority: 100, lines: PASS("12345678y") } },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H8: another secret is rejected",
    nodes: { a: { priority: 150, lines: PASS("one") }, b: { priority: 100, lines: PASS("two") } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H2, H17: another router id is another router",
    nodes: { a: { priority: 150 }, b: { priority: 100, vrid: 52 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H11: unicast and multicast do not hear each other",
    nodes: { a: { priority: 150, lines: UNICAST("10.99.0.1", "10.99.0.2") }, b: { priority: 100 } },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "D7: unicast_src_ip without peers is multicast after all",
    nodes: {
      a: { priority: 150, lines: ["unicast_src_ip 10.99.0.1"] },
      b: { priority: 100, lines: ["unicast_src_ip 10.99.0.2"] },
    },
    steps: [{ expect: { V: "a" } }],
  },
  {
    name: "H1: who is not listed does not hear",
    nodes: {
      a: { priority: 150, lines: UNICAST("10.99.0.1", "10.99.0.3") },
      b: { priority: 100, lines: UNICAST("10.99.0.2", "10.99.0.1") },
    },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
  {
    name: "H14, X7: check_unicast_src rejects a stranger",
    nodes: {
      a: { priority: 150, lines: UNICAST("10.99.0.1", "10.99.0.2") },
      b: { priority: 100, lines: [...UNICAST("10.99.0.2", "10.99.0.9"), "check_unicast_src"] },
    },
    steps: [{ expect: { V: ["a", "b"] } }],
  },
];

describe("an election", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", (_, one) => expectCase(one));
});
