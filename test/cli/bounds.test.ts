import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

/** Seconds that each of these may take on a busy machine: `runCli` ends what takes longer, and so does the test. */
const SECONDS = 60;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "kalint-bounds-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, text: string | Buffer): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

const STEPS = Array.from({ length: 25 }, (_, index) => index);

/** Each `line(i)` uses the one before it twice. */
const doubling = (line: (index: number) => string) => STEPS.slice(1).map(line).join("");

/** Runs the command; fails where it was ended for want of time. */
function kalint(...args: readonly string[]) {
  const run = runCli(args, { cwd });
  expect(run.signal).toBeNull();
  return run;
}

const lint = (...args: readonly string[]) => kalint("lint", "--format", "compact", ...args);

describe("what would take for ever has a bound, and an error that names it:", { timeout: SECONDS * 2000 }, () => {
  it("includes of patterns with many stars", () => {
    const long = "a".repeat(250);
    write(`c/${long}`, "");
    write("k.conf", `include c/${"*a".repeat(100)}*b\ninclude c/${"*a".repeat(100)}*\n`);
    const { status, stdout } = lint("k.conf");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^k\.conf:1:9: .* matches no file/m);
    expect(stdout.match(/matches no file/g)).toHaveLength(1);
  });

  it("includes of patterns that climb up and down", () => {
    for (const name of ["a", "b", "c"]) write(`${name}/x.conf`, "");
    write("k.conf", `include ${"*/../".repeat(100)}x.conf\ninclude ${"{a,b}".repeat(40)}\n`);
    const { stdout } = lint("k.conf");
    for (const line of [1, 2])
      expect(stdout).toMatch(new RegExp(`^k\\.conf:${line}:9: .*expands to too many names`, "m"));
  });

  it.each(["", STEPS.map((id) => `@id${id} instance i${id}\n`).join("")])("includes that double, with %j", (ids) => {
    for (const step of STEPS) write(`k${step}.conf`, `include k${step + 1}.conf\n`.repeat(2));
    write("k25.conf", "vrrp_version 2\n");
    write("k.conf", `${ids}include k0.conf\n`);
    const { status, stdout } = lint("k.conf");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^k\d+\.conf:2:9: error: include k\d+\.conf is read too often; the rest was not checked /m);
  });

  it.each([
    [
      "on one line",
      "26:10: warning: the configuration",
      `$A0=x \n${doubling((at) => `$A${at}=\${A${at - 1}}\${A${at - 1}}\n`)}instance \${A24}\n`,
    ],
    [
      "empty",
      "26:1: warning: the configuration",
      `$A0=\n${doubling((at) => `$A${at}=\${A${at - 1}}\${A${at - 1}}\n`)}instance a\${A24}\n`,
    ],
    [
      "over several lines",
      "9:1: warning: $A24",
      `$A0=\\\nvrrp_version 2\\\nvrrp_version 3\n${doubling((at) => `$A${at}=\\\n$A${at - 1}\\\n$A${at - 1}\n`)}$A24\n`,
    ],
  ])("definitions that double, %s", (_, limit, text) => {
    write("k.conf", text);
    write("ids.conf", `${text}${STEPS.map((id) => `@id${id} instance i${id}\n`).join("")}`);
    for (const file of ["k.conf", "ids.conf"]) {
      const lines = lint(file).stdout.split("\n");
      expect(lines).toContain(
        `${file}:${limit} expands to too many lines here; the rest was not checked [configuration-too-large]`,
      );
    }
  });

  it("sequences in sequences", () => {
    write("k.conf", "~SEQ(a, 1, 1000) ~SEQ(b, 1, 1000) ~SEQ(c, 1, 1000) vrrp_version $a$b$c\n");
    expect(lint("k.conf").stdout).toMatch(/^k\.conf:1:52: warning: the configuration expands to too many lines here/m);
    expect(kalint("expand", "k.conf").stderr).toBe(
      "kalint: the configuration expands to too many lines and is cut off; 'kalint lint' shows where\n",
    );
  });

  it("settings that extend the next ones twice", () => {
    for (const step of STEPS) write(`s${step}.json`, `{ "extends": ["./s${step + 1}.json", "./s${step + 1}.json"] }`);
    write("s25.json", '{ "rules": { "unknown-keyword": "warning" } }');
    write("kalint.config.json", '{ "extends": "./s0.json" }');
    write("k.conf", "nonsense 1\n");
    expect(lint("k.conf").stdout).toContain("warning");
  });

  it("settings that extend others in a long row", () => {
    for (let step = 0; step < 60; step++) write(`s${step}.json`, `{ "extends": "./s${step + 1}.json" }`);
    write("kalint.config.json", '{ "extends": "./s0.json" }');
    write("k.conf", "");
    const { status, stderr } = lint("k.conf");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^kalint: s\d+\.json:1:14: more than 50 files extend each other here\n$/),
    ]);
  });

  it.each(["[", '{"a":'])("settings with 20,000 nested %s", (open) => {
    write("kalint.config.json", `{ "rules": ${open.repeat(20_000)}`);
    write("k.conf", "");
    const { status, stderr } = lint("k.conf");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^kalint: kalint\.config\.json:1:\d+: this is nested deeper than 50 levels\n$/),
    ]);
  });

  it("a cluster of all files of the disk", () => {
    write("kalint.config.json", '{ "clusters": { "all": ["/**/*.conf"] } }');
    write("k.conf", "nonsense 1\n");
    const { status, stdout, stderr } = lint("k.conf");
    expect([status, stderr]).toEqual([
      2,
      "kalint: kalint.config.json:1:27: cluster all has /**/*.conf, which looks into more than 5000 folders; name a folder\n".replace(
        ":1:27",
        ":1",
      ),
    ]);
    expect(stdout).toContain("unknown-keyword");
  });

  const STARS = `${"*a".repeat(20)}*b`;
  const LONG = `${"a".repeat(240)}.conf`;

  it("sections of .editorconfig with many stars", () => {
    write(".editorconfig", `root = true\n[${STARS}]\nindent_size = 2\n`);
    write(LONG, "vrrp_script x {\ny\n}\n");
    const { status, stderr } = kalint("format", LONG);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^kalint: \.editorconfig:2:1: \[.+…?\] would take too long to match/),
    ]);
    write(".editorconfig", "root = true\n[*.conf]\nindent_size = 2\n[{a,b}{1..100000000}]\nindent_size = 3\n");
    expect(kalint("format", LONG).status).toBe(2);
  });

  it("patterns of settings and .gitignore with many stars", () => {
    write(LONG, 'vrrp_nonsense 1\nvrrp_script x {\nscript "/bin/true"\n}\n');
    write(".git/HEAD", "");
    write(".gitignore", `${STARS}\n`);
    expect(lint(".").status).toBe(1);
    write("kalint.config.json", `{ "ignore": ["${STARS}"] }`);
    expect(lint(LONG)).toMatchObject({ status: 2, stderr: expect.stringContaining("kalint.config.json:1:14: ") });
    write("kalint.config.json", `{ "overrides": [{ "files": ["${STARS}"], "target": "2.2.7" }] }`);
    expect(lint(LONG).stderr).toMatch(/^kalint: kalint\.config\.json:1:\d+: .*would take too long to match/m);
  });

  it.each([
    ["carriage returns", "\r".repeat(100_000)],
    ["joined emoji", "👩‍👩‍👧‍👦".repeat(9000)],
    ["combining marks", `e${"\u0301".repeat(100_000)}`],
  ])("100 kB of %s in the pretty report", (_, odd) => {
    write("k.conf", `nonsense ${odd} x\nvrrp_instance V {\nnonsense "${odd}\nnonsense ${odd}x\n`);
    const { status, stdout } = kalint("k.conf");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^\d+ errors?, /m);
  });

  const routerText = (priority: number, lines = "", secret = "one") =>
    `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    authentication {
        auth_type PASS
        auth_pass ${secret}
    }
${lines}    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

  it("checks that need years to fail", () => {
    const check = `vrrp_script chk {
    script "/usr/bin/pgrep nginx"
    interval 4000
    fall 100000
    rise 100000
    weight -60
}
`;
    const track = "    track_script {\n        chk\n    }\n";
    write("a.conf", check + routerText(150, track));
    write("b.conf", check + routerText(120, track));
    write("c.conf", check + routerText(100, track, "two"));
    const { stdout } = lint("a.conf", "b.conf", "c.conf");
    expect(stdout).toContain("[cluster-auth-mismatch]");
    expect(stdout).not.toContain("again and again");
    const table = kalint("simulate", "a.conf", "b.conf");
    expect(table.status).toBe(2);
    expect(table.stdout).toContain(
      "not played: VI_1: too much to play; 2 instances take up to 13 years to come to rest\n",
    );
    const frozen = kalint("simulate", "--freeze", "all.yaml", "a.conf", "b.conf");
    expect(frozen.status).toBe(2);
    expect(frozen.stderr).toContain("cannot freeze a, b: VI_1: too much to play;");
  });

  it("scenarios that last for years", () => {
    write("a.conf", routerText(150));
    write("b.conf", routerText(120));
    const scenario = (name: string, steps: string) => `  - name: ${name}\n${steps}`;
    write(
      "long.yaml",
      `cluster: { a: a.conf, b: b.conf }\nscenarios:\n${[
        scenario("late step", "    steps:\n      - { at: 1s, crash: a }\n      - { at: 100000000s, start: a }\n"),
        scenario("late end", "    until: 1e300\n"),
        scenario("slow", "    settle: 200000000m\n    steps:\n      - crash: a\n"),
        scenario(
          "busy",
          `    steps:\n      - reload: { node: a, replace: { "virtual_ip": "version 3\\nadvert_int 0.01\\nvirtual_ip" } }\n      - { at: 70h, crash: a }\n`.replace(
            "70h",
            "4200m",
          ),
        ),
      ].join("")}`,
    );
    const { status, stderr } = kalint("simulate", "long.yaml");
    expect(status).toBe(2);
    const limit = "a scenario of 2 instances with these intervals may last";
    expect(stderr).toContain(`long.yaml:6:9: too late to be played; ${limit} 72 days\n`);
    expect(stderr).toContain(`long.yaml:8:12: too late to be played; ${limit} 72 days\n`);
    expect(stderr).toContain(`long.yaml:12:9: too late to be played; ${limit} 72 days\n`);
    expect(stderr).toContain(`long.yaml:16:9: too late to be played; ${limit} 23 hours
`);
  });

  it("starts of many nodes in every order, and pairs of their failures", () => {
    const names = Array.from({ length: 90 }, (_, at) => `n${at}.conf`);
    for (const [at, name] of names.entries()) write(name, routerText(10 + at));
    const { status, stdout } = kalint("simulate", "--explore", "2", ...names);
    expect(status).toBe(0);
    expect(stdout).toContain("not played: starts one by one and restarts of VI_1: too much to play; 90 instances");
    expect(stdout).toContain("not played: pairs of failures of VI_1: too much to play; 90 instances");
    expect(stdout).toContain("n89 crashes");
  });
});

describe("bytes that are no UTF-8", () => {
  it("in an .editorconfig change nothing else", () => {
    write(".editorconfig", Buffer.from("root = true\n# gr\xfc\xdfe\n[*.conf]\nindent_size = 2\n", "latin1"));
    write("k.conf", "global_defs {\nrouter_id a\n}\n");
    expect(kalint("format", "k.conf").status).toBe(0);
    expect(readFileSync(join(cwd, "k.conf"), "utf8")).toBe("global_defs {\n  router_id a\n}\n");
  });

  it("come out of expand as they went in, and out of names of included files", () => {
    write("k.conf", Buffer.from("global_defs {\n    router_id \xfc\n}\ninclude \xe9*.inc\n", "latin1"));
    writeFileSync(Buffer.from(`${cwd}/\xe9t\xe9.inc`, "latin1"), Buffer.from("vrrp_version 2\n"));
    // As text, other bytes would not be told apart.
    const { stdout } = runCli(["expand", "k.conf"], { cwd, encoding: "latin1" });
    expect(stdout).toBe("global_defs {\n    router_id \xfc\n}\nvrrp_version 2\n");
  });
});
