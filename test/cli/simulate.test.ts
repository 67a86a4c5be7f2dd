import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-simulate-"));
  cpSync("fixtures/scenarios", folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simulate = (...args: readonly string[]) => runCli(["simulate", "--no-config", ...args], { cwd: folder });

const PAIR = ["pair/lb1.conf", "pair/lb2.conf"];

describe("kalint simulate of configurations", () => {
  it("marks a check that moves nothing, with the line that decides", () => {
    const { status, stdout } = simulate(...PAIR);
    expect(stdout).toContain("VI_1  192.0.2.100  lb1 (150) over lb2 (100)");
    expect(stdout).toMatch(/lb1 is stopped +lb2 after 0\.6 s/);
    expect(stdout).toMatch(/lb1 crashes +lb2 after 2\.6–3\.7 s/);
    expect(stdout).toMatch(
      /! chk_web fails on lb1 +lb1 keeps it +130 > 100 {2}pair\/lb1\.conf:4 weight -20\n {4}the check does not move the addresses/,
    );
    expect(stdout).toContain("1 virtual router: 1 avoidable failure");
    expect(status).toBe(1);
  });

  it("passes where every failure is met", () => {
    const enough = (name: string) =>
      writeFileSync(
        join(folder, name),
        readFileSync(join(folder, `pair/${name}`), "utf8").replace("weight -20", "weight -60"),
      );
    for (const name of ["lb1.conf", "lb2.conf"]) enough(name);
    const { status, stdout } = simulate("lb1.conf", "lb2.conf");
    expect(stdout).toContain("no avoidable failure found");
    expect(stdout).toMatch(/chk_web fails on lb1 +lb2 after 3\.0–5\.6 s +back to lb1 after 2\.4–5\.0 s {2}90 < 100/);
    expect(status).toBe(0);
  });

  it("plays cold starts, a rolling restart and a rolling reload to the files of another folder", () => {
    const other = join(folder, "pair-new");
    cpSync(join(folder, "pair"), other, { recursive: true });
    for (const name of ["lb1.conf", "lb2.conf"]) {
      const path = join(other, name);
      writeFileSync(path, readFileSync(path, "utf8").replace("192.0.2.100", "192.0.2.100\n192.0.2.101"));
    }
    const { status, stdout } = simulate("--target", "2.2.7", "--to", "pair-new", ...PAIR);
    expect(stdout).toMatch(/ {2}cold start in any order +lb1\n/);
    expect(stdout).toMatch(/ {2}rolling restart +lb2, then lb1; 0\.6 s without a holder\n/);
    expect(stdout).toMatch(
      /! rolling reload in any order +lb1 and lb2, then lb1\n {4}several nodes hold the addresses/,
    );
    expect(status).toBe(1);
    expect(
      JSON.parse(simulate("--format", "json", ...PAIR).stdout).clusters[0].routers[0].sequences.at(-1),
    ).toMatchObject({
      sequence: "restart",
      order: ["lb1", "lb2"],
      holders: [["lb1"]],
      steps: [{ action: "stop", nodes: ["lb1"], holders: [["lb2"]] }, {}, {}, {}],
    });
    expect(simulate("--to", "nowhere", ...PAIR)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("nowhere/lb1.conf: no such file or directory"),
    });
  });

  it("gives the table as JSON", () => {
    const { stdout } = simulate("--format", "json", ...PAIR);
    const { version, clusters, summary } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(summary).toEqual({ avoidable: 1 });
    const events: readonly Record<string, unknown>[] = clusters[0].routers[0].events;
    expect(events.find(({ avoidable }) => avoidable !== undefined)).toMatchObject({
      event: "fail",
      name: "chk_web",
      nodes: ["lb1"],
      holders: [["lb1"]],
      avoidable: "unmoved",
      reason: "130 > 100",
      written: { file: "pair/lb1.conf", line: 4 },
    });
  });

  it("prints a counterexample that fails when it is played", () => {
    const { stdout } = simulate("--explore", "2", "triple/n1.conf", "triple/n2.conf", "triple/n3.conf");
    const [, example = ""] = stdout.split("as a scenario that fails:\n\n");
    writeFileSync(join(folder, "hole.scenarios.yaml"), example);
    const played = simulate("hole.scenarios.yaml");
    expect(played.stdout).toContain("VI_1 is held by n2 and n3, not by any one node");
    expect(played.status).toBe(1);
  });

  it.each([
    [["--explore", "3", ...PAIR], 'use --explore 1 or 2, not "3"'],
    [["--format", "junit", ...PAIR], "--format junit is for scenario files"],
    [["--explore", "2", "pair/web.scenarios.yaml"], "--explore is for configurations, not for scenario files"],
    [["missing.conf"], "missing.conf"],
    [["missing.scenarios.yaml"], "missing.scenarios.yaml"],
  ])("%j is told to be wrong", (args, message) => {
    const { status, stderr } = simulate(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describe("kalint simulate --freeze", () => {
  it("writes scenarios that pass, and that fail after a change of the files", () => {
    const frozen = simulate("--freeze", "pair/ha.yaml", ...PAIR);
    expect(frozen.stderr).toContain('pair/ha.yaml: 18 scenarios; "kalint simulate pair/ha.yaml" plays them');
    expect(frozen.status).toBe(0);
    expect(readFileSync(join(folder, "pair/ha.yaml"), "utf8")).toContain(
      "cluster:\n  lb1: lb1.conf\n  lb2: lb2.conf\n",
    );
    const played = simulate("pair/ha.yaml");
    expect(played.stdout).toContain("18 scenarios: all passed");
    expect(played.status).toBe(0);

    const path = join(folder, "pair/lb1.conf");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("priority 150", "priority 90"));
    const changed = simulate("pair/ha.yaml");
    writeFileSync(path, text);
    expect(changed.stdout).toContain("VI_1 is held by lb2, not by lb1");
    expect(changed.status).toBe(1);
  });

  it("freezes a split brain as it is, and replaces its own file", () => {
    const files = ["triple/n1.conf", "triple/n2.conf", "triple/n3.conf"];
    for (let round = 0; round < 2; round += 1) expect(simulate("--freeze", "n.yaml", ...files).status).toBe(0);
    expect(simulate("n.yaml").status).toBe(0);
  });

  it("replaces nothing else", () => {
    const { status, stderr } = simulate("--freeze", "pair/web.scenarios.yaml", ...PAIR);
    expect(stderr).toContain("pair/web.scenarios.yaml exists and was not written by --freeze; it is left as it is");
    expect(status).toBe(2);
    expect(simulate("--freeze", "pair/lb1.conf", ...PAIR).stderr).toContain("scenario files are named *.yaml or *.yml");
    expect(readFileSync(join(folder, "pair/lb1.conf"), "utf8")).toContain("vrrp_instance");
  });
});

describe("kalint simulate of scenario files", () => {
  it("passes", () => {
    const { status, stdout } = simulate("pair/web.scenarios.yaml");
    expect(stdout).toContain("2 scenarios: all passed");
    expect(status).toBe(0);
  });

  it("tells what came instead, when and why", () => {
    const { status, stdout } = simulate("pair/failing.scenarios.yaml");
    expect(stdout).toMatch(
      /failing\.scenarios\.yaml:8: at 17\.8 s VI_1 is held by lb1, not by lb2 \(the check is there/,
    );
    expect(stdout).toMatch(/VI_1 lb1 ─+█+/);
    expect(stdout).toContain("9.00 s  fail: lb1 chk_web");
    expect(status).toBe(1);
  });

  it("reports as JUnit, for GitHub and as JSON", () => {
    const of = (format: string) => simulate("--format", format, "pair/failing.scenarios.yaml").stdout;
    expect(of("junit")).toContain('<testsuites name="kalint simulate" tests="1" failures="1" errors="0">');
    expect(of("github")).toBe(
      "::error file=pair/failing.scenarios.yaml,line=8,col=1,title=kalint simulate::the web server dies on lb1: VI_1 is held by lb1, not by lb2\n",
    );
    expect(JSON.parse(of("json"))).toMatchObject({
      summary: { scenarios: 1, failed: 1 },
      scenarios: [{ passed: false, failures: [{ line: 8, expected: "lb2", actual: "lb1" }] }],
    });
  });

  it("plays files of the command line where the scenarios name none", () => {
    writeFileSync(
      join(folder, "bare.yaml"),
      "scenarios:\n  - name: one\n    steps:\n      - stop: lb1\n      - expect: { VI_1: lb2 }\n",
    );
    expect(simulate("bare.yaml", ...PAIR).status).toBe(0);
    const { status, stderr } = simulate("bare.yaml");
    expect(stderr).toContain('bare.yaml:2:5: scenario "one" has no cluster');
    expect(status).toBe(2);
  });

  it("gives line, column and suggestion for a mistake, and plays the other scenarios", () => {
    writeFileSync(
      join(folder, "bad.yaml"),
      "cluster: { lb1: pair/lb1.conf, lb2: pair/lb2.conf }\nscenarios:\n  - name: bad\n    steps:\n      - crash: lb11\n  - name: good\n    steps:\n      - expect: { VI_1: lb1 }\n",
    );
    const { status, stderr, stdout } = simulate("bad.yaml");
    expect(stderr).toContain('bad.yaml:5:16: unknown node "lb11"; did you mean "lb1"?');
    expect(stdout).toContain("bad.yaml: good");
    expect(status).toBe(2);
  });

  it("reads nothing outside of --include-root", () => {
    const { status, stderr } = simulate("--include-root", "triple", "pair/web.scenarios.yaml");
    expect(stderr).toContain("--include-root allows more");
    expect(status).toBe(2);
  });
});
