import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-timeline-"));
  cpSync("fixtures/scenarios", folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simulate = (...args: readonly string[]) => runCli(["simulate", "--no-config", ...args], { cwd: folder });
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** What text a strict parser finds in each element of a name. */
function textsIn(xml: string, name: string): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    open.push(tag.name);
    if (tag.name === name) found.push("");
  });
  parser.on("text", (text) => {
    if (open.at(-1) === name) found[found.length - 1] += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return found;
}

/** A scenario whose names hold what a terminal, a log or XML would take for something else. */
const AWKWARD = `cluster: { lb1: pair/lb1.conf, lb2: pair/lb2.conf }
scenarios:
  - name: "odd \\e[31m <b> & ]]> \\n::error::x ##[error]"
    steps:
      - crash: lb1
      - expect: { VI_1: lb1 }
        note: "note \\e[0m \\n::warning::y"
`;

describe("--timeline text", () => {
  it("shows also the scenarios that pass, with what was done", () => {
    const { status, stdout } = simulate("--timeline", "text", "pair/web.scenarios.yaml");
    expect(status).toBe(0);
    const [first = ""] = stdout.split("\n✓").slice(0, 1);
    const [, lb1 = "", lb2 = "", axis = "", ...events] = first.split("\n");
    // The power fails at 9 s of 27 s: two columns a second.
    expect(lb1).toMatch(/^ {4}VI_1 lb1 ─{7}█{11} {18}─{7}█{11}$/);
    expect(lb2).toMatch(/^ {4}VI_1 lb2 ─{24}█{19}─{11}$/);
    expect(axis).toMatch(/^ {13}0 s +27 s$/);
    expect(events.map((line) => line.trim())).toEqual([
      "0.00 s  start: lb1, lb2",
      "9.00 s  crash: lb1",
      "18.00 s  start: lb1",
    ]);
    expect(simulate("pair/web.scenarios.yaml").stdout).not.toContain("█");
  });

  it("marks FAULT, and keeps the columns for names of any width", () => {
    write(
      "wide.yaml",
      "cluster: { 漢字: pair/lb1.conf, b: pair/lb2.conf }\nscenarios:\n  - name: down\n    steps:\n      - down: 漢字 eth0\n      - expect: { VI_1: b }\n",
    );
    const { stdout } = simulate("--timeline", "text", "wide.yaml");
    expect(stdout).toMatch(/^ {4}VI_1 漢字 ─+█+x+$/m);
    expect(stdout).toMatch(/^ {4}VI_1 b {4}─+█+$/m);
  });
});

describe("--timeline svg", () => {
  it("is one well-formed file with the names, the events and a title for each stretch", () => {
    const { status, stdout } = simulate("--timeline", "svg", "pair/web.scenarios.yaml");
    expect(status).toBe(0);
    const texts = textsIn(stdout, "text");
    expect(texts).toEqual(
      expect.arrayContaining(["✓ lb1 loses power", "VI_1 lb1", "crash: lb1", "MASTER", "0 s", "25 s"]),
    );
    expect(textsIn(stdout, "title")).toEqual(
      expect.arrayContaining(["MASTER for 5.6 s", expect.stringMatching(/^BACKUP for /)]),
    );
    expect(stdout).not.toMatch(/<(?:script|image|a|foreignObject)\b|href=/);
  });

  it("says what was missed, and sets the exit status", () => {
    const { status, stdout } = simulate("--timeline", "svg", "pair/failing.scenarios.yaml");
    expect(textsIn(stdout, "text")).toContain("at 17.8 s VI_1 is held by lb1, not by lb2");
    expect(status).toBe(1);
  });

  it("draws a stretch in FAULT", () => {
    const { stdout } = simulate("--timeline", "svg", "wide.yaml");
    expect(textsIn(stdout, "text")).toContain("FAULT");
  });

  it("writes nothing where nothing was played", () => {
    write("empty.yaml", "scenarios: 3\n");
    expect(simulate("--timeline", "svg", "empty.yaml")).toMatchObject({ status: 2, stdout: "" });
    expect(simulate("empty.yaml").stdout).toBe("\n0 scenarios: nothing was played; 1 mistake in the scenario files\n");
  });
});

describe("names and notes of a scenario file", () => {
  beforeAll(() => write("awkward.yaml", AWKWARD));

  it("send nothing to a terminal or a log but text", () => {
    const { stdout } = simulate("--timeline", "text", "awkward.yaml");
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^\s*::|##\[/m);
    expect(stdout).toContain("odd \\x1b[31m");
  });

  it("are one annotation each for GitHub", () => {
    const { stdout } = simulate("--format", "github", "awkward.yaml");
    expect(stdout).toMatch(
      /^::error file=awkward\.yaml,line=6,col=1,title=kalint simulate::odd \\x1b\[31m .*%0A::error::x[^\n]*\n$/,
    );
    expect(stdout.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  });

  it("stay well-formed in XML, and are no command in JSON", () => {
    expect(textsIn(simulate("--format", "junit", "awkward.yaml").stdout, "failure")).toHaveLength(1);
    expect(textsIn(simulate("--timeline", "svg", "awkward.yaml").stdout, "text").join()).toContain("<b> &");
    const { stdout } = simulate("--format", "json", "awkward.yaml");
    expect(stdout).not.toContain("##[");
    expect(JSON.parse(stdout).scenarios[0].name).toContain("##[error]");
  });
});

describe("--timeline that has nothing to show", () => {
  it.each([
    [["--timeline", "text", "pair/lb1.conf"]],
    [["--timeline", "svg", "--format", "json", "pair/web.scenarios.yaml"]],
  ])("%j is wrong usage", (args) => {
    expect(simulate(...args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--timeline") });
  });
});

describe("--to", () => {
  const text = (priority: number) =>
    readFileSync(join(folder, "pair/lb1.conf"), "utf8").replace("priority 150", `priority ${priority}`);
  const rows = (stdout: string) => stdout.split("\n").filter((line) => line.includes("rolling reload"));

  it("takes each file from the place that it has below the folder which all share", () => {
    for (const [version, first] of [
      ["old", 150],
      ["new", 90],
    ] as const) {
      for (const [site, priority] of [
        ["a", first],
        ["b", 100],
      ] as const) {
        mkdirSync(join(folder, version, site), { recursive: true });
        write(`${version}/${site}/keepalived.conf`, text(priority));
      }
    }
    const files = ["old/a/keepalived.conf", "old/b/keepalived.conf"];
    expect(rows(simulate(...files).stdout)).toEqual([]);
    expect(rows(simulate("--to", "old", ...files).stdout)).toEqual([
      expect.stringMatching(/rolling reload in any order +a keeps it$/),
    ]);
    expect(rows(simulate("--to", "new", ...files).stdout)).toEqual([
      expect.stringMatching(/rolling reload in any order +b$/),
    ]);
    expect(rows(simulate("--to", "new", "old").stdout)).toEqual([
      expect.stringMatching(/rolling reload in any order +b$/),
    ]);
  });

  it("takes the config-ids of one file", () => {
    const ids = (own: number) =>
      `vrrp_instance V {\n    interface eth0\n    virtual_router_id 51\n    @one priority ${own}\n    @two priority 100\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n`;
    mkdirSync(join(folder, "next"), { recursive: true });
    write("ids.conf", ids(150));
    write("next/ids.conf", ids(90));
    expect(rows(simulate("--to", "next", "ids.conf").stdout)).toEqual([
      expect.stringMatching(/rolling reload in any order +\S*@two$/),
    ]);
  });

  it("reports a file that is not there, and is not for scenario files", () => {
    expect(simulate("--to", "nowhere", "pair/lb1.conf")).toMatchObject({
      status: 2,
      stderr: "kalint: --to nowhere: nowhere/lb1.conf: no such file or directory\n",
    });
    expect(simulate("--to", "new", "pair/web.scenarios.yaml")).toMatchObject({
      status: 2,
      stderr: "kalint: --to is for configurations, not for scenario files\n",
    });
  });
});
