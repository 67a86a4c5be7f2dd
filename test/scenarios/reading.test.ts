import { describe, expect, it } from "vitest";
import { readScenarios } from "../../src/scenarios/read-scenarios.js";
import { inlineReader } from "../support/play.js";

const CONFIG = (priority: number) =>
  `vrrp_script chk { script /bin/true\n weight -60\n}\nvrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n priority ${priority}\n track_script {\n chk\n }\n virtual_ipaddress {\n 192.0.2.100\n }\n}\n`;

/** Two nodes, then the lines of the file; the first of them is line 2. */
const read = (lines: string) =>
  readScenarios(
    `cluster: ${JSON.stringify({ lb1: { config: CONFIG(150) }, lb2: { config: CONFIG(100) } })}\n${lines}`,
    "x.yaml",
    inlineReader,
  ).problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);

const step = (text: string): readonly string[] => read(`scenarios:\n  - name: a\n    steps:\n      - ${text}\n`);

describe("mistakes in steps", () => {
  it.each([
    ["crash: lb3", '5:16: unknown node "lb3"; did you mean "lb1"?'],
    ["fail: lb1 chck", '5:15: lb1 defines no vrrp_script "chck"; did you mean "chk"?'],
    ["fail: lb1", '5:15: "fail" needs the name of what changes'],
    ["file: lb1 chk 1", '5:15: lb1 defines no track_file "chk"'],
    ["down: lb1 eth9", '5:15: lb1 has no instance on interface "eth9" and tracks none; did you mean "eth0"?'],
    ["block: lb1 lb2", '5:16: expected "A > B" or "A > B INTERFACE"'],
    ["partition: lb1", "5:20: expected groups of nodes, such as [[lb1], [lb2, lb3]]"],
    ["expect: { VI_2: lb1 }", '5:25: no node has an instance, sync group or address "VI_2"; did you mean "VI_1"?'],
    ["expect: { VI_1: lb9 }", '5:25: unknown node "lb9"; did you mean "lb1"?'],
    ["expect: { priority: 5 }", "5:29: expected a mapping such as { lb1 VI_1: … }"],
    ["{ stop: lb1, crash: lb2 }", '5:29: a step has one event or one expect, but this one has "stop" and "crash"'],
    [
      "note: nothing",
      "5:9: this step does nothing; it needs one of start, stop, crash, kill, pause, resume, down, up, cut, join, partition, heal, block, unblock, fail, pass, hang, file, rm, process, bfd, reload or expect",
    ],
    ["explode: lb1", '5:9: unknown key "explode"; did you mean "expect"?'],
    ["craash: lb1", '5:9: unknown key "craash"; did you mean "crash"?'],
    ["crash: { lb1: 5 }", "5:16: expected a node, such as lb1"],
    ["down: lb1 eth0 now", '5:15: unexpected "now" at the end'],
    ["fail: lb1 chk now", '5:15: unexpected "now" at the end'],
    ["partition: [[lb1], [lb1, lb2]]", '5:20: "lb1" is in two groups'],
    ["expect: { priority: { lb1 VI_1: high } }", '5:41: "high" is not a priority (1-255)'],
    ["expect: { priority: { lb1 VI_1: 256 } }", '5:41: "256" is not a priority (1-255)'],
    ["expect: { priority: { lb1 VI_2: 90 } }", '5:41: lb1 has no instance "VI_2"; did you mean "VI_1"?'],
    ["expect: { priority: { lb1 VI_1 x: 90 } }", '5:43: expected "NODE INSTANCE"; lb1 has VI_1'],
    ["expect: { state: { lb1 VI_1: MASTR } }", '5:38: unknown state "MASTR"; did you mean "MASTER"?'],
    [
      "expect: { state: { lb1 VI_1: elsewhere } }",
      '5:38: unknown state "elsewhere"; states are OFF, INIT, BACKUP, MASTER, FAULT',
    ],
    ["{ at: 5s, after: 3s, stop: lb1 }", "5:26: a step has one of at and after, not both"],
    [
      "reload: { node: lb1, replace: { prioritty 150: x } }",
      '5:17: "prioritty 150" does not occur in the configuration of lb1; did you mean "priority 150"?',
    ],
    ["reload: { node: lb1, replaces: { a: b } }", '5:17: unknown key "replaces" in reload; did you mean "replace"?'],
    [
      "reload: { node: lb1, replace: 5 }",
      "5:17: expected a mapping such as { priority 150: priority 90 } after replace",
    ],
    [
      "reload: { node: lb1, file: a, config: b }",
      "5:17: a reload has one of file, config and replace, but this one has file and config",
    ],
    ["{ at: soon, stop: lb1 }", '5:15: expected a time such as "3s", "500ms" or "1m"'],
  ])("%s", (text, message) => {
    const [first] = step(text);
    expect(first).toBe(message);
  });

  it.each([
    "crash: lb1",
    "start: [lb1, lb2]",
    "partition: [[lb1], [lb2]]",
    "block: lb1 > lb2 eth0",
    "hang: lb1 chk",
    "expect: { VI_1: lb1|lb2, 192.0.2.100: one }",
    "down: lb1",
    "expect: { priority: { lb1: 150 }, state: { lb1 VI_1: fault } }",
    "reload: { node: lb1, config: 'global_defs {}' }",
    "{ after: 500ms, reload: { node: lb1, replace: { priority 150: priority 90 } } }",
  ])("%s is right", (text) => expect(step(text)).toEqual([]));
});

describe("times of steps", () => {
  const timesOf = (...lines: readonly string[]) => {
    const cluster = JSON.stringify({ lb1: { config: CONFIG(150) }, lb2: { config: CONFIG(100) } });
    const text = `cluster: ${cluster}\nscenarios:\n  - name: a\n    settle: 10s\n    steps:\n${lines.map((line) => `      - ${line}\n`).join("")}`;
    return readScenarios(text, "x.yaml", inlineReader).scenarios[0]?.steps.map(({ at, kind }) => `${kind} ${at / 1e6}`);
  };

  it("decide the order, whatever that of the file", () => {
    expect(
      timesOf("{ at: 20s, stop: lb1 }", "{ at: 9500ms, stop: lb2 }", "{ at: 15s, expect: { VI_1: lb1 } }"),
    ).toEqual(["event 0", "event 9.5", "expect 15", "event 20"]);
  });

  it("are before the next event for a look without a time", () => {
    expect(timesOf("expect: { VI_1: lb1 }", "stop: lb1")).toEqual(["event 0", "expect 9.8", "event 10"]);
    expect(timesOf("expect: { VI_1: lb1 }", "{ at: 6s, stop: lb1 }")).toEqual(["event 0", "expect 5.8", "event 6"]);
    expect(timesOf("expect: { VI_1: lb1 }", "{ at: 40s, stop: lb1 }")).toEqual(["event 0", "expect 9.8", "event 40"]);
  });

  it("keep the order of the file for an event without a time", () => {
    expect(timesOf("stop: lb1", "{ at: 60s, expect: { VI_1: lb2 } }", "start: lb1")).toEqual([
      "event 0",
      "event 10",
      "expect 60",
      "event 60",
    ]);
  });
});

describe("mistakes in facts", () => {
  const SCENARIO = "scenarios: [{ name: a, steps: [{ expect: { VI_1: one } }] }]\n";

  it("are nodes of segments that do not exist", () => {
    expect(read(`segments: { eth0: [lb1, lb3] }\n${SCENARIO}`)).toEqual([
      '2:25: unknown node "lb3"; did you mean "lb1"?',
    ]);
    expect(read(`segments: { eth0: [lb1, lb2] }\n${SCENARIO}`)).toEqual([]);
  });

  it.each([
    ["192.0.2.300", false],
    ["192.0.2.1/33", false],
    ["eth0", false],
    ["192.0.2.1", true],
    ["192.0.2.1/24", true],
    ["2001:db8::1/64", true],
  ])("are addresses: %s", (address, isRight) => {
    const cluster = JSON.stringify({ lb1: { config: CONFIG(150), addresses: { eth0: [address] } } });
    const { problems } = readScenarios(`cluster: ${cluster}\n${SCENARIO}`, "x.yaml", inlineReader);
    expect(problems.map(({ message }) => message)).toEqual(isRight ? [] : [`"${address}" is not a valid address`]);
  });
});

describe("mistakes in files", () => {
  it("says what is missing", () => {
    expect(read("other: 1\n")).toEqual(['1:1: "scenarios" is missing', '2:1: unknown key "other"']);
    expect(read("scenarios: []\n")).toEqual(["2:12: expected at least one scenario"]);
    expect(read("scenarios:\n  - steps: []\n")).toEqual(['3:5: "name" is missing']);
  });

  it("gives one error for each place, also of a file that is nested too deeply", () => {
    expect(readScenarios(`scenarios: ${"[".repeat(20_000)}`, "x.yaml", inlineReader).problems).toEqual([
      { file: "x.yaml", line: 1, column: expect.any(Number), message: "invalid YAML: nested too deeply" },
    ]);
    // Whatever is left of the stack.
    const deeper = (calls: number): unknown =>
      calls > 0
        ? deeper(calls - 1)
        : readScenarios(`scenarios: ${"[".repeat(20_000)}`, "x.yaml", inlineReader).problems;
    for (const calls of [0, 500, 1000, 2000, 3000]) expect(deeper(calls), `${calls} calls`).toHaveLength(1);
    expect(readScenarios(`scenarios: ${"[".repeat(50)}`, "x.yaml", inlineReader).problems).toHaveLength(1);
  });

  it.each([
    ["hello\n", '1:1: this is not a scenario file: expected a mapping with "scenarios"'],
    ["- a\n", '1:1: this is not a scenario file: expected a mapping with "scenarios"'],
    ["apiVersion: v1\nkind: Pod\n", '1:1: this is not a scenario file: "scenarios" is missing'],
    ["scenario: []\n", '1:1: "scenarios" is missing'],
    ["a: 1\nb: *nope\n", '2:4: invalid YAML: no anchor "&nope" before this'],
    ["scenarios: []\nscenarios: []\n", "2:1: invalid YAML: Map keys must be unique"],
  ])("says what it is instead: %j", (text, message) => {
    const { problems } = readScenarios(text, "x.yaml", inlineReader);
    expect(problems.map((one) => `${one.line}:${one.column}: ${one.message}`)[0]).toBe(message);
  });

  it("reads anchors and aliases", () => {
    const text = `cluster: &c ${JSON.stringify({ lb1: { config: CONFIG(150) } })}\nscenarios:\n  - { name: a, cluster: *c, steps: [&s { stop: lb1 }, { start: lb1 }, *s] }\n`;
    const { scenarios, problems } = readScenarios(text, "x.yaml", inlineReader);
    expect(problems).toEqual([]);
    expect(scenarios[0]?.steps.map(({ kind }) => kind)).toEqual(["event", "event", "event", "event"]);
  });

  it("needs an instance on each node", () => {
    const cluster = JSON.stringify({ lb1: { config: CONFIG(150) }, lb2: { config: "global_defs {\n}\n" } });
    const { problems } = readScenarios(`cluster: ${cluster}\nscenarios: [{ name: a }]\n`, "x.yaml", inlineReader);
    expect(problems.map(({ message }) => message)).toEqual(['node "lb2" has no vrrp_instance']);
  });

  it("places an error of YAML", () => {
    const [first] = read("scenarios: [\n");
    expect(first).toMatch(/^\d+:\d+: invalid YAML: /);
  });

  it("tells of an empty file and of a node without a file", () => {
    const of = (text: string) => readScenarios(text, "x.yaml", inlineReader).problems.map(({ message }) => message);
    expect(of("")).toEqual(["the file is empty; a scenario file needs scenarios"]);
    expect(of("cluster: { lb1: {} }\nscenarios: [{ name: a }]\n")).toEqual(['node "lb1" needs file or config']);
  });
});
