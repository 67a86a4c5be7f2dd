import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintExample } from "../support/check-rules.js";

type Tracking = Readonly<Record<string, number>>;

/** A node with scripts, by name and weight, and lines of other trackers. */
function node(priority: number, scripts: Tracking, lines: readonly string[] = [], before = ""): string {
  const definitions = Object.entries(scripts).map(
    ([name, weight]) => `vrrp_script ${name} {\n    script "/usr/local/bin/${name}"\n    weight ${weight}\n}\n`,
  );
  const tracked = Object.keys(scripts);
  return [
    "global_defs {\n    script_user nobody\n    enable_script_security\n}\n",
    before,
    ...definitions,
    "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51",
    `    priority ${priority}`,
    ...(tracked.length === 0
      ? []
      : [`    track_script {\n${tracked.map((name) => `        ${name}\n`).join("")}    }`]),
    ...lines.map((line) => `    ${line}`),
    "    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
  ].join("\n");
}

function report(...texts: readonly string[]): string[] {
  const files = Object.fromEntries(texts.map((text, index) => [`lb${index + 1}`, text]));
  return lintExample(files)
    .diagnostics.filter(({ rule }) => /^cluster-(?:weight|tracking)/.test(rule))
    .map(({ rule, severity, message }) => `${rule.replace("cluster-", "")} ${severity}: ${message}`);
}

const same = (first: number, second: number, scripts: Tracking, lines: readonly string[] = [], before = "") =>
  report(node(first, scripts, lines, before), node(second, scripts, lines, before));

describe("a weight", () => {
  it.each<[string, string[], string[]]>([
    ["that moves the address is sound", same(100, 99, { chk: -2 }), []],
    [
      "that is too small",
      same(100, 97, { chk: -2 }),
      ["weight-ineffective error: when chk fails on lb1, 100 - 2 = 98 is above the 97 of lb2; lb2 does not take over"],
    ],
    [
      "that makes both equal",
      same(100, 98, { chk: -2 }),
      ["weight-tie warning: when chk fails on lb1, 100 - 2 = 98 is equal to the 98 of lb2; lb2 does not take over"],
    ],
    ["that is added on both", same(105, 100, { chk: 10 }), []],
    [
      "that is added on both and too small",
      same(200, 100, { chk: 2 }),
      ["weight-ineffective error: when chk fails on lb1, 200 is above the 102 of lb2; lb2 does not take over"],
    ],
    ["that is cut at 1", same(50, 20, { chk: -253 }), []],
    ["that is cut at 254", same(253, 200, { chk: 100 }), []],
    ["of 0 means FAULT", same(200, 100, { chk: 0 }), []],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

// One mistake, one report: it has a rule of its own.
it("no weight is judged beside a script that is not defined", () => {
  expect(same(200, 100, { chk: -2 }, ["track_script {", "missing weight -5", "}"])).toEqual([]);
});

describe("several weights", () => {
  it.each<[string, string[], string[]]>([
    ["that reach together are meant", same(150, 100, { a: -30, b: -30 }), []],
    [
      "that do not reach together",
      same(150, 100, { a: -10, b: -20 }),
      [
        "weight-ineffective error: when a and b fail on lb1, 150 - 10 - 20 = 120 is above the 100 of lb2; lb2 does not take over",
      ],
    ],
    [
      "that are equal together",
      same(150, 100, { a: -20, b: -30 }),
      [
        "weight-tie warning: when a and b fail on lb1, 150 - 20 - 30 = 100 is equal to the 100 of lb2; lb2 does not take over",
      ],
    ],
    [
      "of which one never decides",
      same(150, 100, { a: -60, b: -5 }),
      [
        "weight-ineffective warning: when b fails on lb1, 150 - 5 = 145 is above the 100 of lb2; lb2 does not take over",
      ],
    ],
    ["of which one decides with another", same(150, 100, { a: -49, b: -5 }), []],
    ["positive and negative", same(150, 120, { a: 20, b: -20 }), []],
    [
      "more than can be tried one by one",
      same(200, 100, Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, -3]))),
      [expect.stringContaining("= 110 is above the 100") as unknown as string],
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe("other trackers", () => {
  const process = "vrrp_track_process nginx {\n    process nginx\n    weight -10\n}\n";
  it.each<[string, string[], string[]]>([
    [
      "an interface",
      same(150, 100, {}, ["track_interface {", "    eth1 weight -20", "}"]),
      [
        "weight-ineffective error: when eth1 fails on lb1, 150 - 20 = 130 is above the 100 of lb2; lb2 does not take over",
      ],
    ],
    [
      "a process",
      same(150, 100, {}, ["track_process {", "    nginx", "}"], process),
      [
        "weight-ineffective error: when nginx fails on lb1, 150 - 10 = 140 is above the 100 of lb2; lb2 does not take over",
      ],
    ],
    [
      "a weight on the line goes before that of the definition",
      same(150, 100, {}, ["track_process {", "    nginx weight -60", "}"], process),
      [],
    ],
    [
      "a file may hold any number",
      same(150, 100, {}, ["track_file {", "    load weight -1", "}"], 'track_file load {\n    file "/run/load"\n}\n'),
      [],
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it("count through a sync group that allows weights", () => {
    const group =
      "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n    sync_group_tracking_weight\n    track_script {\n        chk\n    }\n}\n";
    const text = (priority: number) =>
      [
        'global_defs {\n    script_user nobody\n    enable_script_security\n}\nvrrp_script chk {\n    script "/usr/local/bin/chk"\n    weight -20\n}\n',
        group,
        ...[1, 2].map(
          (id) =>
            `vrrp_instance VI_${id} {\n    interface eth${id}\n    virtual_router_id 5${id}\n    priority ${priority}\n    virtual_ipaddress {\n        192.0.2.${id}/24\n    }\n}\n`,
        ),
      ].join("\n");
    expect(report(text(150), text(100))).toEqual([
      "weight-ineffective error: when chk fails on lb1, 150 - 20 = 130 is above the 100 of lb2; lb2 does not take over",
    ]);
  });
});

describe("three nodes", () => {
  it("hand over in their order", () => {
    const scripts = { chk: -60 };
    expect(report(node(150, scripts), node(120, scripts), node(100, scripts))).toEqual([]);
  });

  it("show where the last one is not reached", () => {
    expect(report(node(150, { chk: -35 }), node(120, { chk: -60 }), node(110, { chk: -60 }))).toEqual([
      "weight-ineffective warning: when chk fails on lb1, 150 - 35 = 115 is above the 110 of lb3; lb3 does not take over",
    ]);
  });
});

/** What a pair of nodes with the same failing checks deserves, by trying every combination of failures. */
function judge(base: number, rival: number, losses: readonly number[]): string[] {
  const lost = (failing: readonly number[]) => base - failing.reduce((sum, loss) => sum + loss, 0);
  const tie = [losses, ...losses.map((one) => [one])].some((failing) => lost(failing) === rival);
  const ties = tie ? ["weight-tie warning"] : [];
  if (lost(losses) > rival) return ["weight-ineffective error", ...ties];
  if (lost(losses) === rival) return ties;
  const subsets = (all: readonly number[]): number[][] =>
    all.reduce<number[][]>((sets, one) => sets.concat(sets.map((set) => set.concat(one))), [[]]);
  const decides = (loss: number, at: number) =>
    subsets(losses.toSpliced(at, 1)).some((others) => lost(others) >= rival && lost([...others, loss]) < rival);
  // Where the first that never decides makes both equal, that is what is said.
  const idle = losses.find((loss, at) => !decides(loss, at));
  return idle === undefined || lost([idle]) <= rival ? ties : ["weight-ineffective warning", ...ties];
}

it("weights are judged as every combination of failures says", () => {
  const pair = fc.record({
    rival: fc.integer({ min: 2, max: 120 }),
    lead: fc.integer({ min: 1, max: 60 }),
    losses: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(pair, ({ rival, lead, losses }) => {
      const base = rival + lead;
      fc.pre(base - losses.reduce((sum, loss) => sum + loss, 0) >= 1);
      const scripts = Object.fromEntries(losses.map((loss, index) => [`c${index}`, -loss]));
      const found = same(base, rival, scripts).map((line) => line.split(":")[0]);
      expect(found.sort()).toEqual(judge(base, rival, losses));
    }),
    { numRuns: 150 },
  );
});
