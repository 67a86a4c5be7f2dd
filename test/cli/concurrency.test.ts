import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { threadCount } from "../../src/cli/check.js";
import type { Concurrency } from "../../src/cli/threads.js";
import { spawn } from "../support/child-process.js";
import { CLI, runCli } from "../support/run-cli.js";
import { soundClusters } from "../support/sound-clusters.js";

let cwd = "";

function write(name: string, text: string): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

/** Enough files for several batches, with what they share in places that do not lie together. */
function writeFiles(): void {
  write("common/part.inc", "# kalint-ignore unknown-keyword: one uses it\nnonsense 1\nvrrp_script unused {\n}\n");
  for (const [name, texts] of Object.entries(soundClusters)) {
    for (const [file, text] of Object.entries(texts)) {
      for (const site of ["x", "y"]) {
        write(`${site}/${name}/${file}`, `${text}include ../../common/part.inc\nnonsense ${name}\n`);
      }
    }
    const [file = "", text = ""] = Object.entries(texts)[0] ?? [];
    write(`z/${name}-${file}`, text.replaceAll("priority", "priority "));
  }
}

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "kalint-threads-"));
  writeFiles();
});

/** The report with threads, which has to be the one without them. */
function lint(...args: string[]): string {
  const options = ["--format", "json", ...args];
  const plain = runCli(["--concurrency", "off", ...options], { cwd });
  expect([0, 1]).toContain(plain.status);
  const spread = runCli(["--concurrency", "2", ...options], { cwd });
  expect(spread).toMatchObject({ status: plain.status, stdout: plain.stdout, stderr: plain.stderr });
  return plain.stdout;
}

describe("--concurrency", () => {
  it("gives what one thread gives, in one order", () => {
    const first = lint(".");
    expect(JSON.parse(first).diagnostics.length).toBeGreaterThan(100);
    lint("--explain-clusters", "--target", "2.2.7", "--rule", "unknown-keyword=off", "--partial-cluster", ".");
  });

  it("tells the threads what the settings say", () => {
    const plain = lint(".");
    const [name = ""] = Object.keys(soundClusters);
    write(
      "kalint.config.json",
      JSON.stringify({
        target: "2.2.7",
        rules: { formatting: "warning" },
        clusters: { pair: [`x/${name}/*.conf`, `y/${name}/*.conf`] },
        overrides: [{ files: ["x/**"], rules: { "unknown-keyword": ["info", { extraKeywords: [name] }] } }],
      }),
    );
    write("y/kalint.config.json", '{ "rules": { "unknown-keyword": "off" }, "ignore": ["*/*2.conf"] }');
    write("z/.editorconfig", "[*]\nindent_style = tab\n");
    expect(lint(".")).not.toBe(plain);
    const config = join(cwd, "kalint.config.json");
    lint("--config", config, "x");
  });

  it("fills a cache that holds with and without it", () => {
    const cached = (...args: string[]) => {
      const options = ["--cache", "--cache-location", "cache", "--format", "json", ...args, "."];
      return runCli(options, { cwd, env: { XDG_CACHE_HOME: join(cwd, "home") } }).stdout;
    };
    const first = lint(".");
    expect(cached("--concurrency", "2")).toBe(first);
    expect(readFileSync(join(cwd, "cache/results.txt"), "utf8")).not.toContain("k8x2qLm9");
    expect(cached("--concurrency", "off")).toBe(first);
    write("common/part.inc", "other_nonsense 1\n");
    const second = lint(".");
    expect(second).not.toBe(first);
    expect(cached("--concurrency", "2")).toBe(second);
  });

  it.each<[Concurrency, number, number, number]>([
    ["auto", 1_900_000, 16, 0],
    ["auto", 100_000_000, 2, 0],
    ["auto", 100_000_000, 8, 7],
    ["auto", 5_500_000, 8, 5],
    ["off", 100_000_000, 8, 0],
    [3, 10, 2, 3],
  ])("%s with %i characters on %i cores is %i threads", (concurrency, length, cores, count) => {
    expect(threadCount(concurrency, length, cores)).toBe(count);
  });

  it.each(["0", "-1", "1.5", "many", ""])("does not take %j", (value) => {
    const result = runCli(["--concurrency", value, "."], { cwd });
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toContain("use --concurrency with a number of threads, auto or off, not");
  });
});

interface Shown {
  readonly diagnostics: readonly { readonly rule: string; readonly message: string; readonly file: string }[];
}

describe("a thread that fails with one file", () => {
  /** Runs code in a thread in place of the work, where the work is about `poison.conf`. */
  const insteadOfPoison = (code: string) =>
    inThreads(`
      const { parentPort } = require("node:worker_threads");
      const on = parentPort.on.bind(parentPort);
      parentPort.on = (name, listener) =>
        on(name, name !== "message" ? listener : (message) => {
          if (JSON.stringify(message).includes("poison.conf")) { ${code} }
          listener(message);
        });`);

  it.each([
    ["ends", "process.exit(7);", /checking it failed: a thread ended before its work was done/],
    [
      "throws outside the work",
      'throw new Error("broken");',
      /checking it failed: a thread ended before its work was done/,
    ],
    ["throws in the work", "message.params = [null];", /checking it failed: /],
  ])("and %s reports all others, and one error at that file", (_, code, reason) => {
    const options = ["--concurrency", "2", "--format", "json", "."];
    const sound = JSON.parse(runCli(options, { cwd }).stdout) as Shown;
    write("m/poison.conf", "global_defs {\n    router_id poison\n}\n");
    const { status, stdout, stderr } = runCli(options, { cwd, env: insteadOfPoison(code) });
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
    const { diagnostics } = JSON.parse(stdout) as Shown;
    const [errors, others] = [true, false].map((is) =>
      diagnostics.filter(({ rule }) => (rule === "internal-error") === is),
    );
    expect(errors).toEqual([
      expect.objectContaining({ file: "m/poison.conf", message: expect.stringMatching(reason) }),
    ]);
    expect(others).toEqual(sound.diagnostics);
  });
});

/** Runs code at the start of each thread, before kalint. */
function inThreads(code: string): { NODE_OPTIONS: string } {
  write("preload.cjs", `if (!require("node:worker_threads").isMainThread) { ${code} }`);
  return { NODE_OPTIONS: `--require=${join(cwd, "preload.cjs")}` };
}

describe("a thread that ends", () => {
  it.each([
    ["by itself", "process.exit(7);"],
    ["by an exception", 'throw new Error("broken");'],
    [
      "for want of memory",
      'throw Object.assign(new Error("JS heap out of memory"), { code: "ERR_WORKER_OUT_OF_MEMORY" });',
    ],
  ])("%s is a mistake of kalint", (_, code) => {
    const result = runCli(["--concurrency", "2", "."], { cwd, env: inThreads(code) });
    expect(result).toMatchObject({ status: 3, stdout: "" });
    expect(result.stderr).toContain("a thread ended before its work was done (try --concurrency off)");
  });

  it("with the whole process, at once, when a signal comes", async () => {
    // The threads never answer; the first one says when it is there.
    const env = inThreads(
      'require("node:fs").writeSync(2, "here"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    );
    const child = spawn(process.execPath, [CLI, "--concurrency", "2", "."], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    await once(child.stderr, "data");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([null, "SIGINT"]);
  });
});
