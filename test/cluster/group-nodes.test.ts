import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupNodes } from "../../src/cluster/group-nodes.js";
import { type NodeOutline, outlineOf } from "../../src/cluster/outline.js";
import { clusterNames, findClusters, type InstanceText, instanceText } from "../support/clusters.js";
import { corpusClusters, corpusFiles } from "../support/corpus.js";
import { nodeOf } from "../support/node-of.js";

const pair = (a: InstanceText, b: InstanceText): Record<string, string> => ({
  "a.conf": instanceText({ state: "MASTER", priority: 150, ...a }),
  "b.conf": instanceText({ state: "BACKUP", priority: 100, ...b }),
});
const outline = (path: string, text: string): NodeOutline => outlineOf({ ...nodeOf(text), name: path, path });
const unicast = (own: string, ...peers: string[]) => ({
  lines: [`unicast_src_ip ${own}`, "unicast_peer {", ...peers.map((peer) => `    ${peer}`), "}"],
});
const OTHER = ["198.51.100.10/24"];

const named = (names: readonly [string, string], texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.values(texts).map((text, index) => [names[index] ?? "", text]));

describe("two files are a pair", () => {
  it.each<[string, Record<string, string>]>([
    ["with an address in common", pair({ name: "A" }, { name: "B" })],
    ["with an address in common and another id", pair({}, { vrid: 52 })],
    [
      "whose unicast addresses meet",
      pair(
        { ...unicast("192.0.2.2", "192.0.2.3"), name: "A" },
        { ...unicast("192.0.2.3", "192.0.2.9"), name: "B", vips: OTHER },
      ),
    ],
    [
      "of one id, subnet and secret",
      pair({ name: "A", secret: "one" }, { name: "B", secret: "one", vips: ["192.0.2.11"] }),
    ],
    ["with a mistyped address in another subnet", pair({ secret: "one" }, { secret: "one", vips: OTHER })],
    ["with a mistyped address and no secret", pair({ name: "WEB" }, { name: "WEB", vips: ["192.0.2.11"] })],
    ["with a mistyped id", pair({ secret: "1111" }, { secret: "1111", vrid: 15 })],
    [
      "with a mistyped address, by their names",
      named(["master.conf", "slave.conf"], pair({ secret: "1111" }, { secret: "1111", vips: OTHER })),
    ],
  ])("%s", (_, texts) => {
    expect(clusterNames(texts)).toEqual([Object.keys(texts).sort()]);
  });
});

describe("two files are no pair", () => {
  it.each<[string, Record<string, string>]>([
    ["of one id alone", pair({ name: "A" }, { name: "B", vips: OTHER, state: "MASTER" })],
    ["of one name and id, both MASTER, elsewhere", pair({}, { state: "MASTER", vips: OTHER })],
    ["of one name and id with different secrets", pair({ secret: "one" }, { secret: "two", vips: ["192.0.2.11"] })],
    ["of a frequent name, id and secret in other networks", pair({ secret: "1111" }, { secret: "1111", vips: OTHER })],
    [
      "of a frequent name, id, secret and network",
      named(
        ["web.conf", "db.conf"],
        pair({ secret: "1111", vips: ["192.168.1.10"] }, { secret: "1111", vips: ["192.168.1.20"] }),
      ),
    ],
    [
      "of a frequent name and id on other interfaces, whose names have numbers",
      named(["web1.conf", "web2.conf"], pair({ device: "ens160" }, { vips: OTHER })),
    ],
    ["of different families", pair({}, { vips: ["2001:db8::10"] })],
  ])("%s", (_, texts) => {
    expect(clusterNames(texts)).toEqual([]);
  });
});

describe("several clusters in one call", () => {
  const site = (folder: string, vip: string, other: InstanceText = {}) =>
    Object.fromEntries(
      Object.entries(pair({ vips: [vip] }, { vips: [vip], ...other })).map(([name, text]) => [
        `${folder}${name}`,
        text,
      ]),
    );

  it("are told apart although all use VI_1 and 51 in one subnet", () => {
    const texts = { ...site("x-", "192.0.2.10"), ...site("y-", "192.0.2.20"), ...site("z-", "198.51.100.10") };
    expect(clusterNames(texts)).toEqual([
      ["x-a.conf", "x-b.conf"],
      ["y-a.conf", "y-b.conf"],
      ["z-a.conf", "z-b.conf"],
    ]);
  });

  it("are told apart by folders where they use one private address", () => {
    const texts = { ...site("x/", "192.168.0.100"), ...site("y/", "192.168.0.100") };
    expect(clusterNames(texts)).toEqual([
      ["x/a.conf", "x/b.conf"],
      ["y/a.conf", "y/b.conf"],
    ]);
  });

  it("are told apart by id and secret where they use one address in one folder", () => {
    const texts = { ...site("x-", "192.168.0.100"), ...site("y-", "192.168.0.100") };
    const other = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, name.startsWith("y") ? text.replace("51", "60") : text]),
    );
    expect(clusterNames(other)).toEqual([
      ["x-a.conf", "x-b.conf"],
      ["y-a.conf", "y-b.conf"],
    ]);
  });

  it("keep a pair whose ids differ by mistake", () => {
    const texts = { ...site("x/", "192.0.2.10", { vrid: 52 }), ...site("y/", "192.0.2.20") };
    expect(clusterNames(texts)).toEqual([
      ["x/a.conf", "x/b.conf"],
      ["y/a.conf", "y/b.conf"],
    ]);
  });

  it("keep the node whose address is mistyped", () => {
    const third = instanceText({ state: "BACKUP", priority: 50, vips: ["192.0.2.11"] });
    const texts = { ...site("x/", "192.0.2.10"), "x/c.conf": third, ...site("y/", "198.51.100.10") };
    expect(clusterNames(texts)).toEqual([
      ["x/a.conf", "x/b.conf", "x/c.conf"],
      ["y/a.conf", "y/b.conf"],
    ]);
  });

  it("leave a file that fits two of them alone", () => {
    const texts = {
      ...site("", "192.0.2.10"),
      ...site("y-", "192.0.2.20"),
      "c.conf": instanceText({ priority: 50, vips: ["192.0.2.30"] }),
    };
    expect(clusterNames(texts).flat()).not.toContain("c.conf");
  });
});

it("joins nodes that stand in a folder each", () => {
  const texts = Object.fromEntries(
    ["a", "b", "c"].map((name, index) => [`${name}/keepalived.conf`, instanceText({ priority: 100 + index })]),
  );
  expect(clusterNames(texts)).toEqual([Object.keys(texts)]);
});

it("joins directors without VRRP by their virtual servers", () => {
  const text = "virtual_server 192.0.2.10 80 {\n    real_server 198.51.100.1 80 {\n    }\n}\n";
  expect(clusterNames({ "a.conf": text, "b.conf": text, "c.conf": text.replace("2.10", "2.11") })).toEqual([
    ["a.conf", "b.conf"],
  ]);
});

it("says why it joined files", () => {
  const [cluster] = findClusters(pair({}, {}));
  expect(cluster?.evidence.map(({ a, b, reason }) => `${a.name} ${b.name} ${reason}`)).toEqual([
    "a.conf b.conf both carry 192.0.2.10",
  ]);
});

describe("the order of files", () => {
  const instance: fc.Arbitrary<InstanceText> = fc.record({
    name: fc.constantFrom("VI_1", "VI_2"),
    vrid: fc.constantFrom(51, 52),
    priority: fc.constantFrom(90, 100, 150),
    state: fc.constantFrom("MASTER", "BACKUP"),
    vips: fc.subarray(["192.0.2.10", "192.0.2.11", "198.51.100.10", "2001:db8::10"], { minLength: 1 }),
    lines: fc.constantFrom([], unicast("192.0.2.2", "192.0.2.3").lines, unicast("192.0.2.3", "192.0.2.2").lines),
  });
  const optionalSecret = fc.constantFrom({}, { secret: "one" }, { secret: "two" });
  const file = fc.tuple(
    fc.constantFrom("", "x/", "y/", "x/deep/"),
    fc.array(fc.tuple(instance, optionalSecret), { minLength: 1, maxLength: 2 }),
  );

  it("does not change which nodes are joined", () => {
    const reordered = fc.array(file, { minLength: 2, maxLength: 6 }).chain((files) => {
      const texts = files.map(([folder, instances], index): [string, string] => [
        `${folder}${index}.conf`,
        instances.map(([options, secret]) => instanceText({ ...options, ...secret })).join("\n"),
      ]);
      return fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }));
    });
    fc.assert(
      fc.property(reordered, ([texts, other]) => {
        expect(clusterNames(Object.fromEntries(other))).toEqual(clusterNames(Object.fromEntries(texts)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("real clusters", () => {
  it("become one cluster each", (context) => {
    for (const [group, files] of corpusClusters(context)) {
      const texts = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.toString()]));
      expect(clusterNames(texts), group).toEqual([Object.keys(texts).sort()]);
    }
  });

  it("are not joined with files of other repositories by what is commonplace", (context) => {
    const files = corpusFiles(context, "plain", "clusters").map(({ name, bytes }) => {
      // `owner__repo__…` in one folder.
      const path = name.replace(/^(?:plain|clusters)\//, "").replaceAll("/", "__");
      return { repository: path.split("__").slice(0, 2).join("/"), node: outline(path, bytes.toString()) };
    });
    const repositoryOf = new Map(files.map(({ node, repository }) => [node, repository]));
    const weak = (nodes: readonly NodeOutline[]) =>
      groupNodes(nodes)
        .flatMap(({ evidence }) => evidence)
        .filter(({ a, b, isStrong }) => !isStrong && repositoryOf.get(a) !== repositoryOf.get(b))
        .map(({ a, b, reason }) => `${a.path} ${b.path}: ${reason}`);
    expect(weak(files.map(({ node }) => node))).toEqual([]);
    const pairs = files.flatMap(({ node }, index) =>
      files.slice(index + 1, index + 16).flatMap((other) => weak([node, other.node])),
    );
    expect(pairs).toEqual([]);
  });

  it("are the same clusters when all are given at once", (context) => {
    const groups = [...corpusClusters(context).values()];
    const texts = Object.fromEntries(groups.flat().map(({ name, bytes }) => [name, bytes.toString()]));
    const expected = groups.map((files) => files.map(({ name }) => name).sort());
    expect(clusterNames(texts)).toEqual(expected.sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1)));
  });
});
