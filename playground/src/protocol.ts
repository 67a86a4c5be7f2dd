import type { Severity } from "../../src/diagnostics/diagnostic.js";
import type { State } from "../../src/simulate/world.js";

/** A configuration with its text; the names of the files of one page differ. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What the engine judges. */
export interface Project {
  readonly files: readonly NamedText[];
  /** Release of keepalived; undefined: the newest one. */
  readonly release: string | undefined;
  /** Rules to run besides the usual ones. */
  readonly optIn?: readonly string[] | undefined;
}

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Stretch extends Span {
  readonly file: string;
}

/** A place as people read it. */
export interface Spot extends Stretch {
  readonly line: number;
  readonly column: number;
}

export interface Finding extends Spot {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | undefined;
  readonly related: readonly (Spot & { readonly message: string })[];
  readonly fix: OfferedFix | undefined;
}

export interface OfferedFix {
  readonly title: string;
  readonly isSafe: boolean;
  readonly edits: readonly (Stretch & { readonly text: string })[];
}

/** What may be put in at a place. */
export interface Suggestion {
  readonly label: string;
  readonly kind: string;
  /** With places to fill in, as CodeMirror writes them. */
  readonly snippet: string | undefined;
  readonly isDeprecated: boolean;
}

export interface Suggestions {
  /** Where the word starts that is replaced. */
  readonly from: number;
  readonly list: readonly Suggestion[];
}

/** A cluster as it is shown: its picture and its table. */
export interface ShownCluster {
  readonly title: string;
  /** Markup of the picture, made by kalint: what the files say is escaped in it. */
  readonly picture: string;
  readonly routers: readonly ShownRouter[];
  readonly assumptions: readonly string[];
  /** What could not be played, and why. */
  readonly left: readonly string[];
  /** Single failures, for scenarios: `lb1 crashes`, and how it ends. */
  readonly failures: readonly { readonly happens: string; readonly ends: string }[];
}

export interface ShownRouter {
  readonly name: string;
  readonly addresses: string;
  readonly rows: readonly FailureRow[];
  /** Events after which nothing changes. */
  readonly quiet: readonly string[];
}

/** One line of the table of failures. */
export interface FailureRow {
  readonly event: string;
  readonly holder: string;
  readonly afterwards: string;
  readonly because: string;
  /** What need not be; empty: nothing. */
  readonly mark: string;
  readonly written: (Spot & { readonly text: string }) | undefined;
  /** Position among the failures of the cluster; undefined: it is not played. */
  readonly failure: number | undefined;
}

/** A step of a scenario: a failure, or its end. */
export interface ScenarioStep {
  readonly failure: number;
  readonly ends: boolean;
}

/** How a scenario goes; times in seconds. */
export interface PlayedScenario {
  readonly until: number;
  readonly events: readonly { readonly at: number; readonly text: string }[];
  readonly rows: readonly PlayedRow[];
}

export interface PlayedRow {
  readonly node: string;
  readonly instance: string;
  readonly addresses: readonly string[];
  readonly stretches: readonly { readonly from: number; readonly state: State }[];
  readonly priorities: readonly { readonly from: number; readonly priority: number }[];
}

/** What the page asks the engine for; each call answers with plain data. */
export interface Engine {
  check(project: Project): readonly Finding[];
  /** Findings in the blocks of one file that a stretch touches, without the other blocks and files. */
  checkPart(file: NamedText, settings: Pick<Project, "release" | "optIn">, part: Span): readonly Finding[];
  /** Edits that bring a text into the canonical form, or why it is left as it is. */
  format(
    text: string,
  ): { readonly edits: readonly (Span & { readonly insert: string })[] } | { readonly refusal: string };
  /** New texts of the files that fixes change, by name. */
  fix(project: Project, allowed: "safe" | "unsafe"): readonly NamedText[];
  suggest(project: Project, file: string, offset: number): Suggestions;
  draw(project: Project): readonly ShownCluster[];
  play(project: Project, cluster: number, steps: readonly ScenarioStep[]): PlayedScenario;
}
