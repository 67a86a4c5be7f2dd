import { describe, expect, it } from "vitest";
import { type ExploredLine, exploreSingles, markOf, settleBase } from "../../src/simulate/explore.js";
import { explorePairs } from "../../src/simulate/explore-pairs.js";
import { SECOND } from "../../src/simulate/model.js";
import { findSubject } from "../../src/simulate/outcome.js";
import { readModel } from "../../src/simulate/read-model.js";
import { nodeOf } from "../support/node-of.js";

interface NodeText {
  readonly priority: number;
  readonly weight?: number;
  readonly own?: string;
  readonly peers?: readonly string[];
}

function textOf({ priority, weight, own, peers = [] }: NodeText): string {
  const script = weight === undefined ? "" : `vrrp_script chk {\nscript /bin/true\ninterval 1\nweight ${weight}\n}\n`;
  const track = weight === undefined ? "" : "track_script {\nchk\n}\n";
  const unicast = own === undefined ? "" : `unicast_src_ip ${own}\nunicast_peer {\n${peers.join("\n")}\n}\n`;
  return `${script}vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${unicast}${track}virtual_ipaddress {\n192.0.2.100\n}\n}\n`;
}

function explore(...texts: readonly NodeText[]) {
  const { nodes } = readModel(
    texts.map((text) => nodeOf(textOf(text))),
    () => undefined,
  );
  const base = settleBase({ nodes }, (world) => [findSubject(world, "V", undefined)]);
  const all = nodes.map((_, at) => at);
  const lines = exploreSingles(base);
  return { lines, all, marks: marksOf(lines, all), pairs: () => explorePairs(base, lines, [all]) };
}

const nameOf = ({ kind, nodes }: ExploredLine["failure"]): string => `${kind} ${nodes.join()}`;

const marksOf = (lines: readonly ExploredLine[], all: readonly number[]) =>
  lines.flatMap(({ failure, effects: [effect] }) => {
    const mark = effect === undefined ? "none" : markOf(effect, [failure], all);
    return mark === "none" ? [] : [`${nameOf(failure)}: ${mark}`];
  });

describe("single failures", () => {
  it("give times from right after an advert to right before the next", () => {
    const { lines } = explore({ priority: 150 }, { priority: 100 });
    const crash = lines.find(({ failure }) => nameOf(failure) === "crash 0")?.effects[0];
    expect(crash?.after).toEqual([[1]]);
    expect((crash?.took?.least ?? 0) / SECOND).toBeCloseTo(2.61, 1);
    expect((crash?.took?.most ?? 0) / SECOND).toBeCloseTo(3.61, 1);
  });

  it("mark a check that moves nothing, and none that does", () => {
    expect(explore({ priority: 150, weight: -20 }, { priority: 100, weight: -20 }).marks).toEqual(["fail 0: unmoved"]);
    expect(explore({ priority: 150, weight: -60 }, { priority: 100, weight: -60 }).marks).toEqual([]);
  });

  it("mark two holders where unicast peers leave a hole", () => {
    const { marks } = explore(
      { priority: 140, own: "192.0.2.1", peers: ["192.0.2.2", "192.0.2.3"] },
      { priority: 120, own: "192.0.2.2", peers: ["192.0.2.1"] },
      { priority: 100, own: "192.0.2.3", peers: ["192.0.2.1"] },
    );
    expect(marks).toEqual(["stop 0: several", "crash 0: several", "kill 0: several", "down 0: several"]);
  });
});

describe("pairs of failures", () => {
  it("show a weight that is enough for the second node but not for the third", () => {
    const { marks, pairs } = explore(
      { priority: 140, weight: -30 },
      { priority: 120, weight: -30 },
      { priority: 100, weight: -30 },
    );
    expect(marks).toEqual([]);
    const found = pairs().map(({ first, second, mark }) => `${nameOf(first)}, ${nameOf(second)}: ${mark}`);
    expect(found).toContain("crash 1, fail 0: unmoved");
    expect(found.every((text) => text.endsWith("fail 0: unmoved"))).toBe(true);
  });

  it("find nothing where the weights are enough", () => {
    const nodes = [150, 140, 130].map((priority) => ({ priority, weight: -60 }));
    expect(explore(...nodes).pairs()).toEqual([]);
  });
});
