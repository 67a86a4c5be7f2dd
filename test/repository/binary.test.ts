import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { runCli } from "../support/run-cli.js";

const target = join(root, "dist/binary");
const program = join(target, `kalint-${process.platform}-${process.arch}`);
const { version } = JSON.parse(readRepositoryFile("package.json"));
const folder = mkdtempSync(join(tmpdir(), "kalint-binary-test-"));
const SEED = ["fixtures/seed/master.conf", "fixtures/seed/slave.conf"];

/** Without any Node, and in a folder without anything of this repository. */
function run(path: string, args: readonly string[], cwd = folder, input = "") {
  const env = { PATH: "/usr/bin:/bin", HOME: folder, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(path, args, { cwd, env, input, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The build downloads Node and compiles everything anew. */
const BUILD_MS = 900_000;

beforeAll(() => {
  execFileSync(process.execPath, [`${root}scripts/build-binary.mjs`], {
    cwd: root,
    stdio: "ignore",
    timeout: BUILD_MS,
  });
}, BUILD_MS);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the program with Node inside", () => {
  it("checks the seed pair as the command does", () => {
    const { status, stdout, stderr } = runCli(SEED, { cwd: root });
    expect(run(program, SEED, root)).toEqual({ status, stdout, stderr });
  });

  it("uses the compiled code that it holds", () => {
    const { stdout } = run(program, ["--version", "--verbose"]);
    expect(stdout).toMatch(/^code cache: in use, in the program$/m);
    expect(stdout).toContain(`${version}\n`);
  });

  it("finds its other parts: explanations, scenarios, EditorConfig, threads", () => {
    expect(run(program, ["explain", "priority-out-of-range"])).toMatchObject({ status: 0, stderr: "" });
    const scenarios = join(root, "fixtures/scenarios/pair/web.scenarios.yaml");
    expect(run(program, ["simulate", scenarios])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("passed"),
    });
    writeFileSync(join(folder, ".editorconfig"), "root = true\n[*.conf]\nindent_style = space\nindent_size = 3\n");
    const formatted = run(program, ["format", "--stdin-filename", "a.conf", "-"], folder, "a {\nb\n}\n");
    expect(formatted).toEqual({ status: 0, stdout: "a {\n   b\n}\n", stderr: "" });
    for (let index = 0; index < 40; index++) {
      mkdirSync(join(folder, "many"), { recursive: true });
      writeFileSync(join(folder, "many", `keepalived-${index}.conf`), `vrrp_instance A${index} {\n    nonsense\n}\n`);
    }
    const many = (...args: readonly string[]) => run(program, ["--format", "compact", ...args, "many"]);
    const threaded = many("--concurrency", "2", "--rule", "formatting=warning");
    expect(threaded).toEqual(many("--concurrency", "off", "--rule", "formatting=warning"));
    expect(threaded.stdout).toContain("many/keepalived-39.conf");
  });

  it("is a language server", () => {
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { capabilities: {}, processId: null, rootUri: null },
    });
    // The server ends with its input.
    const script = '{ cat; sleep 10; } | exec "$0" lsp';
    const { stdout } = run("/bin/sh", ["-c", script, program], folder, `Content-Length: ${body.length}\r\n\r\n${body}`);
    expect(stdout).toContain('"capabilities"');
  });

  it("has no symbols that nobody needs", () => {
    expect(statSync(program).size).toBeLessThan(140e6);
  });
});

describe("the Debian package", () => {
  const deb = join(target, `kalint_${version}_${process.arch === "x64" ? "amd64" : process.arch}.deb`);
  const unpacked = join(folder, "unpacked");
  const hasDpkg = spawnSync("dpkg-deb", ["--version"]).status === 0;

  beforeAll(() => {
    if (!hasDpkg) return;
    execFileSync(process.execPath, [`${root}scripts/build-deb.mjs`], { stdio: "ignore", timeout: BUILD_MS });
    execFileSync("dpkg-deb", ["--extract", deb, unpacked]);
  }, BUILD_MS);

  it("checks the seed pair from where it is unpacked", (context) => {
    requireProgram(context, hasDpkg, "dpkg-deb");
    const { stdout } = runCli(SEED, { cwd: root });
    expect(run(join(unpacked, "usr/bin/kalint"), SEED, root)).toEqual({ status: 0, stdout, stderr: "" });
  });

  it("has the manual page, completions and licences, all owned by root", (context) => {
    requireProgram(context, hasDpkg, "dpkg-deb");
    const file = (path: string) => readFileSync(join(unpacked, "usr/share", path));
    expect(gunzipSync(file("man/man1/kalint.1.gz")).toString()).toBe(readRepositoryFile("docs/kalint.1"));
    for (const [path, shell] of [
      ["bash-completion/completions/kalint", "bash"],
      ["zsh/vendor-completions/_kalint", "zsh"],
      ["fish/vendor_completions.d/kalint.fish", "fish"],
    ] as const)
      expect(file(path).toString()).toBe(runCli(["completion", shell]).stdout);
    expect(file("doc/kalint/copyright").toString()).toMatch(/chevrotain [\d.]+ \([\s\S]*Node\.js is licensed/);
    const list = execFileSync("dpkg-deb", ["--contents", deb], { encoding: "utf8" }).trimEnd().split("\n");
    expect(list.filter((line) => !/^[d-]rw[x-]r-[x-]r-[x-] root\/root /.test(line))).toEqual([]);
    const field = (name: string) => execFileSync("dpkg-deb", ["--field", deb, name], { encoding: "utf8" }).trim();
    expect([field("Package"), field("Version")]).toEqual(["kalint", version]);
  });
});
