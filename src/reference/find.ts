import { type DocumentedOnly, documentedOnly } from "../../grammar/index.js";
import { noticeNames } from "../diagnostics/notice-names.js";
import { documentedRules } from "../rules/index.js";
import { allPlaces, type KeywordPlace, placeAt, placesNamed } from "../syntax/schema-index.js";
import { suggest } from "../text/suggest.js";
import type { Article, Point } from "./article.js";
import { optionArticle } from "./entry-article.js";
import { keywordArticle } from "./keyword-article.js";
import { noticeArticle } from "./notices.js";
import { ruleArticle } from "./rule-article.js";

export type FoundArticle =
  | { readonly kind: "article"; readonly article: Article }
  /** A word that is used at several places, which are listed. */
  | { readonly kind: "places"; readonly word: string; readonly places: readonly Point[] }
  /** A word of keepalived's manual page that its parser does not know there. */
  | { readonly kind: "documented-only"; readonly word: DocumentedOnly }
  | { readonly kind: "nothing"; readonly near: string | undefined };

/** Edits within which another name is offered. */
const NEAR = 4;

/** What a name stands for: a rule, another name that reports show, a path such as `vrrp_instance/advert_int` (also with dots), or a word of the language. */
export function find(name: string): FoundArticle {
  const rule = documentedRules.find((one) => one.name === name);
  if (rule !== undefined) return { kind: "article", article: ruleArticle(rule) };
  const notice = noticeArticle(name);
  if (notice !== undefined) return { kind: "article", article: notice };
  const names = name.split(/[./\s]+/).filter((part) => part !== "");
  const place = placeAt(names.join("/"));
  if (place !== undefined) return { kind: "article", article: keywordArticle(place) };
  const articles = [...placesEndingWith(names).map((one) => () => keywordArticle(one)), ...optionsEndingWith(names)];
  const [first] = articles;
  if (first === undefined) return unknown(names);
  if (articles.length === 1) return { kind: "article", article: first() };
  const places = articles
    .map((make) => make())
    .map(({ title, summary }) => ({ term: title, text: summary, target: title }));
  return { kind: "places", word: names.join("/"), places };
}

function placesEndingWith(names: readonly string[]): readonly KeywordPlace[] {
  const last = names.at(-1) ?? "";
  return placesNamed(last).filter(({ path }) => endsWith(path.split("/"), names));
}

/** Options of the lines of lists: only where the name is no keyword with the same end. */
function optionsEndingWith(names: readonly string[]): readonly (() => Article)[] {
  const word = names.at(-1) ?? "";
  const found: (() => Article)[] = [];
  for (const list of allPlaces()) {
    const options = list.keyword.entry?.options ?? {};
    const entry = Object.entries(options).find(([name, { aliases = [] }]) => name === word || aliases.includes(word));
    if (entry === undefined || !endsWith([...list.path.split("/"), word], names)) continue;
    found.push(() => optionArticle(list, ...entry));
  }
  return found;
}

const endsWith = (whole: readonly string[], end: readonly string[]): boolean =>
  end.length > 0 &&
  end.length <= whole.length &&
  end.every((name, at) => name === whole[whole.length - end.length + at]);

function unknown(names: readonly string[]): FoundArticle {
  const last = names.at(-1) ?? "";
  const documented = documentedOnly.find(({ word, place }) => endsWith([...place.split("."), word], names));
  if (documented !== undefined) return { kind: "documented-only", word: documented };
  return { kind: "nothing", near: nearest(names.join("/"), last) };
}

/** A rule or a word of the language that is meant, or the path when only its last name is wrong. */
function nearest(whole: string, last: string): string | undefined {
  const parent = placeAt(whole.split("/").slice(0, -1).join("/"));
  const sibling = parent === undefined ? undefined : suggest(last, parent.children.keys(), NEAR);
  if (sibling !== undefined) return `${parent?.path}/${sibling}`;
  const words = new Set([...allPlaces()].map(({ name }) => name));
  return suggest(last, [...words, ...documentedRules.map(({ name }) => name), ...noticeNames], NEAR);
}
