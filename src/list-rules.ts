import type { Severity } from "./diagnostics/diagnostic.js";
import { ruleUrl } from "./diagnostics/rule-url.js";
import type { RuleGroup } from "./lint/define-rule.js";
import { documentedRules } from "./rules/index.js";

/** What there is to know about a rule. */
export interface RuleMetadata {
  readonly name: string;
  readonly group: RuleGroup;
  /** What it reports as, where nothing else is set. */
  readonly severity: Severity;
  /** Whether it runs where nothing is set. */
  readonly isOn: boolean;
  /** Whether it looks at one text, at a node with its includes, or at all nodes of a cluster. */
  readonly scope: "file" | "node" | "cluster";
  /** What its fixes are, if it has some. */
  readonly fix?: "safe" | "unsafe" | "mixed";
  /** One sentence: what it detects. */
  readonly summary: string;
  readonly why: string;
  readonly how?: string;
  /** What `keepalived -t` reports. */
  readonly keepalived?: string;
  /** Its page. */
  readonly url: string;
}

/** All rules, in the order of their names. */
export const listRules = (): readonly RuleMetadata[] =>
  documentedRules.map(({ name, group, severity, isOptIn, scope, fix, summary, why, how, keepalived }) => ({
    name,
    group,
    severity,
    isOn: isOptIn !== true,
    scope,
    ...(fix === undefined ? {} : { fix }),
    summary,
    why,
    ...(how === undefined ? {} : { how }),
    ...(keepalived === undefined ? {} : { keepalived }),
    url: ruleUrl(name),
  }));
