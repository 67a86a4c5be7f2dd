import { cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-prepare-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package with this one's `prepare`, whose build needs a development dependency of the same name. */
function makePackage(name = "package"): string {
  const path = join(folder, name);
  mkdirSync(join(path, "scripts"), { recursive: true });
  mkdirSync(join(path, "tool"));
  writeFileSync(join(path, "tool", "package.json"), '{ "name": "esbuild", "version": "1.0.0", "main": "index.js" }');
  writeFileSync(join(path, "tool", "index.js"), 'module.exports = "built";\n');
  const { prepare } = JSON.parse(readRepositoryFile("package.json")).scripts;
  const manifest = { name: "packed", version: "1.0.0", files: ["out.js"], bin: "out.js", scripts: { prepare } };
  const text = JSON.stringify({ ...manifest, devDependencies: { esbuild: "file:tool" } });
  writeFileSync(join(path, "package.json"), text);
  cpSync(`${root}scripts/prepare.mjs`, join(path, "scripts", "prepare.mjs"));
  cpSync(`${root}.npmrc`, join(path, ".npmrc"));
  const build = `import { writeFileSync } from "node:fs";\nimport word from "esbuild";\nwriteFileSync("out.js", \`#!/usr/bin/env node\\nconsole.log("\${word}");\\n\`);\n`;
  writeFileSync(join(path, "scripts", "build.mjs"), build);
  execFileSync("npm", ["install", "--package-lock-only", "--ignore-scripts"], { cwd: path, stdio: "ignore" });
  return path;
}

it("the package stays where a global install from git has put it", () => {
  const path = makePackage("from-git");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: path,
      stdio: "ignore",
    });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "all");
  const prefix = join(folder, "git-prefix");
  const args = ["install", "--global", "--no-audit", "--no-fund", "--prefix", prefix, `git+file://${path}`];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(lstatSync(join(prefix, "lib/node_modules/packed")).isSymbolicLink()).toBe(false);
  expect(execFileSync(join(prefix, "bin", "packed"), [], { encoding: "utf8" })).toBe("built\n");
});

it("the package is built also where npm packs it without what building needs", () => {
  const path = makePackage();
  const prefix = join(folder, "prefix");
  const args = ["install", "--global", "--install-links", "--no-audit", "--no-fund", "--prefix", prefix, path];
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(readFileSync(join(path, "out.js"), "utf8")).toContain("built");
  expect(execFileSync(join(prefix, "bin", "packed"), [], { encoding: "utf8" })).toBe("built\n");
});
