import type { SourceText } from "../../grammar/index.js";
import type { Cluster } from "../cluster/cluster.js";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { Node } from "../semantic/node.js";
import type { LintFile } from "./lint-file.js";

/** A stretch of a text: words, tokens and statements' tokens are anchors. */
export interface Anchor {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Puts `text` in place of what the anchor holds; an empty anchor inserts. */
export interface AnchorEdit {
  readonly at: Anchor;
  readonly text: string;
}

export interface FindingFix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly AnchorEdit[];
}

/** What a check yields; the engine adds the rule's name, its severity and the files. */
export interface Finding {
  /** As tight as the mistake. */
  readonly at: Anchor;
  /** The fact, and its consequence after a semicolon. No advice, no full stop, no secret. */
  readonly message: string;
  /** What to do, as an order: `Remove the block.` One sentence, shown on a line of its own. */
  readonly help?: string;
  readonly related?: readonly { readonly at: Anchor; readonly message: string }[];
  readonly fix?: FindingFix;
  /** Where the finding weighs less (or more) than the rule usually does. */
  readonly severity?: Severity;
  /** Nothing is reported; instead what this other rule, which saw less, says at the same place is left out. */
  readonly clears?: string;
}

export type RuleGroup =
  | "syntax"
  | "schema"
  | "vrrp"
  | "tracking"
  | "security"
  | "sync-groups"
  | "lvs"
  | "bfd"
  | "addressing"
  | "cluster"
  | "style";

/**
 * What a finding is about besides words that are there: `line` all words of a logical line and their number, `place`
 * the blocks around, `absence` something that is missing, `name` one that is defined or used nowhere, `pair` two places
 * that do not go together.
 */
export type Judged = "line" | "place" | "absence" | "name" | "pair";

/**
 * Mistakes from which findings of other rules follow: a file copied from another `node`, a `brace` that closes a block
 * too early, a `name` that nothing defines, maybe because an include cannot be read.
 */
export type Cause = "node" | "brace" | "name";

/** A configuration as a text; for a rule across nodes one text a node, by name. */
export type Example = string | Readonly<Record<string, string>>;

/** What an option of a rule takes: words, yes or no, or one word of some. */
export type OptionShape =
  | { readonly kind: "words"; readonly summary: string }
  | { readonly kind: "flag"; readonly summary: string }
  | { readonly kind: "choice"; readonly summary: string; readonly words: readonly string[] };

export type OptionShapes = Readonly<Record<string, OptionShape>>;

/** Options as the settings give them, by name; what is not set is not there. */
export type RuleOptions = Readonly<Record<string, readonly string[] | boolean | string>>;

type OptionValue<S extends OptionShape> = S extends { readonly kind: "words" }
  ? readonly string[]
  : S extends { readonly kind: "choice"; readonly words: readonly (infer W)[] }
    ? W
    : boolean;

/** What a check gets of the options that its rule declares. */
export type OptionsOf<S extends OptionShapes> = { readonly [K in keyof S]?: OptionValue<S[K]> };

/** What the engine has to know of a rule. */
export interface RuleFacts {
  /** Kebab case, named for what is wrong. */
  readonly name: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** What its findings are about; left out: words that are there. It decides what holds in a template. */
  readonly judges?: Judged;
  /** Off unless the settings turn it on. */
  readonly isOptIn?: true;
  /** Some findings carry a fix; after a safe one keepalived makes the same configuration of the file. */
  readonly fix?: "safe" | "unsafe" | "mixed";
  /** Paths of keywords: where nothing stands at any of them, the rule has nothing to say and is not run. */
  readonly needs?: readonly string[];
  /** Rules that say the same and more: a finding is left out where one of theirs names a place that it names too. */
  readonly yieldsTo?: readonly string[];
  /** What the settings may tell it. */
  readonly options?: OptionShapes;
  /** What it says is about the cluster: of several nodes that have it one is named, with the others' places. */
  readonly isOncePerCluster?: true;
  /** It finds such mistakes: what follows from one is marked with it (`causes.ts`). */
  readonly causes?: Cause;
  /** Its findings may follow from such a mistake. */
  readonly follows?: Cause;
  /** What it finds does nothing, or is on its way out: editors show that apart from mistakes. */
  readonly tag?: "unnecessary" | "deprecated";
}

/** What a rule says to people. The command is built without it: only `reference` reads it. */
export interface RuleText {
  /** One sentence: what it finds. */
  readonly summary: string;
  /** Why it hurts in production. */
  readonly why: string;
  /** How to mend it. */
  readonly how?: string;
  /** When it is right to suppress it. */
  readonly ignoreWhen?: string;
  /** What `keepalived -t` says. */
  readonly keepalived?: string;
  /** `keepalived -t` says nothing of (most of) what it finds, hangs or dies. So it is with all rules across nodes. */
  readonly isUnreported?: true;
  /** Where keepalived does it: `vrrp.c:vrrp_complete_instance`, an RFC's section, or a run. */
  readonly source: string;
  /** Keywords that it is about, such as `vrrp_instance/priority`; `*` stands for any one name of a path. */
  readonly keywords?: readonly string[];
  /** `bad` reports exactly once and nothing else above info; `good` nothing above info. */
  readonly examples: { readonly bad: Example; readonly good: Example };
  /** Release that the examples are for, where the newest one accepts both. */
  readonly exampleTarget?: string;
}

/** Looks at one text, as it is written. */
export interface FileRule extends RuleFacts {
  readonly scope: "file";
  check(file: LintFile, options: RuleOptions): Iterable<Finding>;
}

/** Looks at a root file with its includes, evaluated for one config-id. */
export interface NodeRule extends RuleFacts {
  readonly scope: "node";
  check(node: Node, options: RuleOptions): Iterable<Finding>;
}

/** Looks at nodes that speak VRRP to each other. */
export interface ClusterRule extends RuleFacts {
  readonly scope: "cluster";
  check(cluster: Cluster, options: RuleOptions): Iterable<Finding>;
}

export type Rule = FileRule | NodeRule | ClusterRule;

export type DocumentedRule = Rule & RuleText;

/** A rule as its file writes it: facts, texts and check; the constructor says what the check receives. */
type Written<R extends Rule, Subject, S extends OptionShapes> = Omit<R, "scope" | "check" | "options"> &
  RuleText & {
    readonly options?: S;
    check(subject: Subject, options: OptionsOf<S>): Iterable<Finding>;
  };

// The settings were compared with the declared options, so a check gets what it asks for.
export const defineFileRule = <const S extends OptionShapes>(
  rule: Written<FileRule, LintFile, S>,
): FileRule & RuleText => ({ ...rule, check: rule.check as FileRule["check"], scope: "file" });

export const defineNodeRule = <const S extends OptionShapes>(
  rule: Written<NodeRule, Node, S>,
): NodeRule & RuleText => ({ ...rule, check: rule.check as NodeRule["check"], scope: "node" });

export const defineClusterRule = <const S extends OptionShapes>(
  rule: Written<ClusterRule, Cluster, S>,
): ClusterRule & RuleText => ({ ...rule, check: rule.check as ClusterRule["check"], scope: "cluster" });
