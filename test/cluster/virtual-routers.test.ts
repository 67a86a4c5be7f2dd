import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchRouters } from "../../src/cluster/virtual-routers.js";
import { type InstanceText, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

const node = (...instances: readonly InstanceText[]) => nodeOf(instances.map(instanceText).join("\n"));

/** Names of the instances of each virtual router, by node. */
const match = (nodes: readonly ReturnType<typeof node>[], areRelated?: boolean): string[] =>
  matchRouters(nodes, areRelated).map(({ members }) => members.map(({ instance }) => instance.name).join(" = "));

const A = ["192.0.2.10/24"];
const B = ["192.0.2.20/24"];
const C = ["198.51.100.30/24"];

describe("instances are one virtual router", () => {
  it("with an address in common, whatever their names and ids", () => {
    expect(
      match([node({ name: "a", vips: A }, { name: "b", vrid: 52, vips: B }), node({ name: "b", vrid: 53, vips: A })]),
    ).toEqual(["a = b", "b"]);
  });

  it("with the most addresses in common", () => {
    const one = node({ name: "a", vips: A }, { name: "b", vrid: 52, vips: [...A, ...B] });
    expect(match([one, node({ name: "x", vips: [...A, ...B] })])).toEqual(["a", "b = x"]);
  });

  it("with one id, else one name, of several that have an address in common", () => {
    const two = node({ name: "a", vips: A }, { name: "b", vrid: 52, vips: A });
    expect(match([two, node({ name: "x", vrid: 52, vips: A })])).toEqual(["a", "b = x"]);
    expect(match([two, node({ name: "b", vrid: 53, vips: A })])).toEqual(["a", "b = b"]);
    expect(match([two, node({ name: "a", vrid: 52, vips: A })])).toEqual(["a", "b = a"]);
    expect(match([two, node({ name: "x", vrid: 53, vips: A })])).toEqual(["a = x", "b"]);
  });

  it("with one secret only where the ids are known", () => {
    const pair = (vrid: number | string) =>
      ["a", "b"].map((name, at) => node({ name, vrid, secret: "one", vips: [`192.0.2.${at}/24`] }));
    expect(match(pair(51))).toEqual(["a = b"]);
    expect(match(pair("$ID"))).toEqual(["a", "b"]);
  });

  it("with one id and name where no address is", () => {
    expect(match([node({ name: "a", vips: A }), node({ name: "a", vips: C })])).toEqual(["a = a"]);
  });

  it("with one id and name only if more speaks for it, where nothing else joins the nodes", () => {
    const alike = [node({ vips: A, priority: 150 }), node({ vips: B, priority: 100 })];
    expect(match(alike, false)).toEqual(["VI_1", "VI_1"]);
    const opposite = [node({ vips: A, state: "MASTER" }), node({ vips: B, state: "BACKUP" })];
    expect(match(opposite, false)).toEqual(["VI_1 = VI_1"]);
    const secret = [node({ vips: A, secret: "one" }), node({ vips: B, secret: "one" })];
    expect(match(secret, false)).toEqual(["VI_1 = VI_1"]);
  });

  it("with one name where nothing else is left", () => {
    expect(match([node({ vips: A }), node({ vrid: 52, vips: C })])).toEqual(["VI_1 = VI_1"]);
    expect(match([node({ vips: A }), node({ vrid: 52, vips: C })], false)).toEqual(["VI_1", "VI_1"]);
  });
});

it("never takes two instances of one node for one router", () => {
  expect(match([node({ name: "a", vips: A }, { name: "b", vrid: 52, vips: A }), node({ name: "a", vips: A })])).toEqual(
    ["a = a", "b"],
  );
});

it("keeps families apart", () => {
  expect(match([node({ vips: A }), node({ vips: ["2001:db8::1/64"] })])).toEqual(["VI_1", "VI_1"]);
});

describe("properties", () => {
  const instance = fc.record({
    name: fc.constantFrom("a", "b", "c"),
    vrid: fc.constantFrom(51, 52, 53),
    vips: fc.subarray([...A, ...B, ...C], { minLength: 1 }),
  });
  const nodes = fc.array(fc.uniqueArray(instance, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 4,
  });

  it("each instance is in one router, and a router has one of a node at most", () => {
    fc.assert(
      fc.property(nodes, (lists) => {
        const built = lists.map((list) => node(...list));
        const routers = matchRouters(built);
        const members = routers.flatMap((router) => router.members);
        expect(members).toHaveLength(built.flatMap((one) => one.instances).length);
        expect(new Set(members.map((member) => member.instance)).size).toBe(members.length);
        for (const router of routers)
          expect(new Set(router.members.map((member) => member.node)).size).toBe(router.members.length);
      }),
      { numRuns: 200 },
    );
  });
});

it("matches thousands of instances that share one name, id and subnet per node without a square of work", () => {
  const many = (count: number) =>
    node(
      ...Array.from({ length: count }, (_, index) => ({
        name: `n${index}`,
        vrid: 51,
        secret: "one",
        vips: [`192.0.2.${index % 250}/24`],
      })),
    );
  const routers = matchRouters([many(3000), many(3000)]);
  expect(routers).toHaveLength(3000);
  expect(routers.every(({ members }) => members[0]?.instance.name === members[1]?.instance.name)).toBe(true);
});
