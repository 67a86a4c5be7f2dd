import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gitIgnored } from "../../src/workspace/git-ignored.js";
import { spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";

type Patterns = Readonly<Record<string, readonly string[]>>;

const FOLDERS = ["", "a", "a/b", "a/b/c", "d", "d/e [1]"];
const FILES = FOLDERS.flatMap((folder) => ["x.conf", "y.conf"].map((name) => join(folder, name))).sort();

/** Gives what a look at a repository with these .gitignore files finds. */
function inRepository(patterns: Patterns, look: (folder: string) => readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "kalint-git-"));
  try {
    mkdirSync(join(folder, ".git"));
    for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true });
    for (const file of FILES) writeFileSync(join(folder, file), "");
    for (const [name, lines] of Object.entries(patterns)) {
      writeFileSync(join(folder, name, ".gitignore"), lines.map((line) => `${line}\n`).join(""));
    }
    return look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function kept(folder: string): readonly string[] {
  const isIgnored = gitIgnored();
  return FILES.filter((file) => !isIgnored(join(folder, file)));
}

function keptByGit(folder: string): readonly string[] {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  git("init", "-q");
  const { stdout } = git("-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard", "*.conf");
  return stdout
    .split("\0")
    .filter((name) => name !== "")
    .sort();
}

describe("what git ignores is passed over", () => {
  it.each<[string, Patterns, readonly string[]]>([
    ["but for what is named again", { "": ["*.conf", "!y.conf"], a: ["!/x.conf"] }, ["a/x.conf", ...ending("y.conf")]],
    [
      "also what is named again below a folder that is ignored",
      { "": ["a/", "d"], "a/b": ["!*"] },
      ["x.conf", "y.conf"],
    ],
    [
      "where the folder itself is not named again",
      { "": ["b"], a: ["!b"], "a/b": ["x.conf", "c/"] },
      ["a/b/y.conf", ...FILES.filter((file) => !file.startsWith("a/b/"))],
    ],
    ["with a byte order mark and comments", { "": ["\ufeffx.conf", "# y.conf", "", "  "] }, ending("y.conf")],
  ])("%s", (_, patterns, expected) => {
    expect(inRepository(patterns, kept)).toEqual([...expected].sort());
  });

  it("as git itself does", (context) => {
    requireProgram(context, spawnSync("git", ["--version"]).status === 0, "git");
    const pattern = fc
      .tuple(
        fc.constantFrom("", "", "!"),
        fc.constantFrom("", "", "/", "**/", "a/", "d/"),
        fc.constantFrom(
          "x.conf",
          "*.conf",
          "*",
          "**",
          "a",
          "b",
          "c",
          "d",
          "e [[]1]",
          "[xy].conf",
          "[!x].conf",
          "?.conf",
        ),
        fc.constantFrom("", "", "/", "/*", "/**", " "),
      )
      .map((parts) => parts.join(""));
    const patterns = fc.dictionary(fc.constantFrom(...FOLDERS), fc.array(pattern, { minLength: 1, maxLength: 4 }));
    const check = (files: Patterns) => {
      expect(inRepository(files, kept)).toEqual(inRepository(files, keptByGit));
    };
    fc.assert(fc.property(patterns, check), { numRuns: 60 });
  });
});

function ending(name: string): string[] {
  return FILES.filter((file) => file.endsWith(name));
}
