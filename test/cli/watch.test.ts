import { mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { spawn } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

it("--watch reports again when a file changes, also one that is included, and when settings come and go wrong", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "kalint-watch-"));
  // At once, so that no run sees half of a change.
  const write = (name: string, text: string) => {
    writeFileSync(join(cwd, "new"), text);
    renameSync(join(cwd, "new"), join(cwd, name));
  };
  write("a.conf", "include b.inc\n");
  write("b.inc", "first 1\n");
  const args = [`${root}dist/cli.cjs`, "--watch", "--format", "compact", "a.conf"];
  // Both streams through one pipe, so that they come in order.
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', process.execPath, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  let wake: (() => void) | undefined;
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString();
    wake?.();
  });
  /** What is printed up to the end of the run after `change`. */
  const next = async (change: () => void): Promise<string> => {
    output = "";
    change();
    while (!output.includes("watching ")) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return output;
  };
  try {
    expect(await next(() => undefined)).toContain('"first"');
    expect(await next(() => write("b.inc", "second 1\n"))).toContain('"second"');
    const wrong = '{ "targt": 1 }';
    expect(await next(() => write("kalint.config.json", wrong))).toContain('did you mean "target"?');
    expect(await next(() => write("kalint.config.json", '{ "rules": { "unknown-keyword": "off" } }'))).not.toContain(
      "second",
    );
  } finally {
    child.kill();
  }
});

it("--watch refuses standard input", () => {
  expect(runCli(["--watch", "-"])).toMatchObject({
    status: 2,
    stderr: "kalint: --watch cannot be combined with - (standard input)\n",
  });
});
