import type { DocumentedRule, Example, OptionShape } from "../lint/define-rule.js";
import { documentedRules } from "../rules/index.js";
import { type Article, type ArticlePart, type Point, points, section, sentences } from "./article.js";
import { sourceLinks } from "./sources.js";

const SCOPES = { file: "file", node: "node", cluster: "cluster" } as const;

/** The first release with the rule; all rules are from the first one so far. */
const SINCE = "0.1.0";

/** Everything a rule says about itself; `output`: what kalint reports for its bad example. */
export function ruleArticle(rule: DocumentedRule, output?: string): Article {
  return {
    kind: "rule",
    title: rule.name,
    tag: tagOf(rule),
    summary: rule.summary,
    sections: [
      ...section("Why it matters", unwrapped(rule.why)),
      ...section("Example", targetNote(rule), ...examples(rule.examples.bad)),
      ...section("What kalint reports", output === undefined ? undefined : { kind: "output", text: output }),
      ...section("How to fix", unwrapped(rule.how), rule.fix && FIXES[rule.fix]),
      ...section("Fixed example", ...examples(rule.examples.good)),
      ...section("When to disable it", unwrapped(rule.ignoreWhen), SUPPRESSION, suppression(rule)),
      ...section("keepalived's own behaviour", keepalivedNote(rule)),
      ...section("Options", points(optionPoints(rule))),
      ...section("Keywords", points(keywordPoints(rule))),
      ...section("References", { kind: "links", links: sourceLinks(rule.source) }),
    ],
  };
}

/** The note is a predicate of `keepalived -t`, unless it begins with a release or a clause of its own. */
function keepalivedNote({ keepalived }: DocumentedRule): string | undefined {
  const text = unwrapped(keepalived);
  if (text === undefined || !/^[A-Z][a-z]+s\b/.test(text)) return text;
  return `\`keepalived -t\` ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

const FIXES = {
  safe: "Safe fix available: `kalint --fix` (does not change what keepalived does).",
  unsafe: "Unsafe fix available (`--fix --unsafe-fixes`): changes behaviour, review it.",
  mixed:
    "Safe fix available where it does not change what keepalived does (`kalint --fix`); otherwise an unsafe fix (`--fix --unsafe-fixes`): review it.",
} as const;

const TAGS = { safe: "safe", unsafe: "unsafe", mixed: "safe or unsafe" } as const;

/** Severity, scope and fix, as one line. */
export function tagOf({ severity, scope, isOptIn, fix }: DocumentedRule): string {
  const parts = [
    `Severity: ${severity}${isOptIn === true ? " (off by default)" : ""}`,
    `Scope: ${SCOPES[scope]}`,
    `Fix: ${fix === undefined ? "none" : TAGS[fix]}`,
    `Since ${SINCE}`,
  ];
  return parts.join(" · ");
}

/** Options that the settings may set. */
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

const SUPPRESSION = "Suppress a finding with a comment above the line or at its end:";

const suppression = ({ name }: DocumentedRule): ArticlePart => ({
  kind: "code",
  text: `# kalint-ignore ${name}: reason`,
});

/** Running text is wrapped in the source; here it flows. */
const unwrapped = (text: string | undefined): string | undefined => text?.replace(/\s*\n\s*/g, " ");

const targetNote = ({ exampleTarget }: DocumentedRule): string | undefined =>
  exampleTarget === undefined ? undefined : `With \`--target ${exampleTarget}\`:`;

function examples(example: Example): readonly ArticlePart[] {
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

/** `*` in a pattern matches one name. */
export const fits = (pattern: readonly string[], names: readonly string[]): boolean =>
  pattern.length === names.length && pattern.every((name, at) => name === "*" || name === names[at]);
