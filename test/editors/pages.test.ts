import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { parse } from "yaml";
import { FIX_ALL } from "../../src/language-server/capabilities.js";
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

it("the settings for VS Code are those that its test uses, for a fix that the server offers", () => {
  const [text = ""] = blocksOf("vscode", "json");
  const page = JSON.parse(text);
  expect(JSON.parse(readRepositoryFile("scripts/vscode/settings.json"))).toMatchObject(page);
  expect(page["[keepalived]"]["editor.codeActionsOnSave"]).toEqual({ [FIX_ALL]: "explicit" });
});

it("the settings for Sublime Text are JSON, for the scope of the syntax", () => {
  const [text = ""] = blocksOf("sublime", "json");
  const { clients, lsp_code_actions_on_save: onSave } = JSON.parse(text);
  const [syntax = ""] = blocksOf("sublime", "yaml");
  expect(clients.kalint).toMatchObject({ command: SERVER, selector: parse(syntax).scope });
  expect(onSave).toEqual({ [FIX_ALL]: true });
});

it("the files for Zed are TOML and JSON, for one language and one server", (context) => {
  const [extension, language, crate] = blocksOf("zed", "toml").map((text) => readToml(text, context));
  expect(extension.language_servers.kalint.languages).toEqual([language.name]);
  expect(crate.lib["crate-type"]).toEqual(["cdylib"]);
  const [text = ""] = blocksOf("zed", "json");
  const settings = JSON.parse(text);
  expect(Object.keys(settings.languages)).toEqual([language.name]);
  expect(settings.languages[language.name].formatter).toEqual([
    { code_action: FIX_ALL },
    { language_server: { name: "kalint" } },
  ]);
});

it("the settings for Helix are TOML, and the language has the server", (context) => {
  const [text = ""] = blocksOf("helix", "toml");
  const settings = readToml(text, context);
  const [language] = settings.language;
  const servers = language["language-servers"].map((name: string) => settings["language-server"][name]);
  expect(servers.map(({ command, args }: { command: string; args: string[] }) => [command, ...args])).toEqual([SERVER]);
});

/** Reads TOML by a parser that comes with Python. */
function readToml(text: string, context: TestContext) {
  const isThere = spawnSync("python3", ["-c", "import tomllib"]).status === 0;
  requireProgram(context, isThere, "python3 with tomllib");
  const read = "import json, sys, tomllib; json.dump(tomllib.load(sys.stdin.buffer), sys.stdout)";
  const { status, stdout, stderr } = spawnSync("python3", ["-c", read], { input: text, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}
