import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

const action = parse(readRepositoryFile("action.yml"));

/** Runs the steps of the composite action as a runner does: expressions filled in, one bash script a step. */
function runAction(inputs: Readonly<Record<string, string>>, more: readonly string[] = []) {
  const workspace = mkdtempSync(join(tmpdir(), "kalint-action-"));
  for (const node of ["master", "slave"]) cpSync(`${root}fixtures/seed/${node}.conf`, join(workspace, `${node}.conf`));
  writeFileSync(join(workspace, "bad name.conf"), "nonsense\n");
  for (const name of more) {
    mkdirSync(join(workspace, dirname(name)), { recursive: true });
    const text = name.startsWith("--with") ? "#!/bin/sh\ntouch ran\n" : "vrrp_script a {\n    nonsense\n}\n";
    writeFileSync(join(workspace, name), text, { mode: 0o755 });
  }
  const path = join(workspace, ".action");
  mkdirSync(path);
  // Marks of other runs come and go meanwhile.
  const isKept = (file: string): boolean => !file.includes(".used-by-");
  cpSync(`${root}dist`, join(path, "dist"), { recursive: true, filter: isKept });
  cpSync(`${root}package.json`, join(path, "package.json"));
  const output = join(workspace, ".output");
  writeFileSync(output, "");
  const github: Record<string, string> = { action_path: path, action_ref: "v1" };
  const value = (text: string) =>
    text.replace(/\$\{\{ (inputs|github)\.([\w-]+) \}\}/g, (_, from: string, name: string) =>
      from === "github" ? (github[name] ?? "") : (inputs[name] ?? action.inputs[name].default),
    );
  /** Of the form `steps.found.outputs.NAME == 'VALUE'`. */
  const isDue = ({ if: condition }: Step) => {
    if (condition === undefined) return true;
    const [, name, wanted] = /^steps\.found\.outputs\.(\w+) == '(\w+)'$/.exec(condition) ?? [];
    return readFileSync(output, "utf8").includes(`${name}=${wanted}\n`);
  };
  const steps: string[] = [];
  let result = { status: 0 as number | null, stdout: "", stderr: "" };
  for (const step of action.runs.steps as readonly Step[]) {
    if (!isDue(step)) continue;
    const { env, run } = step;
    steps.push(step.name);
    const filled = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)]));
    const summary = join(workspace, ".summary");
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: workspace,
      env: { ...process.env, ...filled, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
      encoding: "utf8",
    });
    result = { status, stdout, stderr };
    if (status !== 0) break;
  }
  const [outputs = ""] = /exit-code=.*\n/.exec(readFileSync(output, "utf8")) ?? [];
  return { ...result, output: outputs, workspace, steps };
}

describe("the GitHub action", () => {
  it("passes good files, and writes a summary", () => {
    const { status, output, workspace, steps } = runAction({ files: "master.conf\nslave.conf\n" });
    // Node is recent enough and the command is built: nothing to set up.
    expect(steps).toEqual(["Look for Node and the built command", "Run kalint"]);
    expect({ status, output }).toEqual({ status: 0, output: "exit-code=0\n" });
    expect(readFileSync(join(workspace, ".summary"), "utf8")).toContain("track-own-interface");
  });

  it("fails on an error, with an annotation and a SARIF report", () => {
    const { status, stdout, output, workspace } = runAction({ files: "bad name.conf", sarif: "out.sarif" });
    expect({ status, output }).toEqual({ status: 1, output: "exit-code=1\n" });
    expect(stdout).toMatch(/^::error file=bad name\.conf,line=1,/);
    expect(JSON.parse(readFileSync(join(workspace, "out.sarif"), "utf8")).runs[0].results).toHaveLength(1);
  });

  it.each([
    [{ files: "bad name.conf", "fail-level": "never" }, 0, "exit-code=1\n"],
    [{ files: "missing.conf", "fail-level": "never" }, 2, "exit-code=2\n"],
    [{ files: "*.conf", "fail-level": "warning", args: "--rule\ntrack-own-interface=warning" }, 1, "exit-code=1\n"],
    [{ files: "master.conf", "fail-level": "sometimes" }, 2, ""],
    [{ files: "master.conf", target: "2.2.7" }, 0, "exit-code=0\n"],
    [{ files: "master.conf", target: "$(touch x)" }, 2, "exit-code=2\n"],
    [{ files: "--version" }, 2, "exit-code=2\n"],
  ])("with %j ends with %i", (inputs, status, output) => {
    expect(runAction(inputs)).toMatchObject({ status, output });
  });

  it.each([
    ["as lines", (names: readonly string[]) => names.filter((name) => !name.includes("\n")).join("\n")],
    ["below a folder", () => "."],
  ])("takes no name of a file for anything else: %s", (_, files) => {
    const names = [
      "--with-keepalived=./keepalived/x.conf",
      "--config=keepalived/y.conf",
      "::error::x/keepalived/a.conf",
      "keepalived/$(touch ran).conf",
      "keepalived/a\n::error::b.conf",
      "keepalived/%0A::error::b.conf",
      "keepalived/##[error]c.conf",
    ];
    const { status, stdout, stderr, output, workspace } = runAction({ files: files(names) }, names);
    expect({ status, output }).toEqual({ status: 1, output: "exit-code=1\n" });
    const lines = stdout.split("\n").filter((line) => line !== "");
    // One command a finding, with nothing of a name outside of its property.
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) file=[^:,]*,line=\d+,col=\d+,[^:]*::/);
    const found = new Set(lines.map((line) => decodeURIComponent(/file=([^,]*)/.exec(line)?.[1] ?? "")));
    // What is a script is left out below a folder, and a line cannot hold a line feed.
    const expected = names.filter((name) => (files(names) === "." ? !name.startsWith("--with") : !name.includes("\n")));
    expect([...found]).toEqual(expect.arrayContaining(expected));
    expect(stderr).not.toMatch(/^\s*::|##\[/m);
    expect(existsSync(join(workspace, "ran"))).toBe(false);
  });

  it("describes every input that it reads", () => {
    const used = [...readRepositoryFile("action.yml").matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(action.inputs).sort()).toEqual(used.sort());
  });
});

describe("the problem matcher", () => {
  it("reads every line of the compact report", () => {
    const { problemMatcher } = JSON.parse(readRepositoryFile("editors/problem-matcher.json"));
    const [{ regexp }] = problemMatcher[0].pattern;
    const { stdout } = spawnSync(process.execPath, [`${root}dist/cli.cjs`, "--format", "compact", "-"], {
      input: "nonsense\nvrrp_instance [x] {\n}\n",
      encoding: "utf8",
    });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter((line) => !new RegExp(regexp).test(line))).toEqual([]);
  });
});
