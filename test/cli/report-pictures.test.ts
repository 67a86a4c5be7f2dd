import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";
import { folderWith, SEED } from "../support/settings-folder.js";

/** Diagrams of a page, each with its title. */
const picturesIn = (page: string) =>
  [...page.matchAll(/^#### (.*)\n\n```mermaid\n(flowchart [\s\S]*?)```$/gm)].map(([, title = "", text = ""]) => ({
    title,
    text,
  }));

describe("the picture of a cluster", () => {
  it("is part of --format markdown, after the findings", () => {
    const { stdout } = runCli(["--format", "markdown", "."], { cwd: folderWith(SEED) });
    const pictures = picturesIn(stdout);
    expect(pictures.map(({ title }) => title)).toEqual(["master and slave"]);
    expect(pictures[0]?.text).toContain('master: 100 MASTER"]:::holder');
    expect(pictures[0]?.text).toContain('slave: 99 BACKUP"]');
    expect(stdout.indexOf("```mermaid")).toBeGreaterThan(stdout.lastIndexOf("| ℹ️ info |"));
  });

  it("is there where nothing is found, too", () => {
    const { stdout } = runCli(["--format", "markdown", "--rule", "track-own-interface=off", "."], {
      cwd: folderWith(SEED),
    });
    expect(stdout).toContain("no problems found");
    expect(picturesIn(stdout)).toHaveLength(1);
  });

  it("is part of the summary of --format github, and of nothing that goes to the log", () => {
    const cwd = folderWith(SEED);
    const summary = join(cwd, "summary.md");
    const run = (env: Record<string, string>) => runCli(["--format", "github", "."], { cwd, env }).stdout;
    expect(run({ GITHUB_STEP_SUMMARY: summary })).not.toContain("mermaid");
    expect(picturesIn(readFileSync(summary, "utf8"))).toHaveLength(1);
    expect(run({ GITHUB_STEP_SUMMARY: "" })).not.toContain("mermaid");
  });

  it("is left out for a file on its own, and above ten clusters for the rest", () => {
    const files = Object.fromEntries(
      Array.from({ length: 11 }, (_, at) =>
        Object.entries(SEED).map(([name, text]) => [
          `c${at}/${name}`,
          text
            .replace("192.168.0.100", `10.0.${at}.100`)
            .replace("virtual_router_id 51", `virtual_router_id ${at + 1}`),
        ]),
      ).flat(),
    );
    const cwd = folderWith(files);
    const run = (...args: string[]) => picturesIn(runCli(["--format", "markdown", ...args], { cwd }).stdout);
    expect(run(".")).toHaveLength(10);
    expect(run("c0/master.conf")).toEqual([]);
  });

  it("shows the files as --fix left them", () => {
    const cwd = folderWith(SEED);
    const path = join(cwd, "master.conf");
    writeFileSync(path, SEED["master.conf"].replace("priority 100", "prioritty 100"));
    const run = (...args: string[]) =>
      picturesIn(runCli(["--format", "markdown", ...args, "."], { cwd }).stdout)[0]?.text ?? "";
    const before = run();
    const after = run("--fix", "--unsafe-fixes");
    expect(readFileSync(path, "utf8")).toMatch(/priority 100/);
    expect(after).not.toBe(before);
    expect(after).toBe(run());
  });
});

describe("the counts of what is skipped", () => {
  const files = {
    "a.conf": "include none.conf\nglobal_defs {\nrouter_id a\n}\n",
    "t.conf": "vrrp_instance V {\n    priority {{ priority }}\n}\n",
  };
  const lastLine = (...args: string[]) =>
    runCli([...args], { cwd })
      .stdout.trimEnd()
      .split("\n")
      .at(-1) ?? "";
  const cwd = folderWith(files);

  it("are those of templates and of includes that cannot be read", () => {
    expect(lastLine("a.conf", "t.conf")).toMatch(/; 1 template with 1 unknown value; 1 include not read$/);
    expect(lastLine("--quiet", "a.conf", "t.conf")).toMatch(/; 1 template with 1 unknown value; 1 include not read$/);
    expect(lastLine("t.conf")).toMatch(/in 1 file; 1 template with 1 unknown value$/);
  });

  it("do not change where a baseline lists their findings", () => {
    runCli(["--write-baseline=b.json", "a.conf", "t.conf"], { cwd });
    expect(lastLine("--baseline", "b.json", "a.conf", "t.conf")).toBe(
      "2 files checked, no problems found; 1 template with 1 unknown value; 1 include not read",
    );
  });
});

describe("--no-fold and --statistics", () => {
  const cwd = folderWith(SEED);
  const run = (...args: string[]) => runCli([...args, "."], { cwd }).stdout;

  it("list findings of several files once by default, and one by one", () => {
    expect(run().match(/info track-own-interface/g)).toHaveLength(1);
    expect(run()).toMatch(/^ {2}also slave\.conf:\d+$/m);
    expect(run("--no-fold").match(/info track-own-interface/g)).toHaveLength(2);
    expect(run("--no-fold")).not.toContain("also");
  });

  it("fold nothing in reports for programs", () => {
    expect(run("--format", "compact").match(/track-own-interface/g)).toHaveLength(2);
    expect(JSON.parse(run("--format", "json")).diagnostics).toHaveLength(2);
  });

  it("add a table by rule, which many findings get anyway", () => {
    expect(run()).not.toContain("Findings by rule");
    expect(run("--statistics")).toMatch(/\n\nFindings by rule\n {2}2 {2}info {5}track-own-interface.*\n\n0 errors/);
    const many = folderWith({ "x.conf": "nonsense\n".repeat(51), "y.conf": "nonsense\n".repeat(50) });
    expect(runCli(["x.conf"], { cwd: many }).stdout).toContain("Findings by rule\n  51  error    unknown-keyword");
    expect(runCli(["y.conf"], { cwd: many }).stdout).not.toContain("Findings by rule");
    expect(runCli(["--statistics", "--rule", "track-own-interface=off", "."], { cwd }).stdout).toBe(
      "2 files checked, no problems found\n",
    );
  });
});
