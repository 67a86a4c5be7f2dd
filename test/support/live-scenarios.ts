import { rejected, sound } from "./live-pairs.js";
import {
  A,
  ah,
  B,
  double,
  drop,
  group,
  type LiveScenario,
  lines,
  node,
  pair,
  pass,
  type Settings,
  SOUND,
  tracked,
  unicast,
  VIPS,
  v6,
} from "./live-scenario.js";

/** What is between the nodes. */
const between: readonly LiveScenario[] = [
  {
    name: "a firewall drops on the other node",
    nodes: pair({}),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops on both nodes",
    nodes: pair({}),
    before: [
      { kind: "rules", node: 0, text: drop(B) },
      { kind: "rules", node: 1, text: drop(A) },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops unicast",
    nodes: pair({}, unicast(1, [B]), unicast(2, [A])),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops AH",
    nodes: pair(ah("s3cret")),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall that comes later",
    nodes: pair({}),
    after: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a switch drops one direction",
    nodes: pair({}),
    before: [{ kind: "cut", from: 0, to: 1 }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a switch drops both directions, IPv6",
    nodes: [v6(1, ["2001:db8::100/64"]), v6(2, ["2001:db8::100/64"])],
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "cut", from: 1, to: 0 },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "packets of another type come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "type" },
    ],
    expected: { ...double("type"), model: ["lb1"] },
  },
  {
    name: "adverts with an unknown authentication come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "auth-type" },
    ],
    expected: { ...double("auth-type"), model: ["lb1"] },
  },
  {
    name: "adverts of a wrong length come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "length" },
    ],
    expected: { ...double("length"), model: ["lb1"] },
  },
];

const three = (a: Settings, b: Settings, c: Settings): readonly string[] => [
  node(1, a),
  node(2, { priority: 120, ...b }),
  node(3, { priority: 100, ...c }),
];

/** More nodes, more routers, and sync groups. */
const larger: readonly LiveScenario[] = [
  { name: "three nodes: sound", nodes: three({}, {}, {}), expected: SOUND },
  {
    name: "three nodes: the last has another secret",
    nodes: three(pass("one"), pass("one"), pass("two")),
    expected: { ...double("secret"), flaps: true },
  },
  {
    name: "three nodes: the last is cut off",
    nodes: three({}, {}, {}),
    before: [
      { kind: "cut", from: 0, to: 2 },
      { kind: "cut", from: 1, to: 2 },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "three nodes: the last has another router id",
    nodes: three({}, {}, { id: 52 }),
    expected: double("router-id"),
  },
  {
    name: "two routers, one of them twice",
    nodes: [1, 2].map(
      (own) =>
        `${node(own, pass(own === 1 ? "one" : "two"))}${node(own, { name: "VI_2", id: 52, vips: ["192.0.2.120/24"] }).replace(/^global_defs[^}]*\}/, "")}`,
    ),
    expected: { ...double("secret"), verdicts: ["double", "one"] },
  },
  {
    name: "sync group: one secret differs, and nothing moves",
    nodes: [group(1, "one"), group(2, "two")],
    expected: SOUND,
  },
  {
    name: "three nodes, unicast: the first does not know the last",
    nodes: three(unicast(1, [B]), unicast(2, [A, "192.0.2.3"]), unicast(3, [A, B])),
    expected: { ...double("peer"), flaps: true },
  },
];

/** Nobody is MASTER, or it is not known who. */
const nobody: readonly LiveScenario[] = [
  {
    name: "nobody: a script failed on both nodes",
    nodes: pair(tracked("chk")),
    before: [0, 1].map((at) => ({ kind: "fail", node: at, name: "chk" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: a tracked link is down on both nodes",
    nodes: pair(lines("track_interface {\neth1\n}")),
    after: [0, 1].map((at) => ({ kind: "down", node: at, device: "eth1" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: their own links are down",
    nodes: pair({}),
    after: [0, 1].map((at) => ({ kind: "down", node: at, device: "eth0" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: scripts that do not answer",
    nodes: pair(tracked("chk")).map((text) => text.replace("interval 1", "interval 60")),
    before: [0, 1].map((at) => ({ kind: "hang", node: at, name: "chk" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: a file says so",
    nodes: pair({ blocks: 'vrrp_track_file f {\nfile "/tmp/f"\nweight 0\n}\n', lines: "track_file {\nf\n}" }),
    before: [0, 1].map((at) => ({ kind: "file", node: at, name: "f", value: 1 }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "a sync group whose link is down on one node",
    nodes: [group(1, "one"), group(2, "one")],
    after: [{ kind: "down", node: 0, device: "eth0" }],
    expected: SOUND,
  },
  {
    name: "dumps of different moments",
    nodes: pair({}),
    early: [0],
    after: [{ kind: "stop", node: 0 }],
    expected: { verdicts: ["apart"] },
  },
];

/** Files that were changed while their daemons ran. */
const changed: readonly LiveScenario[] = [
  {
    name: "reloaded on one node: the interval",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, lines("advert_int 2")) }],
    written: pair(lines("advert_int 2")),
    expected: { ...double("interval"), differences: ["advert_int"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the secret",
    nodes: pair(pass("one")),
    after: [{ kind: "reload", node: 1, text: node(2, pass("two")) }],
    written: pair(pass("two")),
    until: "2.3.2",
    expected: { ...double("secret"), differences: ["auth_pass"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the router id",
    nodes: pair({}),
    after: [{ kind: "reload", node: 1, text: node(2, { id: 52 }) }],
    written: pair({ id: 52 }),
    expected: { ...double("router-id"), differences: ["virtual_router_id"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: an address",
    until: "2.3.2",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, { vips: VIPS }) }],
    written: pair({ vips: VIPS }),
    expected: { ...double("addresses"), differences: ["virtual_ipaddress"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the version",
    nodes: pair(lines("version 2")),
    after: [{ kind: "reload", node: 0, text: node(1, lines("version 3")) }],
    written: pair(lines("version 3")),
    expected: { ...double("version"), differences: ["version"], model: ["lb1"] },
  },
  {
    name: "not reloaded: the priority",
    nodes: pair({}),
    written: pair({}, { priority: 90 }),
    expected: { differences: ["priority"], model: ["lb2"] },
  },
  {
    name: "not reloaded: trackers and addresses",
    nodes: pair(tracked("chk")),
    written: pair({ vips: VIPS }),
    expected: { differences: ["track_script chk", "virtual_ipaddress"].flatMap((one) => [one, one]) },
  },
  {
    name: "reloaded: nothing differs",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, { priority: 140 }) }],
    written: pair({}, { priority: 140 }),
    expected: SOUND,
  },
];

/** All that is played; each has its own machines. */
export const LIVE_SCENARIOS: readonly LiveScenario[] = [
  ...sound,
  ...rejected,
  ...between,
  ...larger,
  ...nobody,
  ...changed,
];
