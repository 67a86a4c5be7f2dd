import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { blocksOf } from "../support/editor.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const SERVER = ["kalint", "lsp"];

describe("pages about editors", () => {
  const pages = ["docs/editors.md", "editors/README.md", ...repositoryFiles("docs/editors/*.md")];

  it("link to what there is", () => {
    const links = pages.flatMap((page) =>
      [...readRepositoryFile(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, link = ""]) => ({ page, link })),
    );
    expect(links.length).toBeGreaterThan(5);
    const isBroken = ({ page, link }: (typeof links)[number]) =>
      !/^https?:/.test(link) && !existsSync(root + posix.join(posix.dirname(page), link));
    expect(links.filter(isBroken)).toEqual([]);
  });

  it("are all linked from the first one", () => {
    const first = readRepositoryFile("docs/editors.md");
    expect(repositoryFiles("docs/editors/*.md").filter((page) => !first.includes(`](${page.slice(5)})`))).toEqual([]);
  });

  it("name every folder of editors/", () => {
    const folders = new Set(repositoryFiles("editors/*/**").map((path) => path.split("/")[1]));
    expect([...folders].filter((name) => !readRepositoryFile("editors/README.md").includes(`\`${name}/\``))).toEqual(
      [],
    );
  });
});

it("the settings for Kate are JSON, for the language that its colours define", () => {
  const [text = ""] = blocksOf("kate", "json");
  const { command, highlightingModeRegex } = JSON.parse(text).servers.keepalived;
  expect(command).toEqual(SERVER);
  const [, name = ""] = /<language name="(\w+)"/.exec(readRepositoryFile("editors/kate/keepalived.xml")) ?? [];
  expect(name).toMatch(new RegExp(highlightingModeRegex));
});

it("the settings for Helix are TOML, and the language has the server", (context) => {
  const read = "import json, sys, tomllib; json.dump(tomllib.load(sys.stdin.buffer), sys.stdout)";
  const isThere = spawnSync("python3", ["-c", "import tomllib"]).status === 0;
  requireProgram(context, isThere, "python3 with tomllib");
  const [text = ""] = blocksOf("helix", "toml");
  const { status, stdout, stderr } = spawnSync("python3", ["-c", read], { input: text, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const settings = JSON.parse(stdout);
  const [language] = settings.language;
  const servers = language["language-servers"].map((name: string) => settings["language-server"][name]);
  expect(servers.map(({ command, args }: { command: string; args: string[] }) => [command, ...args])).toEqual([SERVER]);
});
