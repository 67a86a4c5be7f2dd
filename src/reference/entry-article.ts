import type { EntryGrammar, EntryOption } from "../../grammar/index.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { formPoints, pointsOf, usageOf } from "./arguments.js";
import { type Article, type ArticleSection, type Point, points, section, sentences } from "./article.js";
import { describeNeeds, describeSince } from "./releases.js";

/** What the lines of a list look like. */
export function entrySections(grammar: EntryGrammar): readonly ArticleSection[] {
  const { positional = [], options = {}, types = {}, forms } = grammar;
  return [
    ...section("Lines", sentences(grammar.summary), points([...pointsOf(positional), ...formPoints(forms)])),
    ...section("Options", points(optionPoints(options))),
    ...Object.entries(types).flatMap(([word, type]) =>
      section(
        `After ${word}`,
        sentences(describeSince(type), describeNeeds(type.condition), type.requires && `needs ${type.requires}`),
        points([...pointsOf(type.args ?? []), ...optionPoints(type.options ?? {})]),
      ),
    ),
    ...section("Lines that are not as they should be", points(faults(grammar))),
  ];
}

/** Options of an entry with their arguments and what they are for. */
export const optionPoints = (options: Readonly<Record<string, EntryOption>>): readonly Point[] =>
  Object.entries(options).map(([name, option]) => ({
    term: usage(name, option),
    text: sentences(option.summary, describeSince(option)),
  }));

const usage = (name: string, { args }: EntryOption): string => `${name} ${usageOf(args)}`.trimEnd();

function faults(grammar: EntryGrammar): readonly Point[] {
  const found: readonly (readonly [string, string | undefined])[] = [
    ["written twice", grammar.duplicate],
    ["unknown name", grammar.unknownName],
    ["unknown option", grammar.unknownOption],
    ["value missing", grammar.missingValue],
    ["anything else", grammar.onError],
    ["needs", grammar.requires],
  ];
  return found.flatMap(([term, clause]) =>
    clause === undefined ? [] : [{ term, text: sentences(clause), isLabel: true }],
  );
}

/** The article of one option of the lines of a list. */
export function optionArticle(list: KeywordPlace, name: string, option: EntryOption): Article {
  const { aliases = [], deprecatedAlias = {}, family, needs, onError, note, replacedBy } = option;
  const usual = list.keyword.entry?.default?.[name];
  return {
    kind: "keyword",
    title: `${list.path}/${name}`,
    tag: "option of a line",
    summary: option.summary ?? "",
    usage: usage(name, option),
    sections: [
      ...section("Arguments", points(pointsOf(option.args))),
      ...section("Default", usual === undefined ? undefined : sentences(String(usual))),
      ...section("Invalid value", onError === undefined ? undefined : sentences(onError)),
      ...section(
        "Releases",
        sentences(
          describeSince(option) ?? "since 1.2.1 or earlier",
          aliases.length === 0 ? undefined : `other words for it: ${aliases.join(", ")}`,
          ...Object.entries(deprecatedAlias).map(([alias, use]) => `${alias} is deprecated; use ${use}`),
          replacedBy === undefined ? undefined : `deprecated; use ${replacedBy}`,
        ),
      ),
      ...section("Build", describeNeeds(option.condition)),
      ...section(
        "Notes",
        sentences(
          family === undefined ? undefined : `for ${family === "ipv4" ? "IPv4" : "IPv6"} only`,
          needs === undefined ? undefined : `only together with ${needs}`,
          option.unsupported === true ? "not supported" : undefined,
          note,
        ),
      ),
    ],
  };
}
