import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const IDENTITY = {
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@example.com",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@example.com",
};

/** Programs that run hooks of this form; the second is a rewrite of the first. */
const PROGRAMS = ["pre-commit", "prek"];

const folder = mkdtempSync(join(tmpdir(), "kalint-hooks-"));
const hooks = join(folder, "hooks");
const work = join(folder, "work");
// The npm that runs the tests tells its own by variables, and another one would install where it says: for all users.
const withoutNpm = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
const env = {
  ...Object.fromEntries(withoutNpm),
  ...IDENTITY,
  KALINT_CODE_CACHE: "off",
  PRE_COMMIT_HOME: join(folder, "pre-commit"),
  PREK_HOME: join(folder, "prek"),
};

const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync("git", args, { cwd, env, encoding: "utf8" }).trim();

/**
 * A repository with what the tag of a release holds. It gets a `prepare` script as a branch has one: npm prints its name
 * where pre-commit reads that of the package, but for `.npmrc`.
 */
function makeHookRepository(): string {
  execFileSync(process.execPath, [`${root}scripts/release-tree.mjs`, hooks]);
  const manifest = JSON.parse(readFileSync(join(hooks, "package.json"), "utf8"));
  writeFileSync(join(hooks, "package.json"), JSON.stringify({ ...manifest, scripts: { prepare: "node -e 0" } }));
  git(hooks, "init", "-q");
  git(hooks, "add", "-Af");
  git(hooks, "commit", "-qm", "hooks");
  return git(hooks, "rev-parse", "HEAD");
}

const seed = (node: string) => readRepositoryFile(`fixtures/seed/${node}.conf`);

/** Puts two nodes into the work repository and runs the hooks on what is staged. */
function runHooks(program: string, master: string, slave: string) {
  writeFileSync(join(work, "keepalived", "master.conf"), master);
  writeFileSync(join(work, "keepalived", "slave.conf"), slave);
  git(work, "add", "-A");
  const { status, stdout, stderr } = spawnSync(program, ["run"], {
    cwd: work,
    env,
    encoding: "utf8",
    timeout: 300_000,
  });
  return { status, output: `${stdout}${stderr}`, slave: readFileSync(join(work, "keepalived", "slave.conf"), "utf8") };
}

/** Names that a shell, an option parser or the log of a CI program could take for something else. */
const HOSTILE = [
  "--with-keepalived=./keepalived/x.conf",
  "--output-file=keepalived/y.conf",
  "-q/keepalived/z.conf",
  "::error::x/keepalived/a.conf",
  "keepalived/$(touch ran).conf",
  "keepalived/`touch ran`.conf",
  "keepalived/;touch ran;.conf",
  "keepalived/a\nb.conf",
  "keepalived/%0A::error::b.conf",
  "keepalived/##[error]c.conf",
  "keepalived/with blank and ü.conf",
];

/** A script of a repository that is a configuration as well, with one mistake. */
const SCRIPT = "#!/bin/sh\ntouch ran\nvrrp_script a {\n    script /bin/true\n}\n";

const isThere = (program: string) => spawnSync(program, ["--version"], { env }).status === 0;

describe.each(PROGRAMS)("hooks under %s", (program) => {
  beforeAll(() => {
    rmSync(work, { recursive: true, force: true });
    rmSync(hooks, { recursive: true, force: true });
    const revision = makeHookRepository();
    mkdirSync(join(work, "keepalived"), { recursive: true });
    git(work, "init", "-q");
    const config = `repos:\n  - repo: file://${hooks}\n    rev: ${revision}\n    hooks:\n      - id: kalint\n      - id: kalint-format\n`;
    writeFileSync(join(work, ".pre-commit-config.yaml"), config);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("stop what is wrong, also across nodes; rewrite what is not formatted; let good files pass", (context) => {
    requireProgram(context, isThere(program), program);
    const format = (text: string) =>
      execFileSync(process.execPath, [`${root}dist/cli.cjs`, "format", "-"], { input: text, encoding: "utf8" });
    const [master, slave] = [format(seed("master")), format(seed("slave"))];

    const bad = runHooks(program, master, slave.replace("priority 99", "priority 100"));
    expect(bad.status).toBe(1);
    expect(bad.output).toContain("keepalived/slave.conf:6:14 error cluster-equal-priority");

    const unformatted = runHooks(program, master, slave.replaceAll("    ", "\t"));
    expect(unformatted).toMatchObject({ status: 1, slave });
    expect(unformatted.output).toContain("files were modified by this hook");

    const good = runHooks(program, master, slave);
    expect(good.output).toContain("Passed");
    expect(good.status).toBe(0);

    // Of a cluster that the settings declare, the other nodes are read too, though one file is changed alone.
    const settings = { clusters: { edge: ["keepalived/master.conf", "keepalived/slave.conf"] } };
    writeFileSync(join(work, "kalint.config.json"), JSON.stringify(settings));
    git(work, "add", "-A");
    git(work, "commit", "-qm", "good");
    const alone = runHooks(program, master, slave.replace("virtual_router_id 51", "virtual_router_id 52"));
    expect(git(work, "diff", "--cached", "--name-only")).toBe("keepalived/slave.conf");
    expect(alone).toMatchObject({ status: 1, output: expect.stringContaining("cluster-vrid-mismatch") });
  });

  it("take no name of a file for anything else", (context) => {
    requireProgram(context, isThere(program), program);
    rmSync(join(work, "kalint.config.json"), { force: true });
    for (const name of HOSTILE) {
      mkdirSync(join(work, dirname(name)), { recursive: true });
      writeFileSync(join(work, name), SCRIPT, { mode: 0o755 });
    }
    const all = runHooks(program, seed("master"), seed("slave"));
    expect(all.status).toBe(1);
    // The pattern of the hooks does not take them all.
    const matching = HOSTILE.filter((name) => /(?:^|\/)keepalived\/.*\.conf$/.test(name));
    expect(matching.length).toBe(HOSTILE.length - 2);
    for (const name of matching) expect(all.output).toContain(name.slice(-8));
    expect(all.output).not.toMatch(/^\s*::/m);
    expect(existsSync(join(work, "ran"))).toBe(false);

    // Arguments of the user's own that forget the end of the options.
    const config = join(work, ".pre-commit-config.yaml");
    const before = readFileSync(config, "utf8");
    writeFileSync(config, before.replace("- id: kalint\n", "- id: kalint\n        args: [--quiet]\n"));
    const careless = runHooks(program, seed("master"), seed("slave"));
    writeFileSync(config, before);
    expect(careless.output).toContain("is a file whose name looks like an option");
    expect(existsSync(join(work, "ran"))).toBe(false);
  });
});
