import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { canBeNobody } from "../support/run-cli.js";

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

  /** Runs the command and gives what V8 made of the cache that it was given. */
  function run(args: readonly string[], env: Record<string, string> = {}) {
    const cli = join(built, "cli.cjs");
    const print = `process.on("exit", () => console.error("rejected:", require.cache[process.argv[1]].exports.script.cachedDataRejected));
      require(process.argv[1])`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", print, cli, ...args], {
      encoding: "utf8",
      timeout: 60_000,
      env: { PATH: process.env.PATH, HOME: home, ...env },
    });
    return { status, stderr: stderr.trim() };
  }

  /** What `--version --verbose` says of the cache. */
  function cacheLine(env: Record<string, string> = {}): string {
    const { stdout } = spawnSync(process.execPath, [join(built, "cli.cjs"), "--version", "--verbose"], {
      encoding: "utf8",
      timeout: 60_000,
      env: { PATH: process.env.PATH, HOME: home, ...env },
    });
    return (
      stdout
        .split("\n")[2]
        ?.replace(/(\S*\/)(kalint\S*)/, "$2")
        .replace(/kalint-[0-9a-f]{12}\S*/, "FILE") ?? ""
    );
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
    expect(cacheLine()).toBe("code cache: not in use, FILE is not a file that only its owner can write");
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
    linkSync(file, join(home, "second-name"));
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
    writeFileSync(file, "not a cache");
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
    rmSync(file);
    mkdirSync(file);
    expect(run(SEED)).toEqual(fresh);
    expect(kept()).toHaveLength(1);
  });

  it("follows no link to a cache, and uses no folder that others can write", () => {
    run(SEED);
    const file = join(caches, kept()[0] ?? "");
    const elsewhere = join(home, "elsewhere");
    renameSync(file, elsewhere);
    symlinkSync(elsewhere, file);
    expect(cacheLine()).toBe("code cache: not in use, FILE cannot be read");
    expect(run(SEED)).toEqual(fresh);
    expect(run(SEED)).toEqual(cached);
    for (const mode of [0o770, 0o707, 0o1777]) {
      chmodSync(caches, mode);
      expect(cacheLine()).toBe("code cache: not in use, kalint is not a folder that only this user can write");
      expect(run(SEED)).toEqual(fresh);
    }
    chmodSync(caches, 0o700);
    expect(run(SEED)).toEqual(cached);
    renameSync(caches, `${caches}-real`);
    symlinkSync(`${caches}-real`, caches);
    expect(run(SEED)).toEqual(fresh);
  });

  it("says with --version --verbose whether it is in use", () => {
    expect(cacheLine()).toBe("code cache: not in use, FILE is not there yet");
    run(SEED);
    expect(cacheLine()).toBe("code cache: in use, FILE");
    expect(cacheLine({ KALINT_CODE_CACHE: "off" })).toBe("code cache: not in use, KALINT_CODE_CACHE is off");
    expect(cacheLine({ NODE_OPTIONS: "--interpreted-frames-native-stack" })).toBe(
      "code cache: not in use, V8 refuses FILE",
    );
    writeFileSync(join(caches, kept()[0] ?? ""), "not a cache");
    expect(cacheLine()).toBe("code cache: not in use, FILE is damaged");
    expect(cacheLine()).toBe("code cache: not in use, FILE is not there yet");
  });

  it("takes none that another user plants", (context) => {
    requireProgram(context, canBeNobody, "setpriv, as root,");
    run(SEED);
    const name = kept()[0] ?? "";
    const shared = join(folder, "shared");
    mkdirSync(shared);
    chmodSync(folder, 0o755);
    chmodSync(shared, 0o1777);
    chmodSync(home, 0o755);
    chmodSync(join(home, ".cache"), 0o755);
    chmodSync(caches, 0o755);
    chmodSync(join(caches, name), 0o644);
    const plant = `mkdir kalint && cp "${join(caches, name)}" kalint/ && chmod 755 kalint && chmod 600 kalint/*`;
    const nobody = ["--reuid=65534", "--clear-groups", "sh", "-c", plant];
    execFileSync("setpriv", nobody, { cwd: shared, timeout: 60_000 });
    const env = { XDG_CACHE_HOME: shared };
    expect(cacheLine(env)).toBe("code cache: not in use, kalint is not a folder that only this user can write");
    expect(run(SEED, env)).toEqual(fresh);
    expect(readdirSync(join(shared, "kalint"))).toEqual([name]);
    // The file of another in a folder of one's own.
    chownSync(join(shared, "kalint"), 0, 0);
    expect(cacheLine(env)).toBe("code cache: not in use, FILE is not a file that only its owner can write");
    rmSync(shared, { recursive: true });
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
