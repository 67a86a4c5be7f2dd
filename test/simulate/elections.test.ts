import { describe, expect, it } from "vitest";
import { describeMiss, describeStory } from "../../src/scenarios/describe-result.js";
import { playScenarios } from "../support/play.js";

/** `150 nopreempt script chk weight -60`: a priority, then lines of the instance; `|` begins another line. */
interface NodeText {
  readonly priority?: number | undefined;
  /** Lines of the instance. */
  readonly lines?: readonly string[];
  /** Lines of `vrrp_script chk`; none: it is not defined. */
  readonly script?: readonly string[];
  /** Blocks before the instances. */
  readonly before?: string;
  readonly vips?: readonly string[];
  readonly vrid?: number;
}

function textOf({ priority, lines = [], script, before = "", vips = ["10.99.0.100/24"], vrid = 51 }: NodeText): string {
  const chk = script === undefined ? "" : `vrrp_script chk {\nscript /bin/true\n${script.join("\n")}\n}\n`;
  const tracked = script === undefined ? "" : "track_script {\nchk\n}\n";
  const base = priority === undefined ? "" : `priority ${priority}\n`;
  return `${before}${chk}vrrp_instance V {\ninterface eth0\nvirtual_router_id ${vrid}\n${base}${lines.join("\n")}\n${tracked}virtual_ipaddress {\n${vips.join("\n")}\n}\n}\n`;
}

interface Case {
  /** The rules of behaviour that it shows, and what they say. */
  readonly name: string;
  readonly nodes: Readonly<Record<string, NodeText | string>>;
  readonly start?: readonly string[];
  readonly steps: readonly object[];
  readonly releases?: readonly string[];
}

const UNICAST = (own: string, ...peers: readonly string[]) => [
  `unicast_src_ip ${own}`,
  "unicast_peer {",
  ...peers,
  "}",
];

const PASS = (secret: string) => ["authentication {", "auth_type PASS", `auth_pass ${secret}`, "}"];

const PAIR = { a: { priority: 150 }, b: { priority: 100 } };

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

const group = (lines: string): string => `vrrp_sync_group G {\ngroup {\nX\nY\n}\n${lines}}\n`;

function twoOf(x: number, y: number, { inGroup = true, inX = "", inY = "", ofGroup = "", before = "" } = {}): string {
  const one = (name: string, vrid: number, priority: number, device: string, lines: string) =>
    `vrrp_instance ${name} {\ninterface ${device}\nvirtual_router_id ${vrid}\npriority ${priority}\n${lines}virtual_ipaddress {\n10.99.${vrid}.100/24\n}\n}\n`;
  return `${before}${inGroup ? group(ofGroup) : ""}${one("X", 61, x, "eth0", inX)}${one("Y", 62, y, "eth1", inY)}`;
}

const CHK = "vrrp_script chk {\nscript /bin/true\ninterval 1\n}\n";
const TRACK = "track_script {\nchk\n}\n";
const WEIGHTED = "track_script {\nchk weight -100\n}\n";

const GROUPS: readonly Case[] = [
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
  it.each([...CASES, ...GROUPS].map((one) => [one.name, one] as const))(
    "%s",
    (_, { nodes, start, steps, releases }) => {
      for (const release of releases ?? ["2.2.7", "2.4.3"]) {
        const cluster = Object.fromEntries(
          Object.entries(nodes).map(([name, node]) => [
            name,
            { config: typeof node === "string" ? node : textOf(node) },
          ]),
        );
        const [result] = playScenarios({
          cluster,
          scenarios: [{ name: "x", release, ...(start === undefined ? {} : { start }), steps }],
        });
        if (result === undefined) throw new Error("not played");
        const story = describeStory(result, Number.POSITIVE_INFINITY).join("\n");
        expect(result.misses.map((miss) => `${release}: ${describeMiss(miss)}\n${story}`)).toEqual([]);
        expect(result.checks).toBeGreaterThan(0);
      }
    },
  );
});
