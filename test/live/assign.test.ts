import { describe, expect, it } from "vitest";
import { Ambiguous, assign } from "../../src/live/assign.js";
import { namedConfigs } from "../../src/live/beside.js";
import type { Dump } from "../../src/live/dump.js";
import { findClusters } from "../support/clusters.js";

const config = (priority: number, { id, source }: { id?: string; source?: string } = {}): string =>
  `global_defs {\n${id === undefined ? "" : `router_id ${id}`}\n}\nvrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${source === undefined ? "" : `mcast_src_ip ${source}`}\nvirtual_ipaddress {\n192.0.2.10/24\n}\n}\n`;

const dump = (path: string, routerId: string | undefined, priority: number, source = "192.0.2.9"): Dump => ({
  path,
  formats: ["data"],
  routerId,
  instances: [{ name: "VI_1", line: 1, priority, source: { address: source, isWritten: false } }],
  tracked: [],
  groups: new Map(),
  isCut: false,
});

const pairs = (
  dumps: readonly (readonly [string | undefined, Dump])[],
  texts: Readonly<Record<string, string>>,
): readonly string[] => {
  const configs = namedConfigs(findClusters(texts));
  const found = assign(
    dumps.map(([name, one]) => ({ name, dump: one })),
    configs,
  );
  return dumps.map(([, { path }], at) => `${path} ${found.get(at)?.name}`);
};

const TWO = { "lb1.conf": config(150), "lb2.conf": config(100) };

describe("which dump is of which configuration", () => {
  it("says the name that was given, whatever else speaks against it", () => {
    const given = [
      ["lb2", dump("a", "lb1", 150)],
      ["lb1", dump("b", "lb2", 100)],
    ] as const;
    expect(pairs(given, TWO)).toEqual(["a lb2", "b lb1"]);
  });

  it("says router_id", () => {
    const texts = { "x.conf": config(150, { id: "one" }), "y.conf": config(100, { id: "two" }) };
    const given = [
      [undefined, dump("a", "two", 150)],
      [undefined, dump("b", "one", 100)],
    ] as const;
    expect(pairs(given, texts)).toEqual(["a y", "b x"]);
    expect(
      pairs(
        [
          ["two", dump("a", undefined, 1)],
          ["one", dump("b", undefined, 1)],
        ],
        texts,
      ),
    ).toEqual(["a y", "b x"]);
  });

  it("says the name of the host where no router_id is written", () => {
    const given = [
      [undefined, dump("a", "lb2", 1)],
      [undefined, dump("b", "lb1", 1)],
    ] as const;
    expect(pairs(given, TWO)).toEqual(["a lb2", "b lb1"]);
  });

  it("does not believe a router_id that both have", () => {
    const texts = { "x.conf": config(150, { id: "same" }), "y.conf": config(100, { id: "same" }) };
    const given = [
      [undefined, dump("a", "same", 100)],
      [undefined, dump("b", "same", 150)],
    ] as const;
    expect(pairs(given, texts)).toEqual(["a y", "b x"]);
  });

  it("says the name of the file or its folder", () => {
    expect(
      pairs(
        [
          [undefined, dump("d/lb2.dump", undefined, 1)],
          [undefined, dump("lb1/keepalived.data", undefined, 1)],
        ],
        TWO,
      ),
    ).toEqual(["d/lb2.dump lb2", "lb1/keepalived.data lb1"]);
  });

  it("says the address that an instance sends from, before the priority", () => {
    const texts = { "x.conf": config(150, { source: "192.0.2.1" }), "y.conf": config(100, { source: "192.0.2.2" }) };
    const given = [
      [undefined, dump("a", undefined, 150, "192.0.2.2")],
      [undefined, dump("b", undefined, 100, "192.0.2.1")],
    ] as const;
    expect(pairs(given, texts)).toEqual(["a y", "b x"]);
  });

  it("says the order where nothing else does, and there are as many", () => {
    expect(
      pairs(
        [
          [undefined, dump("a", undefined, 1)],
          [undefined, dump("b", undefined, 1)],
        ],
        TWO,
      ),
    ).toEqual(["a lb1", "b lb2"]);
  });

  it.each([
    [
      [[undefined, dump("a", undefined, 1)]],
      /^a: it is not known of which configuration this dump is\nname its node: lb1=a; configurations: lb1, lb2$/,
    ],
    [[["lb3", dump("a", undefined, 1)]], /^"lb3" is none of the configurations; known: lb1, lb2$/],
    [
      [
        ["lb1", dump("a", undefined, 1)],
        ["lb1", dump("b", undefined, 1)],
      ],
      /^two dumps are of lb1: give each its name, such as lb1=FILE$/,
    ],
  ] as const)("says what to do where it is not known: %#", (given, message) => {
    expect(() => pairs(given, TWO)).toThrow(message);
    expect(() => pairs(given, TWO)).toThrow(Ambiguous);
  });
});
