import { describe, expect, it } from "vitest";
import { type Article, find, toMarkdown } from "../../src/reference/index.js";
import { fits } from "../../src/reference/rule-article.js";
import { documentedRules } from "../../src/rules/index.js";
import { allPlaces } from "../../src/syntax/schema-index.js";

function articleOf(name: string): Article {
  const found = find(name);
  if (found.kind !== "article") throw new Error(`${name} is not one article`);
  return found.article;
}

/** Text of a section, one part or point a line. */
const sectionOf = (name: string, title: string): readonly string[] =>
  articleOf(name)
    .sections.filter((section) => section.title === title)
    .flatMap(({ parts }) => parts)
    .flatMap((part) =>
      part.kind === "points"
        ? part.points.map(({ term, text }) => `${term}: ${text}`)
        : part.kind === "links"
          ? part.links.map(({ text }) => text)
          : [part.text],
    );

describe("the article of a keyword", () => {
  it("shows how it is written", () => {
    expect(articleOf("vrrp_instance/state").usage).toBe("state MASTER|BACKUP");
    expect(articleOf("vrrp_instance").usage).toBe("vrrp_instance <name> { … }");
    expect(articleOf("virtual_server/sorry_server").usage).toBe("sorry_server <address> [<port>]");
    expect(articleOf("global_defs/vrrp_cpu_affinity").usage).toBe("vrrp_cpu_affinity <cpu> …");
    expect(articleOf("vrrp_instance/nopreempt").usage).toBe("nopreempt");
  });

  it("says what it takes", () => {
    expect(sectionOf("vrrp_instance/virtual_router_id", "Arguments")).toEqual(["vrid: A whole number from 1 to 255."]);
    expect(sectionOf("vrrp_script/weight", "Arguments")).toEqual([
      "weight: A whole number from -253 to 253.",
      "reverse: The word reverse. Optional.",
    ]);
    expect(sectionOf("vrrp_instance/unicast_peer", "Options")).toHaveLength(2);
  });

  it.each([
    ["vrrp_instance/priority", "100. 255 when state is MASTER and no priority is given."],
    ["vrrp_instance/virtual_router_id", "None: the keyword is required."],
    ["vrrp_instance/garp_master_delay", "The value of global_defs/vrrp_garp_master_delay, else 5 s."],
    [
      "virtual_server/real_server/smtp_alert",
      "The value of global_defs/smtp_alert_checker, else of global_defs/smtp_alert, else on.",
    ],
    ["vrrp_instance/nopreempt", "Off."],
  ])("says what holds without %s", (name, text) => {
    expect(sectionOf(name, "Default")).toEqual([text]);
  });

  it("says what becomes of wrong lines", () => {
    expect(sectionOf("vrrp_instance/priority", "Invalid input")).toEqual([
      "Missing value: keepalived stops reading at once and exits with status 2.",
      "Invalid value: Reported, and 100 is used.",
      "Extra arguments: Silently ignored.",
      "Repeated: The last one wins, silently.",
    ]);
  });

  it("names releases and replacements", () => {
    expect(sectionOf("vrrp_instance/vmac_garp_intvl", "Releases")).toEqual([
      "Since 2.2.0. Deprecated since 2.2.3, and keepalived reports it. Use garp_extra_if instead.",
    ]);
    expect(sectionOf("virtual_server/nat_mask", "Releases")).toEqual(["Since 1.2.1 or earlier. Removed in 1.2.20."]);
  });

  it("names the rules that are about it", () => {
    expect(sectionOf("vrrp_instance/authentication/auth_pass", "Rules").join("\n")).toContain("auth-pass-truncated: ");
    expect(sectionOf("virtual_server/real_server/SMTP_CHECK/bindto", "Rules").join("\n")).toContain(
      "checker-cannot-connect: ",
    );
  });

  it("has no unfinished text, whatever the keyword", () => {
    const broken = [...allPlaces()].filter(({ path }) =>
      /\bundefined\b(?!-)|\[object|NaN|\.\.(?=\s|$)| {2}\S|\. \./m.test(
        toMarkdown(articleOf(path)).replace(/^ {4}.*$/gm, ""),
      ),
    );
    expect(broken.map(({ path }) => path)).toEqual([]);
  });
});

describe("the article of a rule", () => {
  it("holds its texts and examples", () => {
    const article = articleOf("cluster-vip-mismatch");
    expect(article.tag).toBe("Severity: error · Scope: cluster · Fix: none · Since 0.1.0");
    expect(article.sections.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        "Why it matters",
        "Example",
        "How to fix",
        "Fixed example",
        "keepalived's own behaviour",
        "References",
      ]),
    );
    expect(sectionOf("cluster-vip-mismatch", "Example")).toHaveLength(2);
  });

  it("names keywords that exist", () => {
    const paths = [...allPlaces()].map(({ path }) => path.split("/"));
    const unknown = documentedRules.flatMap(({ name, keywords = [] }) =>
      keywords.filter((one) => !paths.some((path) => fits(one.split("/"), path))).map((one) => `${name} ${one}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe("Markdown", () => {
  it("shows what Markdown would take for marks", () => {
    const article: Article = {
      kind: "rule",
      title: "a`b",
      tag: "",
      summary: "a * b_c _d_ <e> `f_*` ~SEQ",
      sections: [{ title: "Notes", parts: [{ kind: "code", text: "```\nx" }] }],
    };
    expect(toMarkdown(article)).toBe(
      "# `` a`b ``\n\na \\* b_c \\_d\\_ \\<e\\> `f_*` \\~SEQ\n\n## Notes\n\n````conf\n```\nx\n````\n",
    );
  });
});
