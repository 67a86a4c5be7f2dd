import { describe, expect, it } from "vitest";
import { showArticle, showPoints } from "../../src/cli/article.js";
import { noColors } from "../../src/cli/terminal.js";
import { type Article, keywordArticle, ruleArticle } from "../../src/reference/index.js";
import { documentedRules } from "../../src/rules/index.js";
import { allPlaces } from "../../src/syntax/schema-index.js";
import { displayWidth } from "../../src/text/display-width.js";
import { runCli } from "../support/run-cli.js";

const colors = noColors;

describe("kalint explain", () => {
  it("explains a keyword", () => {
    const { status, stdout, stderr } = runCli(["explain", "vrrp_instance/advert_int"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^vrrp_instance\/advert_int {2}setting\n\n {2}advert_int <seconds>\n/);
    expect(stdout).toContain("from 0.01 to 255");
    expect(stdout).toContain("cluster-advert-int-mismatch");
  });

  it("explains a rule", () => {
    const { status, stdout } = runCli(["explain", "auth-pass-truncated"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^auth-pass-truncated {2}Severity: error/);
  });

  it("lists the places of a word", () => {
    const { status, stdout } = runCli(["explain", "notify_master"]);
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      '"notify_master" is a keyword in 2 blocks:',
      "  vrrp_sync_group/notify_master",
      "      Command that runs when the group becomes master.",
    ]);
  });

  it.each([
    ["virtual_routr_id", 'kalint: unknown rule or keyword "virtual_routr_id". Did you mean "virtual_router_id"?\n'],
    ["a\u001b[31mb", 'kalint: unknown rule or keyword "a\\x1b[31mb"\n'],
    [
      "state_file_location",
      "kalint: keepalived.conf(5) names state_file_location at global_defs, but keepalived does not know it there; it knows state_dump_file\n",
    ],
  ])("refuses %j", (name, message) => {
    const { status, stdout, stderr } = runCli(["explain", name]);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: message });
  });
});

describe("an article in the terminal", () => {
  const articles = [...[...allPlaces()].map(keywordArticle), ...documentedRules.map((rule) => ruleArticle(rule))];

  it.each([80, 40])("fits into %i columns, except for words and examples that are longer", (width) => {
    const tooWide = articles.map(withoutCode).flatMap((article) =>
      showArticle(article, { colors, width })
        .split("\n")
        .filter((line) => displayWidth(line) > width && isBreakable(line, width)),
    );
    expect(tooWide).toEqual([]);
  });

  it("holds no control characters", () => {
    const text = articles.map((article) => showArticle(article, { colors, width: 80 })).join("");
    expect(text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/g)).toBeNull();
  });

  it("shows a term that is too long above its text", () => {
    const long = "a".repeat(40);
    const shown = showPoints(
      [
        { term: "b", text: "short" },
        { term: long, text: "long" },
      ],
      { colors, width: 80 },
    );
    expect(shown).toBe(`  b   short\n  ${long}\n      long`);
  });
});

const withoutCode = (article: Article): Article => ({
  ...article,
  sections: article.sections.map(({ title, parts }) => ({ title, parts: parts.filter(({ kind }) => kind !== "code") })),
});

/** There is a blank behind its indent at which it could have been broken. */
const isBreakable = (line: string, width: number): boolean => line.trim().slice(0, width).includes(" ");
