import { copyFileSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lint } from "../../src/index.js";
import { documentedRules } from "../../src/rules/index.js";
import { blockBelow, blocksOf } from "../support/fenced-blocks.js";
import { askKeepalived, needKeepalived } from "../support/keepalived.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const readme = readRepositoryFile("README.md");

/** A folder with the configurations of an example. */
function work(example: string, below = "."): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-readme-"));
  mkdirSync(join(folder, below), { recursive: true });
  for (const name of readdirSync(`${root}fixtures/examples/${example}`)) {
    copyFileSync(`${root}fixtures/examples/${example}/${name}`, join(folder, below, name));
  }
  return folder;
}

describe("README.md", () => {
  it("is short, and begins with one sentence and a picture", () => {
    expect(readme.split("\n").length).toBeLessThanOrEqual(201);
    const [, sentence = "", picture] = readme.split("\n\n");
    expect(sentence.match(/\.(?=\s|$)/g)).toHaveLength(1);
    expect(picture).toMatch(/^<img src="docs\/kalint\.svg" /);
  });

  it("promises no more rules than there are", () => {
    const [, count] = /More than (\d+) \[rules\]/.exec(readme) ?? [];
    expect(documentedRules.length).toBeGreaterThan(Number(count));
  });

  it("has the commands that build, check and test a clone", () => {
    expect(blocksOf("README.md").map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "npm ci && npx kalint fixtures/seed/master.conf fixtures/seed/slave.conf\n",
        "npm ci && npm test\n",
      ]),
    );
  });

  it("has no block that no test runs", () => {
    const kinds = blocksOf("README.md").map(({ heading, language }) => `${heading}: ${language}`);
    expect(kinds.filter((kind) => !/: console$/.test(kind))).toEqual([
      "## Install: sh",
      "### From source: sh",
      "### From source: sh",
      "## Quick start: sh",
      "## In CI: yaml",
      "## In CI: yaml",
      "## As a library: js",
    ]);
  });

  it("names commands of the quick start that run", () => {
    const cwd = work("mistakes", "keepalived");
    for (const name of ["lb1.conf", "lb2.conf"]) copyFileSync(join(cwd, "keepalived", name), join(cwd, name));
    const lines = blockBelow("README.md", "## Quick start", "sh").trimEnd().split("\n");
    const results = lines.map((line) => {
      const [, args = ""] = /^kalint (.*?) +# /.exec(line) ?? [];
      const { status, stderr } = runCli(args.split(" "), { cwd });
      return `${args}: ${status} ${stderr.split("\n")[0]}`;
    });
    expect(results).toEqual([
      "keepalived/: 1 ",
      "lb1.conf lb2.conf: 1 ",
      "--fix lb1.conf: 0 ",
      expect.stringMatching(/^init: 0 kalint: Created kalint\.config\.json with 2 clusters/),
    ]);
  });

  it("shows an action and hooks that are there", () => {
    const [hooks, step] = blocksOf("README.md")
      .filter(({ heading }) => heading === "## In CI")
      .map(({ text }) => parse(text));
    const { version } = JSON.parse(readRepositoryFile("package.json"));
    const known = parse(readRepositoryFile(".pre-commit-hooks.yaml")).map(({ id }: { id: string }) => id);
    expect(hooks.repos[0]).toMatchObject({ rev: `v${version}`, hooks: known.map((id: string) => ({ id })) });
    expect(step[0].uses).toBe(`kalint/kalint@v${version}`);
    expect(Object.keys(step[0].with)).toEqual(["files"]);
  });

  it("shows a use of the library that works", () => {
    const [line, , ...code] = blockBelow("README.md", "## As a library", "js").split("\n");
    expect(line).toBe('import { lint } from "kalint";');
    const [one, other] = [51, 52].map((id) =>
      readRepositoryFile("fixtures/examples/sound/lb1.conf").replace("virtual_router_id 51", `virtual_router_id ${id}`),
    );
    const found = new Function("lint", "one", "other", `return ${code.join("\n")}`)(lint, one, other);
    expect(found).toContainEqual(expect.objectContaining({ rule: "cluster-vrid-mismatch" }));
  });

  it("marks what is not published in one place, which a script takes away", async () => {
    const { withoutMark } = (await import(`${root}scripts/mark-published.mjs`)) as {
      readonly withoutMark: (text: string) => string;
    };
    const published = withoutMark(readme);
    expect(published).toContain("## Install\n\n```sh\nnpm install --global kalint");
    expect(published).not.toMatch(/unpublished|not (?:yet )?released|not published/i);
    expect(withoutMark(published)).toBe(published);
  });
});

describe("the comparison with keepalived -t", () => {
  const rows = [...readme.matchAll(/^\| \[.*\]\(fixtures\/examples\/([\w-]+)\).* \| (.*) \| (.*) \|$/gm)];

  it("has five rows", () => expect(rows).toHaveLength(5));

  it.for(rows.map(([, example = "", theirs = "", ours = ""]) => ({ example, theirs, ours })))(
    "is measured: $example",
    ({ example, theirs, ours }, context) => {
      const cwd = work(example);
      const names = readdirSync(cwd).sort();
      const found = JSON.parse(runCli(["--format", "json", ...names], { cwd }).stdout).diagnostics;
      const rule = /^\[`([\w-]+)`\]\(docs\/rules\/\1\.md\)$/.exec(ours)?.[1];
      if (rule === undefined) expect([ours, found]).toEqual(["no findings", []]);
      else expect(found).toContainEqual(expect.objectContaining({ rule }));
      needKeepalived(context);
      const isOnHost = theirs === "exit 0, no message";
      for (const name of names) {
        const { exit, messages } = askKeepalived(join(cwd, name), isOnHost ? {} : { interfaces: [] });
        if (isOnHost) expect({ exit, messages }).toEqual({ exit: 0, messages: [] });
        else {
          expect(theirs).toBe("exit 5, `interface eth0 … doesn't exist`");
          expect(exit).toBe(5);
          expect(messages.map(({ text }) => text).join("\n")).toMatch(/interface eth0 .*doesn't exist/);
        }
      }
    },
  );
});

describe("the picture of README.md", () => {
  it("has every word of what the command prints", () => {
    const { stdout } = runCli(["lb1.conf", "lb2.conf"], { cwd: `${root}fixtures/examples/mistakes` });
    const shown = [...readRepositoryFile("docs/kalint.svg").matchAll(/<text [^>]*>([^<]*)<\/text>/g)]
      .map(([, text = ""]) => text.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&"))
      .join(" ");
    const words = (text: string) => text.replace(/\s+/g, " ").trim();
    expect(words(shown)).toBe(words(`$ kalint lb1.conf lb2.conf ${stdout}`));
  });
});
