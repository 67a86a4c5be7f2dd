import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { validate as lintDockerfile } from "dockerfile-utils";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { spawnSync } from "../support/child-process.js";
import { blockBelow } from "../support/fenced-blocks.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-recipes-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder of programs: the command as somebody has it who installed it. */
const programs = join(folder, "bin");
mkdirSync(programs);
writeFileSync(join(programs, "kalint"), `#!/bin/sh\nexec "${process.execPath}" "${root}dist/cli.cjs" "$@"\n`);
chmodSync(join(programs, "kalint"), 0o755);

const { version } = JSON.parse(readRepositoryFile("package.json"));
const seed = (node: string) => readRepositoryFile(`fixtures/seed/${node}.conf`);
const BAD = seed("slave").replace("virtual_router_id 51", "virtual_router_id 52");

/** A folder with both nodes, which agree or not. */
function work(slave = seed("slave")): string {
  const path = mkdtempSync(join(folder, "work-"));
  mkdirSync(join(path, "keepalived"));
  writeFileSync(join(path, "keepalived", "master.conf"), seed("master"));
  writeFileSync(join(path, "keepalived", "slave.conf"), slave);
  return path;
}

const IDENTITY = ["-c", "user.name=t", "-c", "user.email=t@example.com"];

function run(cwd: string, program: string, ...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "1", PATH: `${programs}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

describe("the hook of git alone", () => {
  it("looks at what is staged, whatever lies in the work tree", () => {
    const cwd = work();
    const git = (...args: readonly string[]) => run(cwd, "git", ...IDENTITY, ...args);
    git("init", "-q");
    mkdirSync(join(cwd, ".hooks"));
    writeFileSync(join(cwd, ".hooks", "pre-commit"), blockBelow("docs/integrations.md", "## Git alone", "sh"), {
      mode: 0o755,
    });
    git("config", "core.hooksPath", ".hooks");
    git("add", "-A");
    expect(git("commit", "-qm", "good")).toMatchObject({ status: 0 });
    writeFileSync(join(cwd, "keepalived", "slave.conf"), BAD);
    expect(git("commit", "-qam", "bad")).toMatchObject({
      status: 1,
      output: expect.stringContaining("\nkeepalived/slave.conf:5:21 error cluster-vrid-mismatch"),
    });
    git("add", "-A");
    writeFileSync(join(cwd, "keepalived", "slave.conf"), seed("slave"));
    expect(git("commit", "-qm", "bad").status).toBe(1);
  });
});

describe("the Makefile", () => {
  it("checks what has changed, and all of it", (context) => {
    requireProgram(context, isThere("make"), "make");
    const cwd = work();
    writeFileSync(join(cwd, "Makefile"), blockBelow("docs/integrations.md", "## Make", "make"));
    expect(run(cwd, "make", "lint")).toMatchObject({ status: 0, output: expect.stringContaining("in 2 files") });
    expect(run(cwd, "make", "lint").output).toContain("Nothing to be done");
    writeFileSync(join(cwd, "keepalived", "slave.conf"), BAD);
    expect(run(cwd, "make", "lint")).toMatchObject({ status: 2, output: expect.stringContaining("cluster-vrid") });
    expect(run(cwd, "make", "format").output).toContain("2 files formatted");
  });
});

describe("Ansible's line", () => {
  const [task] = parse(blockBelow("docs/integrations.md", "## Ansible", "yaml"));
  const line: string = task["ansible.builtin.template"].validate;
  /** Ansible writes the text to a file of this name in a folder of its own. */
  const check = (text: string, validate = line) => {
    const source = join(mkdtempSync(join(folder, "ansible-tmp-")), "source");
    writeFileSync(source, text);
    return run(folder, "sh", "-c", validate.replace("%s", source));
  };

  it("lets a node pass alone, and stops a bad one", () => {
    expect(line).toMatch(/%s/);
    expect(check(seed("slave"))).toMatchObject({ status: 0 });
    const other = /`(sh -c '.*')`/.exec(readRepositoryFile("docs/integrations.md"))?.[1] ?? "";
    expect(check(BAD.replace("vrrp_instance", "vrrp_instanc"), other)).toMatchObject({
      status: 1,
      output: expect.stringContaining("/etc/keepalived/keepalived.conf:2:1 error unknown-keyword"),
    });
    expect(check(seed("slave").replace("priority 99", "priority 300"))).toMatchObject({
      status: 1,
      output: expect.stringContaining("priority-out-of-range"),
    });
  });
});

describe("GitLab's job", () => {
  const { kalint } = parse(blockBelow("docs/integrations.md", "## GitLab", "yaml"));

  it("writes the reports that it names, and fails", () => {
    const [line = ""]: string[] = kalint.script;
    const start = `npx --yes kalint@${version} `;
    expect(line.slice(0, start.length)).toBe(start);
    const cwd = work(BAD);
    expect(run(cwd, "sh", "-c", `kalint ${line.slice(start.length)}`).status).toBe(1);
    const { codequality, junit } = kalint.artifacts.reports;
    expect(JSON.parse(readFileSync(join(cwd, codequality), "utf8"))).toContainEqual(
      expect.objectContaining({ check_name: "cluster-vrid-mismatch" }),
    );
    expect(existsSync(join(cwd, junit))).toBe(true);
  });
});

describe("GitHub's workflow and the hooks", () => {
  it("name this version, and inputs and hooks that there are", () => {
    const { steps } = parse(blockBelow("docs/integrations.md", "## GitHub", "yaml")).jobs.kalint;
    const [step] = steps.filter(({ uses }: { uses?: string }) => uses?.startsWith("kalint/"));
    expect(step.uses).toBe(`kalint/kalint@v${version}`);
    const { inputs } = parse(readRepositoryFile("action.yml"));
    expect(Object.keys(step.with).filter((name) => inputs[name] === undefined)).toEqual([]);
    const [repo] = parse(blockBelow("docs/integrations.md", "## pre-commit (also prek)", "yaml")).repos;
    expect(repo.rev).toBe(`v${version}`);
    const known = parse(readRepositoryFile(".pre-commit-hooks.yaml")).map(({ id }: { id: string }) => id);
    expect(repo.hooks.map(({ id }: { id: string }) => id)).toEqual(known);
  });
});

describe("the Dockerfile", () => {
  const text = readRepositoryFile("Dockerfile");

  it("has nothing that Docker's own linter finds", () => {
    expect(lintDockerfile(text)).toEqual([]);
    expect(lintDockerfile("FROM a\nCMD a\nCMD b\nWROKDIR c\n")).not.toEqual([]);
  });

  it("runs as nobody in particular, in what holds the tarball's content alone", () => {
    const last = text.slice(text.lastIndexOf("\nFROM "));
    expect(last).toMatch(/^USER node$/m);
    expect(last.match(/^COPY .*$/gm)).toEqual(["COPY --from=build /opt/kalint /opt/kalint"]);
  });
});
