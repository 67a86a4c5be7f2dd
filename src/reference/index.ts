import type { DocumentedRule } from "../lint/define-rule.js";
import { documentedRules } from "../rules/index.js";

export { allPlaces, topLevelPlaces } from "../syntax/schema-index.js";
export { usageOf } from "./arguments.js";
export type { Article, ArticlePart, Point } from "./article.js";
export { type FoundArticle, find } from "./find.js";
export { keywordArticle } from "./keyword-article.js";
export { plain, toMarkdown } from "./markdown.js";
export { noticeArticle } from "./notices.js";
export { ruleArticle, tagOf } from "./rule-article.js";

/** Facts and texts of all rules, in alphabetical order. */
export const ruleTexts: readonly Omit<DocumentedRule, "check">[] = documentedRules;
