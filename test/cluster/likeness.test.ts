import { describe, expect, it } from "vitest";
import { areProbablyPair, fitTogether, haveOneSecret, haveOppositeStates } from "../../src/cluster/likeness.js";
import { type MemberOutline, type NodeOutline, outlineOf } from "../../src/cluster/outline.js";
import { type InstanceText, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

function member(options: InstanceText, path = "x.conf"): MemberOutline {
  const node: NodeOutline = outlineOf({ ...nodeOf(instanceText(options)), name: path, path });
  const [instance] = node.instances;
  if (instance === undefined) throw new Error("no instance");
  return { node, instance };
}

const [HERE, ELSEWHERE] = [["203.0.113.10"], ["198.51.100.10"]];
/** Names of files that say nothing. */
const PATHS = ["web.conf", "db.conf"] as const;

function areLike(a: InstanceText, b: InstanceText, [one, other]: readonly [string, string] = PATHS): boolean {
  const pair = areProbablyPair(member(a, one), member(b, other));
  expect(areProbablyPair(member(b, other), member(a, one))).toBe(pair);
  return pair;
}

describe("what speaks for one router with a mistyped address", () => {
  // A rare value weighs two, what is slight one, what speaks against it minus one; four are enough.
  it.each<[string, boolean, InstanceText, InstanceText]>([
    ["a rare name and id", true, { name: "A", vrid: 77, vips: [] }, { name: "A", vrid: 77, vips: [] }],
    ["a rare id alone", false, { name: "A", vrid: 77, vips: [] }, { name: "B", vrid: 77, vips: [] }],
    ["a frequent name and a rare id", false, { vrid: 77, vips: [] }, { vrid: 77, vips: [] }],
    ["a rare name and a frequent id", false, { name: "A", vips: [] }, { name: "A", vips: [] }],
    ["a rare name in a rare network", true, { name: "A", vips: HERE }, { name: "A", vips: HERE }],
    [
      "a rare name in a frequent network",
      false,
      { name: "A", vips: ["192.168.1.10"] },
      { name: "A", vips: ["192.168.1.20"] },
    ],
    [
      "a rare name in a frequent network, in opposite states",
      true,
      { name: "A", vips: ["192.168.1.10"], state: "MASTER" },
      { name: "A", vips: ["192.168.1.20"], state: "BACKUP" },
    ],
    [
      "a rare name and id in other networks",
      false,
      { name: "A", vrid: 77, vips: HERE },
      { name: "A", vrid: 77, vips: ELSEWHERE },
    ],
    [
      "a rare name and id in other networks, in opposite states",
      true,
      { name: "A", vrid: 77, vips: HERE, state: "MASTER" },
      { name: "A", vrid: 77, vips: ELSEWHERE, state: "BACKUP" },
    ],
    [
      "a rare name and id where one has no address",
      true,
      { name: "A", vrid: 77, vips: [] },
      { name: "A", vrid: 77, vips: HERE },
    ],
    [
      "a rare name and id on other interfaces",
      false,
      { name: "A", vrid: 77, vips: [] },
      { name: "A", vrid: 77, vips: [], device: "eth1" },
    ],
    ["a rare secret", true, { secret: "k8x2", vips: [] }, { secret: "k8x2", vips: [] }],
    ["a frequent secret", false, { secret: "1111", vips: [] }, { secret: "1111", vips: [] }],
    [
      "a rare secret on other interfaces",
      false,
      { secret: "k8x2", vips: [] },
      { secret: "k8x2", vips: [], device: "b" },
    ],
  ])("%s: %s", (_, expected, a, b) => {
    expect(areLike(a, b)).toBe(expected);
  });

  it.each<[string, InstanceText, InstanceText]>([
    ["another id", { name: "A", vrid: 77 }, { name: "A", vrid: 78 }],
    ["another family", { name: "A", vrid: 77 }, { name: "A", vrid: 77, vips: ["2001:db8::1"] }],
    ["another secret", { name: "A", vrid: 77, secret: "one" }, { name: "A", vrid: 77, secret: "two" }],
  ])("is nothing against %s", (_, a, b) => {
    expect(areLike(a, a)).toBe(true);
    expect(areLike(a, b)).toBe(false);
  });

  it("may have a secret on one node alone", () => {
    expect(areLike({ name: "A", vrid: 77, secret: "one" }, { name: "A", vrid: 77 })).toBe(true);
  });
});

/** The weight of the names of two files: how many of four that would be enough they give. */
describe("names of files", () => {
  // Nothing else speaks for the pair, or just one thing does.
  const nothing: [InstanceText, InstanceText] = [{ vips: [] }, { vips: [] }];
  const slight: [InstanceText, InstanceText] = [
    { vips: [], state: "MASTER" },
    { vips: [], state: "BACKUP" },
  ];

  it.each<[string, string, "role" | "number" | "nothing"]>([
    ...["master", "primary", "main", "active", "MASTER"].map((role): [string, string, "role"] => [
      role,
      "backup",
      "role",
    ]),
    ...["slave", "bkp", "bak", "secondary", "standby", "passive", "candidate", "replica"].map(
      (role): [string, string, "role"] => ["master", role, "role"],
    ),
    ["lb1", "lb2", "number"],
    ["lb1", "LB22", "number"],
    ["lb", "lb2", "number"],
    ["a", "b", "number"],
    ["lb-a", "lb-d", "number"],
    ["lb-a", "lb-e", "nothing"],
    ["lba", "lbb", "nothing"],
    ["ax", "bx", "nothing"],
    ["lb1-master", "lb2-backup", "role"],
    ["web-master", "db-backup", "nothing"],
    ["web", "db", "nothing"],
  ])("%s and %s differ in a %s", (one, other, expected) => {
    const paths: [string, string] = [`${one}.conf`, `${other}.conf`];
    expect(areLike(...nothing, paths)).toBe(expected === "role");
    expect(areLike(...slight, paths)).toBe(expected !== "nothing");
  });
});

describe("instances that fit together", () => {
  const base: InstanceText = { priority: 100, state: "BACKUP", secret: "one" };
  const haveNoQuarrel = (...options: InstanceText[]): boolean =>
    fitTogether(options.map((one, at) => member({ ...base, priority: 100 + at, ...one }, `${at}.conf`)));

  it.each<[string, boolean, InstanceText[]]>([
    ["have one MASTER", true, [{ state: "MASTER" }, {}]],
    ["have no MASTER", true, [{}, {}, {}]],
    ["have no two of them", false, [{ state: "MASTER" }, { state: "MASTER" }]],
    ["have no equal priorities", false, [{ priority: 100 }, { priority: 100 }]],
    ["have one router id", false, [{}, { vrid: 52 }]],
    ["have one secret", false, [{}, { secret: "two" }]],
  ])("%s: %s", (_, expected, options) => {
    expect(haveNoQuarrel(...options)).toBe(expected);
  });

  it("may leave out their priorities", () => {
    const open = (path: string) => {
      const { node, instance } = member({ state: "BACKUP" }, path);
      return { node, instance: { ...instance, priority: { value: undefined } } };
    };
    expect(fitTogether([open("a.conf"), open("b.conf")])).toBe(true);
  });

  it("are on different nodes", () => {
    const one = member(base);
    expect(fitTogether([one, { ...member({ ...base, priority: 90 }), node: one.node }])).toBe(false);
  });
});

const instances = (a: InstanceText, b: InstanceText) => [member(a).instance, member(b).instance] as const;

it.each<[boolean, InstanceText, InstanceText]>([
  [true, { state: "MASTER" }, { state: "BACKUP" }],
  [true, { state: "BACKUP" }, { state: "MASTER" }],
  [false, { state: "MASTER" }, { state: "MASTER" }],
  [false, { state: "MASTER" }, {}],
  [false, {}, { state: "MASTER" }],
])("states that are opposite: %s %j %j", (expected, a, b) => {
  expect(haveOppositeStates(...instances(a, b))).toBe(expected);
});

it.each<[boolean, InstanceText, InstanceText]>([
  [true, { secret: "one" }, { secret: "one" }],
  [false, { secret: "one" }, { secret: "two" }],
  [false, { secret: "one" }, {}],
  [false, {}, {}],
])("secrets that are one: %s %j %j", (expected, a, b) => {
  expect(haveOneSecret(...instances(a, b))).toBe(expected);
});
