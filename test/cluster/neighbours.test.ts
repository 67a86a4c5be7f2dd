import { expect, it } from "vitest";
import { type Neighbour, neighboursOf } from "../../src/cluster/neighbours.js";
import { type NodeOutline, outlineOf } from "../../src/cluster/outline.js";
import { type InstanceText, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

const outline = (path: string, text: string): NodeOutline => outlineOf({ ...nodeOf(text), name: path, path });

/** What each of two clusters of one file has before it that collides. */
function found(one: InstanceText, other: InstanceText, names: readonly (string | undefined)[] = [], folder = "") {
  const groups = [one, other].map((options, at) => ({
    name: names[at],
    nodes: [outline(`${at === 0 ? "" : folder}${at}.conf`, instanceText(options))],
  }));
  return neighboursOf(groups);
}

const collide = (...args: Parameters<typeof found>): boolean => {
  const [first = [], second = []] = found(...args);
  expect(first).toEqual([]);
  return second.length > 0;
};

const unicast = { lines: ["unicast_src_ip 192.0.2.2", "unicast_peer {", "    192.0.2.3", "}"] };

it("says who was there before", () => {
  const [, second] = found({ name: "WEB", vips: ["192.0.2.10/24"] }, { vips: ["192.0.2.20/24"] });
  expect(second).toEqual<Neighbour[]>([
    { vrid: 51, family: 4, device: "eth0", instance: "WEB", node: "0.conf", address: "192.0.2.10" },
  ]);
});

it.each<[string, boolean, InstanceText, InstanceText]>([
  ["of one id, interface and network", true, {}, { vips: ["192.0.2.20/24"] }],
  ["of different ids", false, {}, { vrid: 52 }],
  ["of ids that are not known", false, { vrid: "$A" }, { vrid: "$A" }],
  ["on interfaces that are not known", false, { device: "$A" }, { device: "$A" }],
  ["on different interfaces", false, {}, { device: "eth1" }],
  ["of different families", false, { vips: ["2001:db8::1/64"] }, {}],
  ["in one IPv6 network", true, { vips: ["2001:db8::1/64"] }, { vips: ["2001:db8::2/64"] }],
  ["in different networks", false, {}, { vips: ["198.51.100.1/24"] }],
  ["whose prefixes differ", false, {}, { vips: ["192.0.2.10/25"] }],
  ["in one of several networks", true, {}, { vips: ["198.51.100.1/24", "192.0.2.20/24"] }],
  ["of addresses without a prefix", false, { vips: ["192.0.2.10"] }, { vips: ["192.0.2.10"] }],
  ["of a single host", false, { vips: ["192.0.2.10/32"] }, { vips: ["192.0.2.10/32"] }],
  ["of a link between two hosts", false, { vips: ["192.0.2.10/31"] }, { vips: ["192.0.2.11/31"] }],
  ["of the smallest network", true, { vips: ["192.0.2.9/30"] }, { vips: ["192.0.2.10/30"] }],
  ["of a single IPv6 host", false, { vips: ["2001:db8::1/127"] }, { vips: ["2001:db8::1/127"] }],
  ["of the smallest IPv6 network", true, { vips: ["2001:db8::1/126"] }, { vips: ["2001:db8::2/126"] }],
  ["of link-local addresses", false, { vips: ["fe80::1/64"] }, { vips: ["fe80::2/64"] }],
  ["of which the first speaks by unicast", false, unicast, {}],
  ["of which the second speaks by unicast", false, {}, unicast],
  ["of which one has another multicast group", false, {}, { lines: ["mcast_dst_ip 224.0.0.19"] }],
  ["of one multicast group", true, { lines: ["mcast_dst_ip 224.0.0.19"] }, { lines: ["mcast_dst_ip 224.0.0.19"] }],
])("clusters %s collide: %s", (_, expected, one, other) => {
  expect(collide(one, other)).toBe(expected);
});

// In another folder, a private network is another site's, unless both clusters are declared.
it.each([
  ["192.0.2.10/24", false],
  ["9.255.0.1/16", false],
  ["10.0.0.1/16", true],
  ["11.0.0.1/16", false],
  ["172.15.0.1/16", false],
  ["172.16.0.1/16", true],
  ["172.20.0.1/16", true],
  ["172.31.0.1/16", true],
  ["172.32.0.1/16", false],
  ["192.167.0.1/16", false],
  ["192.168.0.1/16", true],
  ["110.0.0.1/16", false],
  ["fbff::1/64", false],
  ["fc00::1/64", true],
  ["fd00::1/64", true],
  ["2001:fd00::1/64", false],
])("%s is private: %s", (vip, isPrivate) => {
  const vips = { vips: [vip] };
  expect(collide(vips, vips)).toBe(true);
  expect(collide(vips, vips, [], "other/")).toBe(!isPrivate);
  expect(collide(vips, vips, [], "other\\")).toBe(!isPrivate);
  expect(collide(vips, vips, ["a", "b"], "other/")).toBe(true);
  expect(collide(vips, vips, ["a", undefined], "other/")).toBe(!isPrivate);
  expect(collide(vips, vips, [undefined, "b"], "other/")).toBe(!isPrivate);
});

it("declared clusters collide in one network only", () => {
  const [one, other] = ["10.0.1.1/24", "10.0.2.1/24"].map((vip): InstanceText => ({ vips: [vip] }));
  expect(collide(one ?? {}, one ?? {}, ["a", "b"], "other/")).toBe(true);
  expect(collide(one ?? {}, other ?? {}, ["a", "b"], "other/")).toBe(false);
});

it("reports a router once, whatever the number of its addresses, and no cluster beside itself", () => {
  const instance: InstanceText = { vips: ["192.0.2.10/24", "198.51.100.10/24"] };
  const [first, second] = found(instance, instance);
  expect([first?.length, second?.length]).toEqual([0, 1]);
  const both = ["a.conf", "b.conf"].map((path) => outline(path, instanceText(instance)));
  expect(neighboursOf([{ name: undefined, nodes: both }])).toEqual([[]]);
});

it("reports each router that collides, and each cluster after the first", () => {
  const text = instanceText() + instanceText({ name: "VI_2", vrid: 52 });
  const groups = ["a.conf", "b.conf", "c.conf"].map((path) => ({ name: undefined, nodes: [outline(path, text)] }));
  const places = neighboursOf(groups).map((list) => list.map(({ vrid, node }) => `${vrid} ${node}`));
  expect(places).toEqual([[], ["51 a.conf", "52 a.conf"], ["51 a.conf", "52 a.conf"]]);
});
