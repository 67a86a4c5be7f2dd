import { describe, expect, it } from "vitest";
import type { Word } from "../../grammar/index.js";
import { effective, healthyPriority, type Weighing, weigh } from "../../src/cluster/election.js";
import {
  describeFailure,
  failing,
  heaviest,
  sharedWeightWords,
  weightTitle,
  worstFailure,
} from "../../src/cluster/weights.js";
import { nodeOf } from "../support/node-of.js";

const script = (name: string, weight: number): string =>
  `vrrp_script ${name} {\n    script "/usr/local/bin/${name}"\n    weight ${weight}\n}\n`;

/** A member with scripts, by name and weight, and other lines. */
function member(priority: number | string, scripts: Readonly<Record<string, number>>, lines: readonly string[] = []) {
  const text = [
    "vrrp_track_file load {\n    file /run/load\n    weight 1\n}\n",
    ...Object.entries(scripts).map(([name, weight]) => script(name, weight)),
    `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    track_script {`,
    ...Object.keys(scripts).map((name) => `        ${name}`),
    "    }",
    ...lines,
    "    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
  ].join("\n");
  const node = nodeOf(text);
  const [instance] = node.instances;
  if (instance === undefined) throw new Error("no instance");
  return { node: { ...node, name: "lb1" }, instance };
}

const file = ["    track_file {", "        load", "    }"];
const summary = (weighing: Weighing | undefined) =>
  weighing && {
    base: weighing.base,
    weights: weighing.weighted.map(({ tracker, up, down }) => `${tracker.target} ${up} ${down}`),
    hasFiles: weighing.hasFiles,
  };

describe("how a priority comes about", () => {
  it.each<[string, ReturnType<typeof summary>, ReturnType<typeof member>]>([
    ["of no tracker", { base: 100, weights: [], hasFiles: false }, member(100, {})],
    [
      "of weights of both signs",
      { base: 100, weights: ["a 0 -20", "b 30 0"], hasFiles: false },
      member(100, { a: -20, b: 30 }),
    ],
    ["of a script that means FAULT", { base: 100, weights: [], hasFiles: false }, member(100, { a: 0 })],
    ["of a file", { base: 100, weights: ["a 0 -20"], hasFiles: true }, member(100, { a: -20 }, file)],
    ["of an address owner", { base: 255, weights: [], hasFiles: false }, member(255, { a: -20 }, file)],
    ["of a value that is not known", undefined, member("$PRIORITY", {})],
    ["of a script that is not defined", { base: 100, weights: [], hasFiles: false }, undefinedScript()],
  ])("%s", (_, expected, one) => {
    expect(summary(weigh(one))).toEqual(expected);
  });

  function undefinedScript() {
    return member(100, {}, ["    track_script {", "        missing weight -10", "    }"]);
  }

  it.each<[number, number, Readonly<Record<string, number>>]>([
    [100, 100, { a: -20 }],
    [130, 100, { a: 30 }],
    [254, 250, { a: 4 }],
    [254, 250, { a: 5 }],
    [254, 254, {}],
    [255, 255, { a: -20 }],
    [1, 1, {}],
  ])("that is %i while all is up", (expected, priority, scripts) => {
    expect(healthyPriority(member(priority, scripts))).toBe(expected);
  });

  it.each<[number, number, number]>([
    [80, 100, -20],
    [2, 100, -98],
    [1, 100, -99],
    [1, 100, -100],
  ])("that is %i when %i loses %i", (expected, priority, weight) => {
    const weighing = weigh(member(priority, { a: weight }));
    if (weighing === undefined) throw new Error("not known");
    expect(effective(weighing, new Set(weighing.weighted))).toBe(expected);
  });
});

describe("what fails", () => {
  function weighed(priority: number, scripts: Readonly<Record<string, number>>) {
    const one = member(priority, scripts);
    const weighing = weigh(one);
    if (weighing === undefined) throw new Error("not known");
    return { member: one, weighing, healthy: effective(weighing) };
  }

  it.each<[string, number, Readonly<Record<string, number>>]>([
    ["when a fails on lb1, 100 - 20 = 80", 100, { a: -20 }],
    ["when a fails on lb1, 100", 100, { a: 20 }],
    ["when a and b fail on lb1, 100 - 20 - 30 = 50", 100, { a: -20, b: -30 }],
    ["when a and b fail on lb1, 100 - 20 = 80", 100, { a: -20, b: 30 }],
    ["when a fails on lb1, 10 - 20 = 1", 10, { a: -20 }],
  ])("reads as %s", (expected, priority, scripts) => {
    const one = weighed(priority, scripts);
    expect(describeFailure(one, worstFailure(one))).toBe(expected);
  });

  it("reads with what is up beside it", () => {
    const one = weighed(100, { a: -20, b: 30, c: -5 });
    expect(describeFailure(one, failing(one, one.weighing.weighted.slice(0, 1)))).toBe(
      "when a fails on lb1, 100 - 20 + 30 = 110",
    );
  });

  it.each<[string | undefined, Readonly<Record<string, number>>]>([
    ["b", { a: -20, b: -30, c: -10 }],
    ["a", { a: 40, b: -30, c: -10 }],
    ["a", { a: -20, b: 20 }],
    [undefined, {}],
  ])("has %s for the heaviest", (expected, scripts) => {
    expect(heaviest(weighed(100, scripts).weighing.weighted)?.tracker.target).toBe(expected);
  });
});

describe("the words that say one weight on all nodes", () => {
  const lines = (word: string): string[] => ["    track_process {", `        ${word}`, "    }"];
  const words = (...members: readonly ReturnType<typeof member>[]): string[] => {
    const [first] = members;
    const weighing = first && weigh(first);
    const [weighted] = weighing?.weighted ?? [];
    if (weighted === undefined) return [];
    const lineOf = ({ source, start }: Word): number => source.text.slice(0, start).split("\n").length;
    return sharedWeightWords({ members }, weighted).map((word) => `${word.value} in line ${lineOf(word)}`);
  };
  const at = (scripts: Readonly<Record<string, number>>, rest?: string[]) => member(100, scripts, rest);

  it("are one where nodes share the place, and one for each place else", () => {
    expect(words(at({ chk: -20 }), at({ chk: -20 }))).toEqual(["-20 in line 8"]);
    expect(words(at({ chk: -20 }), at({ a: -5, chk: -20 }))).toEqual(["-20 in line 8", "-20 in line 13"]);
  });

  it.each<[string, ReturnType<typeof member>]>([
    ["another weight", at({ a: -5, chk: -30 })],
    ["another name", at({ a: -5, web: -20 })],
    ["another kind", at({ a: -5 }, lines("chk weight -20"))],
  ])("leave %s out", (_, other) => {
    expect(words(at({ chk: -20 }), other)).toEqual(["-20 in line 8"]);
  });

  it("are counted in the title of a fix", () => {
    expect([weightTitle(-60, 1), weightTitle(-60, 2)]).toEqual([
      "Change to weight -60",
      "Change to weight -60 on all nodes",
    ]);
  });
});
