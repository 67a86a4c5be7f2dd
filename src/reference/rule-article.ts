import type { DocumentedRule, Example, OptionShape } from "../lint/define-rule.js";
import { documentedRules } from "../rules/index.js";
import { type Article, type Part, type Point, points, section, sentence, sentences } from "./article.js";

const SCOPES = { file: "one file", node: "one node", cluster: "the nodes of a cluster" } as const;

/** Everything a rule says about itself. */
export function ruleArticle(rule: DocumentedRule): Article {
  return {
    kind: "rule",
    title: rule.name,
    tag: tagOf(rule),
    summary: rule.summary,
    sections: [
      ...section("Why", unwrapped(rule.why)),
      ...section("How to fix", unwrapped(rule.how), rule.fix && FIXES[rule.fix]),
      ...section("When to ignore", unwrapped(rule.ignoreWhen), SUPPRESSION, suppression(rule)),
      ...section("keepalived -t", unwrapped(rule.keepalived)),
      ...section("Options", points(optionPoints(rule))),
      ...section("Bad", ...examples(rule.examples.bad)),
      ...section("Good", ...examples(rule.examples.good)),
      ...section("Keywords", points(keywordPoints(rule))),
      ...section("Source", sentence(rule.source)),
    ],
  };
}

const FIXES = {
  safe: "`kalint --fix` mends it where that changes nothing for the daemon.",
  unsafe: "`kalint --fix --unsafe-fixes` offers a change; look at it before you use it.",
  mixed: "`kalint --fix` mends it where that changes nothing for the daemon; else `--unsafe-fixes` offers a change.",
} as const;

const TAGS = { safe: "safe fix", unsafe: "unsafe fix", mixed: "safe or unsafe fix" } as const;

/** Severity, scope and whether it is off. */
export function tagOf({ severity, scope, isOptIn, fix }: DocumentedRule): string {
  const parts = [severity, isOptIn === true ? "off unless turned on" : undefined, `looks at ${SCOPES[scope]}`];
  return [...parts, fix && TAGS[fix]].filter((part) => part !== undefined).join(", ");
}

/** What the settings may tell the rule. */
const optionPoints = ({ options = {} }: DocumentedRule): readonly Point[] =>
  Object.entries(options).map(([term, shape]) => ({ term, text: sentences(shape.summary, takes(shape)) }));

function takes(shape: OptionShape): string {
  switch (shape.kind) {
    case "words":
      return "a list of words";
    case "flag":
      return "true or false";
    case "choice":
      return `one of ${shape.words.join(", ")}`;
  }
}

const SUPPRESSION = "A comment above the line, or behind it, says so and why:";

const suppression = ({ name }: DocumentedRule): Part => ({ kind: "code", text: `# kalint-ignore ${name}: reason` });

/** Running text is broken to fit the source; here it flows. */
const unwrapped = (text: string | undefined): string | undefined => text?.replace(/\s*\n\s*/g, " ");

function examples(example: Example): readonly Part[] {
  if (typeof example === "string") return [{ kind: "code", text: example }];
  return Object.entries(example).map(([title, text]) => ({ kind: "code", title, text }));
}

const keywordPoints = ({ keywords = [] }: DocumentedRule): readonly Point[] =>
  keywords.map((path) => ({ term: path, text: "", target: path }));

/** Rules whose `keywords` name a path. */
export function rulesAbout(path: string): readonly Point[] {
  const names = path.split("/");
  return documentedRules
    .filter(({ keywords = [] }) => keywords.some((pattern) => fits(pattern.split("/"), names)))
    .map(({ name, summary }) => ({ term: name, text: summary, target: name }));
}

/** `*` in a pattern stands for one name. */
export const fits = (pattern: readonly string[], names: readonly string[]): boolean =>
  pattern.length === names.length && pattern.every((name, at) => name === "*" || name === names[at]);
