import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { addFormatCommand } from "../../src/cli/format.js";

vi.mock("../../src/format/index.js", async (original) => {
  const real = await original<typeof import("../../src/format/index.js")>();
  return {
    ...real,
    formatEdits(...[text, options]: Parameters<typeof real.formatEdits>) {
      if (text.includes("broken")) throw new TypeError("made for a test");
      return real.formatEdits(text, options);
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

it("where kalint itself fails with a file, format leaves it alone, rewrites the others and ends with 3", async () => {
  const broken = join(cwd, "a.conf");
  const sound = join(cwd, "b.conf");
  writeFileSync(broken, "global_defs {\nrouter_id broken\n}\n");
  writeFileSync(sound, "global_defs {\nrouter_id sound\n}\n");
  const program = new Command();
  addFormatCommand(program);
  await program.parseAsync(["format", "--no-config", broken, sound], { from: "user" });
  expect(process.exitCode).toBe(3);
  expect(readFileSync(broken, "utf8")).toBe("global_defs {\nrouter_id broken\n}\n");
  expect(readFileSync(sound, "utf8")).toBe("global_defs {\n    router_id sound\n}\n");
});
