import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const SEED = ["master", "slave"].map((node) => `${root}fixtures/seed/${node}.conf`);

describe("a command without the code cache of its build, as in a package", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-code-"));
  const built = join(folder, "dist");
  const home = join(folder, "home");
  const caches = join(home, ".cache", "kalint");

  beforeAll(() => {
    const env = { PATH: process.env.PATH, HOME: home };
    execFileSync(process.execPath, [`${root}scripts/build.mjs`, "--cli", built], { env });
    expect(kept()).toEqual([]);
    for (const name of readdirSync(built)) if (name.endsWith(".cache")) rmSync(join(built, name));
  });
  beforeEach(() => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the command and tells what V8 made of the cache that it was given. */
  function run(args: readonly string[], env: Record<string, string> = {}) {
    const cli = join(built, "cli.cjs");
    const print = `process.on("exit", () => console.error("rejected:", require.cache[process.argv[1]].exports.cachedDataRejected));
      require(process.argv[1])`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", print, cli, ...args], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: home, ...env },
    });
    return { status, stderr: stderr.trim() };
  }

  const kept = (): readonly string[] => (existsSync(caches) ? readdirSync(caches) : []);
  const fresh = { status: 0, stderr: "rejected: undefined" };
  const cached = { status: 0, stderr: "rejected: false" };

  it("starts from what an earlier run of the user left", () => {
    expect(run(SEED)).toEqual(fresh);
    expect(kept()).toEqual([expect.stringMatching(/^kalint-[0-9a-f]{12}-lint-v[\d.]+-\w+\.cache$/)]);
    expect(run(SEED)).toEqual(cached);
    expect(statSync(join(caches, kept()[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(run(["lint", ...SEED], { XDG_CACHE_HOME: join(home, ".cache") })).toEqual(cached);
    expect(run(SEED, { XDG_CACHE_HOME: "relative" })).toEqual(cached);
  });

  it("keeps none where that is not wanted, or of no use", () => {
    expect(run(SEED, { KALINT_CODE_CACHE: "off" })).toEqual(fresh);
    expect(run(SEED, { CI: "true" })).toEqual(fresh);
    for (const args of [["--version"], ["explain", "vrrp_instance/priority"], ["none.conf"]]) run(args);
    expect(kept()).toEqual([]);
    rmSync(home, { recursive: true });
    writeFileSync(home, "no folder");
    expect(run(SEED)).toEqual(fresh);
  });

  it("takes none that others could have written, nor what is no cache, and writes it anew", () => {
    run(SEED);
    const file = join(caches, kept()[0] ?? "");
    chmodSync(file, 0o666);
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
    writeFileSync(file, "not a cache");
    expect(run(SEED)).toEqual({ status: 0, stderr: "rejected: true" });
    expect(run(SEED)).toEqual(cached);
    rmSync(file);
    mkdirSync(file);
    expect(run(SEED)).toEqual(fresh);
    expect(kept()).toHaveLength(1);
  });

  it("takes none of another user", (context) => {
    requireProgram(context, process.getuid?.() === 0, "the right to give files away");
    run(SEED);
    chownSync(join(caches, kept()[0] ?? ""), 65534, 65534);
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
  });

  it("drops caches that are a month old", () => {
    mkdirSync(caches, { recursive: true });
    const old = join(caches, "kalint-000000000000-lint-v20.0.0-x64.cache");
    writeFileSync(old, "");
    utimesSync(old, 0, 0);
    writeFileSync(join(caches, "kalint-111111111111-lint-v20.0.0-x64.cache"), "");
    run(SEED);
    expect(kept()).toHaveLength(2);
    expect(kept()).not.toContain("kalint-000000000000-lint-v20.0.0-x64.cache");
  });
});
