import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentedRule } from "../../src/lint/define-rule.js";
import { documentedRules } from "../../src/rules/index.js";

export const FOLDER = "fixtures/rules";

/** A configuration of `fixtures/rules`, or a folder of those that are given together; or the bad example of a rule. */
export interface RuleCase {
  /** `rule/case.conf`, `rule/case` or `rule/example`. */
  readonly name: string;
  readonly rule: DocumentedRule;
  readonly texts: Readonly<Record<string, string>>;
  /** File that holds the report and what fixes make of the texts; there is none where nothing is reported. */
  readonly recording: string;
}

/** The cases of each rule, in the order of their names. */
export const ruleCases: readonly RuleCase[] = documentedRules.flatMap((rule) => casesOf(rule));

/** The bad example of each rule. */
export const badExamples: readonly RuleCase[] = documentedRules.map((rule) => {
  const { bad } = rule.examples;
  const texts = typeof bad === "string" ? { "example.conf": bad } : bad;
  return { name: `${rule.name}/example`, rule, texts, recording: join(FOLDER, rule.name, "example.out") };
});

function casesOf(rule: DocumentedRule): RuleCase[] {
  const folder = join(FOLDER, rule.name);
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    const name = `${rule.name}/${entry.name}`;
    if (entry.isDirectory()) return [{ name, rule, texts: textsIn(path), recording: join(path, "report.out") }];
    if (!entry.name.endsWith(".conf")) return [];
    const texts = { [entry.name]: readFileSync(path, "utf8") };
    return [{ name, rule, texts, recording: path.replace(/conf$/, "out") }];
  });
}

function textsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".conf"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
