import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";

interface Step {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

const action = parse(readRepositoryFile("action.yml"));

/** Runs the steps of the composite action as a runner does: expressions filled in, one bash script a step. */
function runAction(inputs: Readonly<Record<string, string>>) {
  const workspace = mkdtempSync(join(tmpdir(), "kalint-action-"));
  for (const node of ["master", "slave"]) cpSync(`${root}fixtures/seed/${node}.conf`, join(workspace, `${node}.conf`));
  writeFileSync(join(workspace, "bad name.conf"), "nonsense\n");
  const path = join(workspace, ".action");
  mkdirSync(path);
  cpSync(`${root}dist`, join(path, "dist"), { recursive: true });
  const output = join(workspace, ".output");
  writeFileSync(output, "");
  const value = (text: string) =>
    text.replace(/\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}/g, (_, name?: string) =>
      name === undefined ? path : (inputs[name] ?? action.inputs[name].default),
    );
  let result = { status: 0 as number | null, stdout: "" };
  for (const { env, run } of action.runs.steps as readonly Step[]) {
    const filled = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)]));
    const summary = join(workspace, ".summary");
    const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: workspace,
      env: { ...process.env, ...filled, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
      encoding: "utf8",
    });
    result = { status, stdout };
    if (status !== 0) break;
  }
  return { ...result, output: readFileSync(output, "utf8"), workspace };
}

describe("the GitHub action", () => {
  it("passes good files, and writes a summary", () => {
    const { status, output, workspace } = runAction({ files: "master.conf\nslave.conf\n" });
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
