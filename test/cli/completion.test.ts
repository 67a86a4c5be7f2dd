import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, type TestContext } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-completion-"));
writeFileSync(join(folder, "some-file.conf"), "");
afterAll(() => rmSync(folder, { recursive: true }));

/** Words before the cursor, and the line after the key that completes. */
const COMMON: readonly (readonly [string, string])[] = [
  ["kalint --partial-c", "kalint --partial-cluster"],
  ["kalint --format sar", "kalint --format sarif"],
  ["kalint --format=sar", "kalint --format=sarif"],
  ["kalint forma", "kalint format"],
  ["kalint format --che", "kalint format --check"],
  ["kalint explain cluster-vrid-m", "kalint explain cluster-vrid-mismatch"],
  ["kalint explain virtual_router_i", "kalint explain virtual_router_id"],
  ["kalint help exit-c", "kalint help exit-codes"],
  ["kalint format some-f", "kalint format some-file.conf"],
  ["kalint --output-file some-f", "kalint --output-file some-file.conf"],
  ["kalint --rule cluster-vrid-m", "kalint --rule cluster-vrid-mismatch="],
  ["kalint completion zs", "kalint completion zsh"],
  ["kalint some-file.conf --quie", "kalint some-file.conf --quiet"],
  ["kalint --fix some-f", "kalint --fix some-file.conf"],
];

function run(program: string, args: readonly string[], input: string) {
  const env = { ...process.env, TERM: "dumb", HOME: folder };
  const { stdout } = spawnSync(program, args, { cwd: folder, env, input, encoding: "utf8" });
  return stdout.replaceAll("\r", "");
}

/** Writes the completion script of a shell and gives its path. */
function script(shell: string): string {
  const { stdout, status } = runCli(["completion", shell]);
  expect(status).toBe(0);
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, stdout);
  return path;
}

const has = (program: string, option = "--version") => spawnSync(program, [option]).status === 0;

const need = (context: TestContext, ...programs: readonly string[]) => {
  for (const program of programs) requireProgram(context, has(program), program);
};

describe("completion", () => {
  it("works in bash, whose own line editor completes", (context) => {
    need(context, "bash", "script");
    const lines = COMMON.map(([line]) => `${line}\t\n`).join("");
    const input = `source ${script("bash")}; kalint() { echo "<<kalint $*>>"; }\n${lines}exit\n`;
    const shown = run("script", ["-qc", "bash --norc -i", "/dev/null"], input);
    const found = [...shown.matchAll(/^<<(.*)>>$/gm)].map(([, line]) => line);
    expect(found).toEqual(COMMON.map(([, line]) => line));
  });

  it("works in zsh, whose own line editor completes", (context) => {
    need(context, "zsh");
    const setup = join(folder, "setup.zsh");
    const show = `show() { zle expand-or-complete; print -r -- "<<$BUFFER>>"; BUFFER= }\nzle -N show\nbindkey '^T' show`;
    writeFileSync(setup, `PS1=\nautoload -U compinit; compinit -u -D\nsource ${script("zsh")}\n${show}\n`);
    const asked = COMMON.map(
      ([line]) => `zpty -w -n z '${line}'$'\\C-t'\nzpty -r z out '*<<*>>*'\nprint -r -- "\${\${out##*<<}%%>>*}"\n`,
    );
    const start = `zmodload zsh/zpty\nzpty z 'zsh -f -i'\nzpty -w z 'source ${setup}; echo rea""dy'\nzpty -r z out $'*ready\\r*'\n`;
    const driver = join(folder, "driver.zsh");
    writeFileSync(driver, `${start}${asked.join("")}zpty -d z\n`);
    const found = run("zsh", ["-f", driver], "").trimEnd().split("\n");
    expect(found.map((line) => line.trimEnd())).toEqual(COMMON.map(([, line]) => line));
  });

  it("works in fish, which tells what it would offer", (context) => {
    need(context, "fish");
    const asked = COMMON.map(([line]) => `complete -C '${line}' | head -1`);
    const found = run("fish", ["-c", `source ${script("fish")}; ${asked.join("; ")}`], "")
      .trimEnd()
      .split("\n");
    expect(found.map((line) => line.split("\t")[0])).toEqual(COMMON.map(([, line]) => line.split(" ").at(-1)));
  });

  it.each(["bash", "zsh", "fish"])("for %s names every command and option", (shell) => {
    const text = runCli(["completion", shell]).stdout;
    const help = runCli(["--help"]).stdout;
    const commands = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(8);
    const options = commands.flatMap((name) =>
      [...runCli([name, "--help"]).stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, option = ""]) => option),
    );
    expect([...commands, ...options].filter((name) => !text.includes(name))).toEqual([]);
  });

  it("knows no other shell", () => {
    expect(runCli(["completion", "csh"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("bash, zsh, fish"),
    });
  });
});

describe("the manual page", () => {
  const page = runCli(["man"]).stdout;

  it("is fresh (`npm run generate` writes it)", () => {
    expect(readRepositoryFile("docs/kalint.1")).toBe(page);
  });

  it("is what man reads without a complaint", (context) => {
    requireProgram(context, spawnSync("mandoc", ["-Tlint", "/dev/null"]).error === undefined, "mandoc");
    const { stdout } = spawnSync("mandoc", ["-Tlint", "-Wwarning"], { input: page, encoding: "utf8" });
    // It has no date: the page is the same whenever it is made.
    expect(stdout.split("\n").filter((line) => line !== "" && !line.includes("missing date"))).toEqual([]);
  });

  it("shows options as they are written", (context) => {
    requireProgram(context, spawnSync("mandoc", ["-Tlint", "/dev/null"]).error === undefined, "mandoc");
    const shown = spawnSync("mandoc", ["-Tascii"], { input: page, encoding: "utf8" }).stdout.replace(/.\u0008/g, "");
    expect(shown).toContain("--with-keepalived[=path]");
    expect(shown).toContain("--format <name[=file]>");
  });
});
