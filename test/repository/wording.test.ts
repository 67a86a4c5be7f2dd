import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keywordArticle, ruleArticle } from "../../src/reference/index.js";
import { documentedRules } from "../../src/rules/index.js";
import { allPlaces } from "../../src/syntax/schema-index.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";
import { folderWith } from "../support/settings-folder.js";

/** Habits of texts, and what to write instead. */
const HABITS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/without a (?:further )?word/i, "silently"],
  [/\bbehind\b/i, "after, at the end of"],
  [/in front of/i, "before"],
  [/\bmends?\b|\bmended\b/i, "fix"],
  [/\b(?<!there )is no (?!longer\b|more\b)/i, "is not a valid, unknown"],
  [/\bis told\b|\bare told\b|\btells\b/i, "is reported, prints, shows"],
  [/\bstands? (?!alone\b|for\b)/i, "is, appears, comes"],
  [/\bcounts? as\b|, so \d+ counts\b|one counts\b/i, "is considered, applies, wins"],
  [/for ever\b/i, "always, permanently"],
  [/hangs? on\b/i, "depends on"],
  [/\bneedless\b/i, "unnecessary, redundant"],
  [/\balike\b/i, "identically"],
  [/as a whole\b/i, "entirely"],
  [/draws? level/i, "ties"],
  [/reads? over\b/i, "skips"],
  [/\bshall\b/i, "should"],
  [/(?:^|[^:] )expected (?:a use|an order|both|each|one of|it\b)/i, "a help line"],
  [/\bholds for\b/i, "applies to"],
  [/(?<!\bline )\bblanks?\b(?! lines?)/i, "space"],
  [/\bsays nothing\b/i, "does not detect"],
  [/a mistake of kalint/i, "internal error"],
];

/** Words that are the language's or somebody else's: code, quoted texts, names of rules. */
const stripped = (text: string): string =>
  text
    .replace(/```[\s\S]*?```/g, "")
    .replace(/`[^`\n]*`/g, "")
    .replace(/"[^"\n]*"/g, "")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\bvip-vmac-needless\b/g, "");

const habitsIn = (name: string, text: string): string[] =>
  stripped(text)
    .split("\n")
    .flatMap((line) =>
      HABITS.filter(([pattern]) => pattern.test(line)).map(
        ([pattern, instead]) => `${name}: ${pattern.exec(line)?.[0]} (write: ${instead}): ${line.trim().slice(0, 120)}`,
      ),
    );

/** Everything that a text has in words, without its examples. */
const articleText = (article: ReturnType<typeof ruleArticle>): string =>
  [
    article.summary,
    ...article.sections.flatMap(({ title, parts }) => [
      title,
      ...parts.flatMap((part) => {
        if (part.kind === "text") return part.text;
        return part.kind === "points" ? part.points.map(({ term, text }) => `${term}: ${text}`) : [];
      }),
    ]),
  ].join("\n");

/** All pages, those that `npm run generate` writes too. */
const PAGES = repositoryFiles(
  ...["*.md", "docs/**/*.md", "editors/**/*.md", "grammar/**/*.md", "src/**/*.md", "fixtures/**/*.md"],
  ".github/**/*.{md,yml}",
);

/** What is said above everything that a module exports. */
const docComments = (text: string): string =>
  [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\nexport /g)]
    .map(([, comment = ""]) => comment.replace(/\n \*/g, "\n"))
    .join("\n");

const COMMANDS = [
  ["--help"],
  ...[
    "lint",
    "format",
    "simulate",
    "show",
    "lsp",
    "explain",
    "config",
    "init",
    "rules",
    "ast",
    "expand",
    "completion",
    "man",
    "help",
  ].map((name) => [name, "--help"]),
];
const TOPICS = ["clusters", "formats", "json", "settings", "suppressions", "fixes", "exit-codes", "environment"];

/** Calls that end with an error: each has to say what is wrong and what to do. */
const BAD_CALLS: readonly (readonly string[])[] = [
  ["missing.conf"],
  ["--format", "prety", "x"],
  ["--format", "json", "--format", "sarif", "package.json"],
  ["--target", "9.9.9", "package.json"],
  ["--max-warnings", "many", "package.json"],
  ["--rule", "no-such-rule=off", "package.json"],
  ["--unsafe-fixes", "package.json"],
  ["--fix", "-"],
  ["--stdin-filename", "x", "package.json"],
  ["--baseline", "none.json", "package.json"],
  ["--baseline", "a", "--write-baseline", "b", "package.json"],
  ["--watch", "-"],
  ["--nonsense"],
  ["explain", "nosuch"],
  ["help", "nosuch"],
  ["config", "."],
  ["completion", "tcsh"],
  ["format"],
  ["simulate"],
  ["ast"],
  ["expand", "missing.conf"],
  ["init", "no/such/folder"],
];

describe("texts are plain technical English", () => {
  it("of rules", () => {
    expect(documentedRules.flatMap((rule) => habitsIn(rule.name, articleText(ruleArticle(rule))))).toEqual([]);
  });

  it("of keywords", () => {
    const found = [...allPlaces()].flatMap((place) => habitsIn(place.path, articleText(keywordArticle(place))));
    expect([...new Set(found)]).toEqual([]);
  });

  it("of messages, advice and fixes, as they are recorded", () => {
    const files = readdirSync(`${root}fixtures/rules`, { recursive: true, encoding: "utf8" });
    const found = files
      .filter((name) => name.endsWith(".out"))
      .flatMap((name) => {
        const report = readRepositoryFile(`fixtures/rules/${name}`).split("\n=== ")[0] ?? "";
        const lines = report.split("\n").filter((line) => /^ {2}(?! *\d* *│)/.test(line));
        return habitsIn(name, lines.join("\n"));
      });
    expect(found).toEqual([]);
  });

  it("of the help of every command, within 80 columns and with an example", () => {
    for (const args of COMMANDS) {
      const { stdout } = runCli(args);
      expect(habitsIn(args.join(" "), stdout)).toEqual([]);
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(stdout).toMatch(/^Examples?:$/m);
    }
    for (const topic of TOPICS) {
      const { stdout } = runCli(["help", topic]);
      expect(habitsIn(topic, stdout)).toEqual([]);
      expect(stdout.split("\n").filter((line) => line.length > 88)).toEqual([]);
    }
  });

  it.each([
    ...["docs/kalint.schema.json", "docs/kalint-scenarios.schema.json", "docs/kalint.1", "action.yml"],
    ...["editors/vscode/package.json", "editors/vscode/snippets/keepalived.json"],
    ...PAGES.filter((name) => !/^docs\/(?:rules|keywords)\//.test(name)),
  ])("of %s", (name) => {
    // What a schema says is in quotes.
    const text = readRepositoryFile(name);
    const said = name.endsWith(".json")
      ? [...text.matchAll(/"description": "((?:[^"\\]|\\.)*)"/g)].map(([, description]) => description).join("\n")
      : text;
    expect(habitsIn(name, said)).toEqual([]);
  });

  it("of the pages of rules and keywords, with their headings and badges", () => {
    const pages = PAGES.filter((name) => /^docs\/(?:rules|keywords)\//.test(name));
    expect(pages.length).toBeGreaterThan(150);
    expect(pages.flatMap((name) => habitsIn(name, readRepositoryFile(name)))).toEqual([]);
  });

  it("of what modules export", () => {
    const modules = repositoryFiles("src/**/*.ts", "grammar/**/*.ts");
    expect(modules.flatMap((name) => habitsIn(name, docComments(readRepositoryFile(name))))).toEqual([]);
  });

  it("of what `kalint init` writes, of completions and of errors", () => {
    const written = ["bash", "zsh", "fish"].map((shell) => runCli(["completion", shell]).stdout);
    const cwd = folderWith({ "keepalived.conf": "vrrp_instance A {\n    virtual_router_id 51\n}\n" });
    expect(runCli(["init"], { cwd }).status).toBe(0);
    written.push(readFileSync(`${cwd}/kalint.config.json`, "utf8"));
    const errors = BAD_CALLS.map((args) => runCli(args).stderr);
    expect(errors.filter((text) => text === "")).toEqual([]);
    expect([...written, ...errors].flatMap((text) => habitsIn("", text))).toEqual([]);
  });

  it("finds each habit", () => {
    const bad = [
      "ignored without a word",
      "the value behind the keyword",
      "put it in front of the block",
      "kalint mends it",
      "x is no keyword",
      "it is told with its place",
      "weight stands here",
      "the last one counts",
      "up for ever",
      "hangs on the order",
      "is needless",
      "read alike",
      "the block as a whole",
      "can draw level",
      "reads over it",
      "shall be master",
      "not used; expected a use",
      "what holds for a file",
      "four blanks",
      "keepalived says nothing",
      "a mistake of kalint",
    ];
    expect(bad.filter((text) => habitsIn("", text).length === 0)).toEqual([]);
  });
});
