import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";

/** A folder with a configuration that has one error. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "kalint-"));
  writeFileSync(join(path, "x.conf"), "nonsense\n");
  return path;
}

describe("--format and --output-file", () => {
  it("writes several reports at once", () => {
    const cwd = folder();
    const args = ["--format", "pretty", "--format", "sarif=out.sarif", "--format", "junit=a=b.xml", "x.conf"];
    const { stdout, status } = runCli(args, { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("x.conf:1:1 error unknown-keyword");
    expect(JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8")).runs[0].results).toHaveLength(1);
    expect(readFileSync(join(cwd, "a=b.xml"), "utf8")).toContain("<testsuites");
  });

  it("gives --output-file to the report that has no file of its own, without colours", () => {
    const cwd = folder();
    const args = ["--format", "json=x.json", "--format", "pretty", "--output-file", "x.txt", "--color", "x.conf"];
    expect(runCli(args, { cwd }).stdout).toBe("");
    expect(readdirSync(cwd)).toEqual(["x.conf", "x.json", "x.txt"]);
    expect(readFileSync(join(cwd, "x.txt"), "utf8")).toMatch(/^x\.conf:1:1 error/);
  });

  it.each([
    [["--format", "srif"], 'unknown format "srif". Did you mean "sarif"?'],
    [["--format", "html5"], "Formats: pretty, compact, json, sarif"],
    [["--format", "sarif="], "use --format sarif=FILE"],
    [
      ["--format", "pretty", "--format", "json"],
      "only one format can be written to standard output; write the other with --format json=FILE",
    ],
    [["--format", "sarif=a", "--format", "json=a"], "only one format can be written to a"],
    [["--format", "sarif=a", "--output-file", "b"], "every --format already has a file of its own"],
    [["--format", "sarif=x.conf"], "x.conf has the name of a configuration; use another file for the report"],
    [["--output-file", "master.conf"], "master.conf has the name of a configuration"],
    [["--output-file", ""], "use --output-file with the name of a file"],
    [["--output-file", "missing/x.txt"], "cannot write the report to missing/x.txt"],
  ])("%j is wrong usage", (args, message) => {
    const { status, stderr, stdout } = runCli([...args, "x.conf"], { cwd: folder() });
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("writes the other reports where one cannot be written, and fails", () => {
    const cwd = folder();
    const args = ["--format", "pretty", "--format", "sarif=missing/x", "--format", "json=x.json", "x.conf"];
    const { status, stdout, stderr } = runCli(args, { cwd });
    expect(stdout).toContain("x.conf:1:1 error");
    expect(readdirSync(cwd)).toEqual(["x.conf", "x.json"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "kalint: cannot write the report to missing/x: no such file or directory\n",
    });
  });
});

describe("--max-findings", () => {
  const more = (count: number) => `${count} more findings of this rule in this file are not listed`;
  const cwd = mkdtempSync(join(tmpdir(), "kalint-"));
  writeFileSync(join(cwd, "x.conf"), `${"nonsense\n".repeat(150)}vrrp_instance {\n`);
  const messages = (...args: readonly string[]) =>
    runCli(["--format", "compact", ...args, "x.conf"], { cwd })
      .stdout.split("\n")
      .filter((line) => line.endsWith("[unknown-keyword]"));

  it("is 100 for each rule in each file: the others are counted, in the summary too", () => {
    const { stdout, status } = runCli(["x.conf"], { cwd });
    expect(status).toBe(1);
    expect(stdout.match(/error unknown-keyword/g)).toHaveLength(101);
    expect(stdout).toContain(`x.conf:101:1 error unknown-keyword\n  ${more(50)}\n`);
    expect(stdout).toContain("error unbalanced-brace");
    expect(stdout).toContain("\n152 errors, ");
  });

  it("lists as many as are asked for, and with 0 all", () => {
    expect(messages("--max-findings", "2").slice(2)).toEqual([`x.conf:3:1: error: ${more(148)} [unknown-keyword]`]);
    expect(messages("--max-findings", "149")).toHaveLength(150);
    expect(messages("--max-findings", "149").join()).not.toContain("more findings");
    expect(messages("--max-findings", "0")).toHaveLength(150);
  });

  it("leaves json complete, and baselines", () => {
    const { stdout } = runCli(["--format", "json", "--max-findings", "1", "x.conf"], { cwd });
    const { diagnostics, summary } = JSON.parse(stdout);
    expect(diagnostics.length).toBeGreaterThan(150);
    expect(summary.errors + summary.warnings + summary.infos).toBe(diagnostics.length);
    runCli(["--write-baseline", "all.json", "x.conf"], { cwd });
    expect(runCli(["--baseline", "all.json", "x.conf"], { cwd }).status).toBe(0);
  });
});

describe("--format github", () => {
  it("adds all findings to the summary of the step, behind what is there", () => {
    const cwd = folder();
    const summary = join(cwd, "summary.md");
    writeFileSync(summary, "Before.\n");
    const { stdout } = runCli(["--format", "github", "x.conf"], { cwd, env: { GITHUB_STEP_SUMMARY: summary } });
    expect(stdout).toMatch(/^::error file=x\.conf,line=1,/);
    expect(readFileSync(summary, "utf8")).toMatch(/^Before\.\n### kalint\n[\s\S]*\| x\.conf:1:1 \| /);
  });

  it("goes on when there is no summary to write to", () => {
    const env = { GITHUB_STEP_SUMMARY: "missing/summary.md" };
    const { status, stderr } = runCli(["--format", "github", "x.conf"], { cwd: folder(), env });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("step summary") });
  });
});

describe("links", () => {
  const linked =
    "\u001b]8;;https://github.com/kalint/kalint/blob/main/docs/rules/unknown-keyword.md\u0007unknown-keyword";

  it("lead to the page of a rule where the terminal has links", () => {
    expect(runCli(["x.conf"], { cwd: folder(), env: { FORCE_HYPERLINK: "1" } }).stdout).toContain(linked);
  });

  it.each([[["x.conf"]], [["--format", "compact", "x.conf"]]])("are not written to a pipe: %j", (args) => {
    expect(runCli(args, { cwd: folder() }).stdout).not.toContain("\u001b");
  });

  it("are not written to a file", () => {
    const cwd = folder();
    runCli(["--output-file", "out.txt", "x.conf"], { cwd, env: { FORCE_HYPERLINK: "1" } });
    expect(readFileSync(join(cwd, "out.txt"), "utf8")).not.toContain("\u001b");
  });
});
