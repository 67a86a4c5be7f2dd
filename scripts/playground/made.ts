import type { WordFacts, Words } from "../../playground/src/page/words.js";
import { noticeNames } from "../../src/diagnostics/notice-names.js";
import type { Article } from "../../src/reference/article.js";
import { noticeArticle, ruleArticle } from "../../src/reference/index.js";
import { documentedRules } from "../../src/rules/index.js";
import { type KeywordPlace, topLevelPlaces } from "../../src/syntax/schema-index.js";

export { PICTURE_STYLE } from "../../src/picture/html-style.js";

/** What the editor's colours need of the schema. */
export const wordsOfSchema = (places: ReadonlyMap<string, KeywordPlace> = topLevelPlaces()): Words =>
  Object.fromEntries([...places].map(([name, place]) => [name, factsOf(place)]));

function factsOf({ kind, keyword, children }: KeywordPlace): WordFacts {
  const args = keyword.args ?? [];
  const values = args.flatMap(({ enum: words = [] }) => words);
  const options = Object.keys(keyword.entry?.options ?? {});
  const isNamed = /^(?:def|ref):/.test(args[0]?.type ?? "");
  return {
    ...(kind === "option" ? {} : { block: true as const }),
    ...(children.size === 0 ? {} : { inside: wordsOfSchema(children) }),
    ...(options.length === 0 ? {} : { options }),
    ...(isNamed ? { named: true as const } : {}),
    ...(values.length === 0 ? {} : { values }),
  };
}

/** The articles of all rules and of the other names that reports show. */
export const ruleArticles = (): Readonly<Record<string, Article>> =>
  Object.fromEntries(
    [
      ...documentedRules.map((rule) => ruleArticle(rule)),
      ...noticeNames.flatMap((name) => noticeArticle(name) ?? []),
    ].map((article) => [article.title, article]),
  );
