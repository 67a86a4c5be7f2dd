import { describe, expect, it } from "vitest";
import { groupNodes } from "../../src/cluster/group-nodes.js";
import { type NodeOutline, outlineOf } from "../../src/cluster/outline.js";
import { type InstanceText, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

const server = (name: string): string => `virtual_server ${name} {\n    real_server 198.51.100.1 80 {\n    }\n}\n`;
const unicast = (own: number | undefined, ...peers: number[]): Pick<InstanceText, "lines"> => ({
  lines: [
    ...(own === undefined ? [] : [`unicast_src_ip 192.0.2.${own}`]),
    "unicast_peer {",
    ...peers.map((peer) => `    192.0.2.${peer}`),
    "}",
  ],
});

/** A virtual router of its own: each has its name, id and address. */
const own = (at: number, rest: InstanceText): string =>
  instanceText({ name: `R${at}`, vrid: 70 + at, vips: [`203.0.${at}.10`], priority: 100 + at, ...rest });

/** The nodes of whole facts, as the command has them, and as plain data, as it gets them from another thread. */
function reasons(texts: readonly string[], paths: readonly string[] = []): string[] {
  const nodes: NodeOutline[] = texts.map((text, at) => {
    const path = paths[at] ?? `${"abcdefgh"[at]}`;
    return { ...nodeOf(text), name: path, path };
  });
  const said = (list: readonly NodeOutline[]) =>
    groupNodes(list).flatMap(({ evidence }) =>
      evidence.map(({ a, b, reason, isStrong }) => `${a.name} ${b.name} ${isStrong ? "" : "weakly: "}${reason}`),
    );
  expect(said(nodes.map(outlineOf))).toEqual(said(nodes));
  return said(nodes);
}

describe("directors without VRRP", () => {
  it.each<[string, string[], string[]]>([
    ["one address and port", ["192.0.2.1 80", "192.0.2.1 80"], ["a b both define virtual_server 192.0.2.1 80"]],
    ["one address and another port", ["192.0.2.1 80", "192.0.2.1 81"], []],
    ["one mark", ["fwmark 1", "fwmark 1"], []],
    ["one group", ["group web", "group web"], []],
  ])("of %s", (_, names, expected) => {
    expect(reasons(names.map(server))).toEqual(expected);
  });

  it("are not joined with a node that has an instance", () => {
    expect(reasons([server("192.0.2.1 80"), server("192.0.2.1 80") + instanceText()])).toEqual([]);
  });

  it("are joined once, whatever the number of their services", () => {
    const text = server("192.0.2.1 80") + server("192.0.2.1 443");
    expect(reasons([text, text])).toEqual(["a b both define virtual_server 192.0.2.1 80"]);
  });
});

describe("unicast addresses", () => {
  const meet = "192.0.2.2 is the unicast address of one and a peer of the other";
  it.each<[string, string[], Pick<InstanceText, "lines">[]]>([
    ["that meet", [`b a ${meet}`], [unicast(1, 2), unicast(2, 1)]],
    ["of which one has a peer that is not given", [`b a ${meet}`], [unicast(1, 2, 9), unicast(2, 1)]],
    // What only one of them says joins them, too, while nothing is known against it.
    ["that do not meet", [], [unicast(1, 3), unicast(2, 4)]],
  ])("%s", (_, expected, nodes) => {
    expect(reasons(nodes.map((rest, at) => own(at, rest)))).toEqual(expected);
  });

  it("that nobody sends from join nodes of one id", () => {
    const nodes = [unicast(undefined, 9), unicast(undefined, 9)];
    const one = nodes.map((rest, at) => own(at, { ...rest, vrid: 77, state: at === 0 ? "MASTER" : "BACKUP" }));
    expect(reasons(one)).toEqual(["a b both have the peer 192.0.2.9"]);
    expect(reasons(nodes.map((rest, at) => own(at, rest)))).toEqual([]);
  });
});

describe("router id, subnet and secret or name", () => {
  const joined = (a: InstanceText, b: InstanceText): boolean => {
    // A third and a fourth file, so that two are not joined because no other is left.
    const others = [
      instanceText({ vips: ["203.0.113.1"], name: "X", vrid: 7 }),
      instanceText({ vips: ["203.0.112.1"], name: "Y", vrid: 8 }),
    ];
    const texts = [
      instanceText({ priority: 150, vips: ["192.0.2.10"], ...a }),
      instanceText({ priority: 100, vips: ["192.0.2.11"], ...b }),
    ];
    return reasons([...texts, ...others]).some((reason) => reason.startsWith("a b weakly"));
  };
  const rare: InstanceText = { name: "A", vrid: 77 };
  it.each<[string, boolean, InstanceText, InstanceText]>([
    ["one name", true, rare, rare],
    ["different names", false, rare, { ...rare, name: "B" }],
    ["one secret and different names", true, { ...rare, secret: "one" }, { vrid: 77, name: "B", secret: "one" }],
    ["one name and different secrets", false, { ...rare, secret: "one" }, { ...rare, secret: "two" }],
    ["a secret on one of them", false, { ...rare, secret: "one" }, rare],
    ["different ids", false, rare, { ...rare, vrid: 78 }],
    ["ids that are not known", false, { ...rare, vrid: "$A" }, { ...rare, vrid: "$A" }],
    ["different subnets", false, rare, { ...rare, vips: ["198.51.100.1"] }],
    ["different families", false, rare, { ...rare, vips: ["2001:db8::1"] }],
    ["equal priorities", false, rare, { ...rare, priority: 150 }],
    ["a frequent name, in a rare subnet", true, { vrid: 77 }, { vrid: 77 }],
    ["a frequent id and name, in a rare subnet", true, {}, {}],
    ["a frequent id and name, in a frequent subnet", false, { vips: ["192.168.1.1"] }, { vips: ["192.168.1.2"] }],
    [
      "a frequent id and secret, in a frequent subnet",
      false,
      { secret: "1111", vips: ["192.168.1.1"] },
      { secret: "1111", vips: ["192.168.1.2"] },
    ],
    [
      "a frequent secret and a rare id, in a frequent subnet",
      true,
      { vrid: 77, secret: "1111", vips: ["192.168.1.1"] },
      { vrid: 77, secret: "1111", vips: ["192.168.1.2"] },
    ],
    [
      "a rare secret and a frequent id, in a frequent subnet",
      true,
      { secret: "one", vips: ["192.168.1.1"] },
      { secret: "one", vips: ["192.168.1.2"] },
    ],
  ])("%s: %s", (_, expected, a, b) => {
    expect(joined(a, b)).toBe(expected);
  });
});

describe("what is left when all else is joined", () => {
  const pair = (a: InstanceText, b: InstanceText): string[] => [
    instanceText({ name: "A", vrid: 77, priority: 150, state: "MASTER", vips: ["192.0.2.10"], ...a }),
    instanceText({ name: "A", vrid: 77, priority: 100, state: "BACKUP", vips: ["198.51.100.10"], ...b }),
  ];
  const LAST = "no other file is left, and A looks the same in both";

  it("is joined in one folder, and across folders", () => {
    expect(reasons(pair({}, {}))).toEqual([`b a weakly: ${LAST}`]);
    expect(reasons(pair({}, {}), ["x/k.conf", "y/k.conf"])).toEqual([`y/k.conf x/k.conf weakly: ${LAST}`]);
    expect(reasons(pair({}, {}), ["x\\k.conf", "y\\k.conf"])).toEqual([`y\\k.conf x\\k.conf weakly: ${LAST}`]);
  });

  it("is joined with a pair that has its secret, not with two files that are alone", () => {
    const three = (rest: InstanceText): string[] => {
      const [one = "", two = ""] = pair(rest, rest);
      return [one, one.replace("150", "120").replace("MASTER", "BACKUP"), two];
    };
    const joined = "a b both carry 192.0.2.10";
    expect(reasons(three({ secret: "one" }))).toEqual([joined, `a c weakly: ${LAST}`]);
    expect(reasons(three({}))).toEqual([joined]);
    const [one = "", two = ""] = pair({}, {});
    const third = two.replace("198.51.100", "203.0.113").replace("100", "90");
    expect(reasons([one, two, third])).toEqual([]);
  });
});
