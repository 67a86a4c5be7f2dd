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
    ["note: nothing", "5:9: this step does nothing; it needs one of start"],
    ["explode: lb1", '5:9: unknown key "explode"'],
    ["craash: lb1", '5:9: unknown key "craash"; did you mean "crash"?'],
    ["{ at: soon, stop: lb1 }", '5:15: expected a time such as "3s", "500ms" or "1m"'],
  ])("%s", (text, message) => {
    const [first] = step(text);
    expect(first?.slice(0, message.length)).toBe(message);
  });

  it.each([
    "crash: lb1",
    "start: [lb1, lb2]",
    "partition: [[lb1], [lb2]]",
    "block: lb1 > lb2 eth0",
    "hang: lb1 chk",
    "expect: { VI_1: lb1|lb2, 192.0.2.100: one }",
    "{ after: 500ms, reload: { node: lb1, replace: { priority 150: priority 90 } } }",
  ])("%s is right", (text) => expect(step(text)).toEqual([]));
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
    expect(readScenarios(`scenarios: ${"[".repeat(50)}`, "x.yaml", inlineReader).problems).toHaveLength(1);
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
