import { existsSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { COMMAND_NAMES } from "../../src/cli/command-names.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

interface Examples {
  readonly examplesIn: (text: string) => readonly { readonly command: string }[];
  readonly withOutputs: (text: string, run: (folder: string, command: string) => string) => string;
}

const { examplesIn, withOutputs } = (await import(`${root}scripts/generate/examples.mjs`)) as Examples;

const isGenerated = (page: string) => readRepositoryFile(page).startsWith("<!-- Generated");
const pages = repositoryFiles("*.md", "docs/**/*.md", "editors/**/*.md", "grammar/*.md", ".github/**/*.md").filter(
  (page) => !isGenerated(page),
);

/** Without what is code. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "`");

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (page: string) =>
  [...readRepositoryFile(page).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );

function isBroken(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(root + target)) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe.each(pages)("%s", (page) => {
  const text = readRepositoryFile(page);

  it("links to files and headings that are there", () => {
    const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
      ([, link = "", source = ""]) => link || source,
    );
    expect(links.filter((link) => !/^(?:https?|mailto):/.test(link) && isBroken(page, link))).toEqual([]);
  });

  it("names files of this repository that are there", () => {
    // What links say is tested above.
    const plain = text.replace(/\]\([^)]*\)/g, "]");
    const named = [...plain.matchAll(/(?<![\w/.:-])(?:docs|editors|fixtures|grammar|scripts|src|test)\/[\w./-]*\w\b/g)];
    const missing = named.map(([path]) => path).filter((path) => !existsSync(root + path));
    expect(missing.filter((path) => !/(?:\b[A-Z]+\b|\/dist\/)/.test(path))).toEqual([]);
  });

  it("shows what its examples print", () => {
    // Every block of this language has the form that is run.
    expect(text.match(/^```console$/gm)?.length ?? 0).toBe(examplesIn(text).length);
    const fresh = withOutputs(text, (folder, command) => {
      const [program, ...args] = command.split(" ");
      expect(program).toBe("kalint");
      return runCli(args, { cwd: root + folder, env: { LC_ALL: "C.UTF-8" } }).stdout;
    });
    expect(text).toBe(fresh);
  });
});

it("docs/command-line.md names every command once, in the order of the help", () => {
  const [, block = ""] = /^```\n([\s\S]*?)^```$/m.exec(readRepositoryFile("docs/command-line.md")) ?? [];
  expect([...block.matchAll(/^kalint \[?([a-z]+)/gm)].map(([, name]) => name)).toEqual(COMMAND_NAMES);
});
