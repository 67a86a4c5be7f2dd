import type { Keyword } from "../../grammar/index.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { pointsOf, usageOf } from "./arguments.js";
import { type Article, type Point, points, section, sentences } from "./article.js";
import { describeDefault } from "./defaults.js";
import { entrySections } from "./entry-article.js";
import { faultPoints } from "./faults.js";
import { describeNeeds, describeReleases } from "./releases.js";
import { rulesAbout } from "./rule-article.js";

const TAGS = { option: "setting", block: "block", list: "list" } as const;

const PROCESSES: Readonly<Record<string, string>> = {
  main: "All processes.",
  vrrp: "The VRRP process.",
  checker: "The checker process (LVS).",
};

/** Everything that the schema says about a keyword. */
export function keywordArticle(place: KeywordPlace): Article {
  const { keyword } = place;
  const { args = [], entry, children } = keyword;
  return {
    kind: "keyword",
    title: place.path,
    tag: TAGS[place.kind],
    summary: keyword.summary,
    usage: keywordUsage(place),
    sections: [
      ...section(
        "Arguments",
        points(pointsOf(args)),
        sentences(keyword.argsNote, keyword.anyOrder === true ? "they may come in any order" : undefined),
      ),
      ...(entry === undefined ? [] : entrySections(entry)),
      ...section("Default", describeDefault(keyword)),
      ...section("Invalid input", points(faultPoints(keyword))),
      ...section("Notes", pitfalls(keyword)),
      ...section("Rules", points(rulesAbout(place.path))),
      ...section("Keywords", children === undefined ? undefined : points(childPoints(place))),
      ...section("Releases", describeReleases(keyword)),
      ...section("Build", describeNeeds(conditions(place))),
      ...section("Read by", readBy(place)),
      ...section("Source", keyword.source),
    ],
  };
}

/** How the keyword is written, with `{ … }` where it opens a block. */
export function keywordUsage({ name, kind, keyword }: KeywordPlace): string {
  const words = usageOf(keyword.args ?? []);
  return [name, ...(words === "" ? [] : [words]), ...(kind === "option" ? [] : ["{ … }"])].join(" ");
}

const childPoints = (place: KeywordPlace): readonly Point[] =>
  [...place.children.values()].map((child) => ({
    term: child.name,
    text: `${child.keyword.required === true ? "(required) " : ""}${child.keyword.summary}`,
    target: child.path,
  }));

/** Notes of the schema, and what the manual page does not say. */
function pitfalls(keyword: Keyword): string {
  const { note, block, entry, quoted, documented, reload } = keyword;
  return sentences(
    note,
    block?.note,
    block?.requiresNote,
    ...(entry?.notes ?? []),
    reload === undefined ? undefined : `reload: ${reload}`,
    quoted === true
      ? "quotes and backslashes work as in a shell, but no shell runs it: pipes, redirections and variables do not work"
      : undefined,
    documented === false ? "keepalived.conf(5) does not document this keyword" : undefined,
  );
}

function conditions(place: KeywordPlace): readonly string[] {
  const own = place.keyword.condition ?? [];
  return place.parent === undefined ? own : [...conditions(place.parent), ...own];
}

function readBy(place: KeywordPlace): string | undefined {
  const { process } = place.keyword;
  if (process === undefined) return place.parent === undefined ? undefined : readBy(place.parent);
  return PROCESSES[process] ?? sentences(`the processes ${process}`);
}
