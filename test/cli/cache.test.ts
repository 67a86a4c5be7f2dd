import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

let cwd = "";
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const cacheFile = () => join(cwd, "cache/results.txt");

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "kalint-cache-"));
  mkdirSync(join(cwd, "conf.d"));
  for (const node of ["master", "slave"]) {
    write(`${node}.conf`, `include conf.d/*.conf\n${readRepositoryFile(`fixtures/seed/${node}.conf`)}`);
  }
  write("conf.d/a.conf", "global_defs {\n    nonsense 1\n}\n");
  write("other.conf", "wrong 1\n");
});

/** The user's caches, with the key that seals results. */
const home = () => ({ XDG_CACHE_HOME: join(cwd, "home") });

/** The cache with some of its text replaced, sealed by a key. */
function forge(key: Buffer): void {
  const lines = readFileSync(cacheFile(), "utf8").replaceAll("nonsense", "kept words").split("\n").slice(1, 3);
  const seals = lines.map((line) => createHmac("sha256", key).update(line).digest("base64url"));
  writeFileSync(cacheFile(), `${[`kalint-results ${seals.join(" ")}`, ...lines].join("\n")}\n`);
}

const FILES = ["master.conf", "slave.conf", "other.conf"];

/** The report with the cache, which has to be the one without it. */
function lint(...args: string[]): string {
  const options = ["--format", "json", ...args, ...FILES];
  const cached = runCli(["--cache", "--cache-location", "cache", ...options], { cwd, env: home() });
  const plain = runCli(options, { cwd });
  expect(cached).toMatchObject({ status: plain.status, stdout: plain.stdout, stderr: plain.stderr });
  return plain.stdout;
}

describe("--cache", () => {
  it("gives what a run without it gives, at first, again, and after each change", () => {
    const first = lint();
    expect(lint()).toBe(first);
    const changes: readonly (() => void)[] = [
      () =>
        write(
          "slave.conf",
          readFileSync(join(cwd, "slave.conf"), "utf8").replace("virtual_router_id 51", "virtual_router_id 52"),
        ),
      () => write("conf.d/a.conf", "global_defs {\n    other_nonsense 1\n}\n"),
      () => write("conf.d/b.conf", "more_nonsense 1\n"),
      () => write("kalint.config.json", '{ "rules": { "unknown-keyword": "warning" } }'),
      () => write("kalint.config.json", '{ "target": "1.2.8" }'),
    ];
    let last = first;
    for (const change of changes) {
      change();
      const now = lint();
      expect(now).not.toBe(last);
      expect(lint()).toBe(now);
      last = now;
    }
    expect(lint("--rule", "unknown-keyword=off")).not.toBe(last);
  });

  it("answers from what it keeps, where the user's own kalint has kept it", () => {
    lint();
    const args = ["--cache", "--cache-location", "cache", "--format", "compact", ...FILES];
    const answer = () => runCli(args, { cwd, env: home() }).stdout;
    expect(readFileSync(cacheFile(), "utf8")).toContain("nonsense");
    forge(readFileSync(join(cwd, "home/kalint/seal-key")));
    expect(answer()).toContain("kept words");
    // As one would be that came with a repository.
    forge(randomBytes(32));
    expect(answer()).not.toContain("kept words");
  });

  it.each(["kalint-results ", "kalint-results a b\n[]\n[]\n", "kalint-results a\n{"])("starts anew from %j", (text) => {
    mkdirSync(join(cwd, "cache"));
    writeFileSync(cacheFile(), text);
    const first = lint();
    expect(lint()).toBe(first);
    expect(readdirSync(join(cwd, "cache"))).toEqual(["results.txt"]);
  });

  it.each(["", "[]", "somebody's\n"])("leaves %j alone, which is no cache", (text) => {
    mkdirSync(join(cwd, "cache"));
    writeFileSync(cacheFile(), text);
    lint();
    expect(readFileSync(cacheFile(), "utf8")).toBe(text);
  });

  it("keeps nothing where others can read the key", () => {
    lint();
    chmodSync(join(cwd, "home/kalint/seal-key"), 0o644);
    const before = readFileSync(cacheFile(), "utf8");
    write("other.conf", "wrong 2\n");
    lint();
    expect(readFileSync(cacheFile(), "utf8")).toBe(before);
  });

  it("does without where nothing can be kept", () => {
    write("cache", "a file");
    lint();
  });

  it("keeps results with the project's packages, else with the user's caches", () => {
    const env = { XDG_CACHE_HOME: join(cwd, "home"), KALINT_CODE_CACHE: "off" };
    write("package.json", "{}");
    runCli(["--cache", ...FILES], { cwd, env });
    expect(readdirSync(join(cwd, "home/kalint"))).toEqual(["results.txt", "seal-key"]);
    mkdirSync(join(cwd, "node_modules"));
    runCli(["--cache", ...FILES], { cwd, env });
    expect(readdirSync(join(cwd, "node_modules/.cache/kalint"))).toEqual(["results.txt"]);
  });
});
