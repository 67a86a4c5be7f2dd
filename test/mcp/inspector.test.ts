import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { CLI } from "../support/run-cli.js";

/** The last release that runs on every Node that kalint does. It has 250 packages, so it is not among those of kalint. */
const INSPECTOR = "@modelcontextprotocol/inspector@0.17.5";
const INSTALL = 600_000;

describe("the inspector's command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-inspector-"));
  beforeAll(() => {
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, INSPECTOR];
    execFileSync("npm", args, { stdio: "ignore", timeout: INSTALL });
  }, INSTALL);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const inspect = (...args: readonly string[]) => {
    const program = join(folder, "node_modules/.bin/mcp-inspector");
    const server = [process.execPath, CLI, "mcp", "--root", `${root}fixtures/seed`];
    return JSON.parse(execFileSync(program, ["--cli", ...server, ...args], { encoding: "utf8" }));
  };

  it("lists tools and pages", () => {
    const { tools } = inspect("--method", "tools/list");
    expect(tools.map(({ name }: { name: string }) => name)).toEqual([
      "lint",
      "format",
      "fix",
      "explain",
      "simulate",
      "upgrade",
    ]);
    expect(inspect("--method", "resources/list").resources.length).toBeGreaterThan(160);
    expect(inspect("--method", "resources/templates/list").resourceTemplates).toHaveLength(2);
  });

  it("calls tools and reads pages", () => {
    const call = ["--method", "tools/call", "--tool-name"];
    const { structuredContent } = inspect(...call, "lint", "--tool-arg", 'paths=["master.conf","slave.conf"]');
    expect(structuredContent.summary).toMatchObject({ files: 2, errors: 0 });
    expect(inspect(...call, "explain", "--tool-arg", "name=auth_pass").content[0].text).toContain(
      "auth_pass <password>",
    );
    const page = inspect("--method", "resources/read", "--uri", "kalint://rules/auth-pass-weak");
    expect(page.contents[0].text).toContain("# `auth-pass-weak`");
  });
});
