import { checkOptions } from "./check-options.js";
import { applyFixes as applyTo } from "./diagnostics/apply-fixes.js";
import type { Diagnostic, Severity } from "./diagnostics/diagnostic.js";
import { ruleUrl } from "./diagnostics/rule-url.js";
import type { FileReader } from "./evaluate/index.js";
import { format } from "./format/index.js";
import type { Rule, RuleOptions } from "./lint/define-rule.js";
import { fixRun } from "./lint/fix-run.js";
import { judgeTemplate } from "./lint/judge-template.js";
import { type DeclaredCluster, type RunOptions, run } from "./lint/run.js";
import type { RuleSetting } from "./parse-settings.js";
import { type PlacedDiagnostic, placed } from "./placed.js";
import { rules } from "./rules/index.js";
import type { Ast } from "./syntax/ast.js";
import { buildAst } from "./syntax/build-ast.js";
import { parseFile, print, type SyntaxFile } from "./syntax/tree.js";
import { SourceFile } from "./text/source-file.js";

export type { Block, Item, Lone, Place, SourceText, Statement, Token, Via, Word } from "../grammar/index.js";
export type { FileEdit, Fix, RelatedLocation } from "./diagnostics/diagnostic.js";
export {
  type FormatEdits,
  type FormatOptions,
  type FormatResult,
  format,
  formatEdits,
  formatRange,
  type LineRange,
} from "./format/index.js";
export { listRules, type RuleMetadata } from "./list-rules.js";
export { parseSettings, type RuleSetting, type Settings, type SettingsResult } from "./parse-settings.js";
export type { PlacedDiagnostic, PlacedLocation } from "./placed.js";
export { type ReportFormat, type ReportOptions, report } from "./report.js";
export type {
  ScenarioDocument,
  ScenarioInput,
  ScenarioNode,
  ScenarioStep,
  ScenarioTime,
} from "./scenarios/input.js";
export type { ScenarioFailure, ScenarioTransition } from "./scenarios/output.js";
export {
  type HeldTime,
  type SimulatedFailure,
  type SimulatedScenario,
  type SimulateOptions,
  type Simulation,
  type SimulationProblem,
  simulate,
} from "./scenarios/simulate-files.js";
export type { Value } from "./syntax/arguments.js";
export type {
  Ast,
  BlockNode,
  BlockOf,
  EntryOf,
  GlobalDefs,
  Setting,
  Typed,
  VirtualServer,
  VrrpInstance,
  VrrpScript,
  VrrpSyncGroup,
} from "./syntax/ast.js";
export type { KeywordPlace } from "./syntax/schema-index.js";
export type { Location, Position, Span } from "./text/span.js";
export type { DeclaredCluster, Diagnostic, FileReader, Severity, SyntaxFile };
export { print, SourceFile };

/** What `parse` makes of a text. */
export interface ParseResult {
  /** Lossless: `print(tree)` is the text. */
  readonly tree: SyntaxFile;
  /** Typed by the schema, before evaluation: includes, conditions and definitions are not applied. */
  readonly ast: Ast;
  /** What is wrong with this text alone. */
  readonly diagnostics: readonly PlacedDiagnostic[];
}

export interface ParseOptions {
  /** Name of the file in diagnostics. Default `keepalived.conf`. */
  readonly path?: string;
}

/** Reads one text. Accepts any input and never throws. */
export function parse(text: string, { path = "keepalived.conf" }: ParseOptions = {}): ParseResult {
  const tree = parseFile(new SourceFile(path, text));
  let diagnostics: readonly PlacedDiagnostic[] | undefined;
  return {
    tree,
    ast: buildAst(tree.items).ast,
    get diagnostics() {
      diagnostics ??= lint([{ path, text }]);
      return diagnostics;
    },
  };
}

export interface LintOptions {
  /** Severity of single rules, perhaps with options; `off` turns one off. Default: each rule's own; opt-in rules are off. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Release of keepalived that the files are for, such as `2.2.7`. Default: no particular one. */
  readonly target?: string;
  /** Config-ids to evaluate for. Default: those that the files mention. */
  readonly configIds?: readonly string[];
  /** Which files are the nodes of one cluster. Default: found by evidence. */
  readonly clusters?: readonly DeclaredCluster[];
  /** Some nodes of the clusters are not given. */
  readonly isPartial?: boolean;
  /** Reads included files. Default: none, so that includes are unread and what they may define is not missed. */
  readonly reader?: FileReader;
}

/** A text with its name. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Lints files: each alone, and together where they are nodes of one cluster. Gives diagnostics in a fixed order. Throws
 * `RangeError` for a rule, severity, option of a rule or release that is not known.
 */
export function lint(files: readonly InputFile[], options: LintOptions = {}): readonly PlacedDiagnostic[] {
  return allPlaced(run(files, runOptions(options)));
}

export interface FixOptions extends LintOptions {
  /** Also fixes that change what keepalived does. Default: no. */
  readonly unsafe?: boolean;
}

export interface FixResult {
  /** The files as they were given, with the texts that fixes have made; included files that changed are at the end. */
  readonly files: readonly InputFile[];
  /** What is left. */
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** Lints files and applies fixes until none is left, as `kalint --fix` does. Throws as `lint` does. */
export function fix(files: readonly InputFile[], { unsafe = false, ...options }: FixOptions = {}): FixResult {
  const { result, changed } = fixRun(files, runOptions(options), unsafe ? "unsafe" : "safe");
  return {
    files: withChanges(files, new Map([...changed].map(([path, { after }]) => [path, after]))),
    diagnostics: allPlaced(result),
  };
}

/**
 * Applies the fixes of these diagnostics, which were made from these texts, and gives all files. Edits of one fix are
 * applied together or not at all; of fixes that touch each other the first is applied. Unsafe ones only when asked for.
 */
export function applyFixes(
  files: readonly InputFile[],
  diagnostics: readonly Diagnostic[],
  { unsafe = false }: { readonly unsafe?: boolean } = {},
): readonly InputFile[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return withChanges(files, applyTo(diagnostics, (path) => texts.get(path), unsafe ? "unsafe" : "safe").texts);
}

function withChanges(files: readonly InputFile[], changed: ReadonlyMap<string, string>): readonly InputFile[] {
  const given = new Set(files.map(({ path }) => path));
  const others = [...changed].filter(([path]) => !given.has(path)).map(([path, text]) => ({ path, text }));
  return [...files.map(({ path, text }) => ({ path, text: changed.get(path) ?? text })), ...others];
}

function runOptions({ rules: chosen = {}, ...rest }: LintOptions): RunOptions {
  checkOptions({ rules: chosen, target: rest.target });
  const usual = (rule: Rule): Severity | "off" => (rule.isOptIn === true ? "off" : rule.severity);
  const setting = ({ name }: Rule): Exclude<RuleSetting, string> | undefined => {
    const one = chosen[name];
    return typeof one === "string" ? [one] : one;
  };
  return {
    ...rest,
    rules,
    severityOf: (rule) => setting(rule)?.[0] ?? usual(rule),
    optionsFor: (rule) => givenOf(setting(rule)?.[1] ?? {}),
    judgeTemplate,
    formatter: canonical,
  };
}

function givenOf(options: Readonly<Record<string, RuleOptions[string] | undefined>>): RuleOptions {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

function allPlaced({ diagnostics, sources }: Pick<ReturnType<typeof run>, "diagnostics" | "sources">) {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return diagnostics.map((one) => placed(one, byPath, ruleUrl(one.rule)));
}

/** For the opt-in rule `formatting`. */
function canonical(text: string): string | undefined {
  const result = format(text);
  return result.kind === "formatted" ? result.text : undefined;
}
