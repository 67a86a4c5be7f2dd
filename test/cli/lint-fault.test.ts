import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { addLintCommand } from "../../src/cli/lint.js";

const fault = vi.hoisted(() => ({ stage: "" }));

vi.mock("../../src/workspace/read-file.js", async (original) => {
  const real = await original<typeof import("../../src/workspace/read-file.js")>();
  return {
    ...real,
    readTextFile(...[path, size]: Parameters<typeof real.readTextFile>) {
      if (fault.stage === "reading" && path.endsWith("a.conf")) throw new TypeError("made for a test");
      return real.readTextFile(path, size);
    },
  };
});

vi.mock("../../src/cli/load-reporter.js", async (original) => {
  const real = await original<typeof import("../../src/cli/load-reporter.js")>();
  return {
    ...real,
    async loadReporter(...[format]: Parameters<typeof real.loadReporter>) {
      const reporter = await real.loadReporter(format);
      return (report: Parameters<typeof reporter>[0]) => {
        const isOurs = report.diagnostics.some(
          ({ location, rule }) => location.file.endsWith("a.conf") && rule !== "internal-error",
        );
        if (fault.stage === "the reporter compact" && isOurs) throw new TypeError("made for a test");
        return reporter(report);
      };
    },
  };
});

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "kalint-fault-"));
});
afterEach(() => {
  process.exitCode = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

it.each(["reading", "the reporter compact"])(
  "%s fails with a file: one error, the others told, exit 3",
  async (stage) => {
    fault.stage = stage;
    const [broken, sound, out] = ["a.conf", "b.conf", "out.txt"].map((name) => join(cwd, name)) as [
      string,
      string,
      string,
    ];
    for (const path of [broken, sound]) writeFileSync(path, "nonsense 1\n");
    const program = new Command();
    addLintCommand(program);
    await program.parseAsync(["lint", "--no-config", "--format", `compact=${out}`, broken, sound], { from: "user" });
    expect(process.exitCode).toBe(3);
    const report = readFileSync(out, "utf8");
    expect(report).toContain(`${stage} failed: made for a test`);
    expect(report).toMatch(/b\.conf:1:1: .*\[unknown-keyword\]/);
    expect(report).not.toMatch(/a\.conf:1:1: .*\[unknown-keyword\]/);
  },
);
