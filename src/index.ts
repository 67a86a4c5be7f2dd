import type { Diagnostic, Severity } from "./diagnostics/diagnostic.js";
import type { FileReader } from "./evaluate/index.js";
import { format } from "./format/index.js";
import type { Rule } from "./lint/define-rule.js";
import { judgeTemplate } from "./lint/judge-template.js";
import { type DeclaredCluster, run } from "./lint/run.js";
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
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseOptions {
  /** Name of the file in diagnostics. Default `keepalived.conf`. */
  readonly path?: string;
}

/** Reads one text. Accepts any input and never throws. */
export function parse(text: string, { path = "keepalived.conf" }: ParseOptions = {}): ParseResult {
  const tree = parseFile(new SourceFile(path, text));
  let diagnostics: readonly Diagnostic[] | undefined;
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
  /** Severity of single rules; `off` turns one off. Default: each rule's own; opt-in rules are off. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
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

/** Lints files: each alone, and together where they are nodes of one cluster. Gives diagnostics in a fixed order. */
export function lint(
  files: readonly { readonly path: string; readonly text: string }[],
  options: LintOptions = {},
): readonly Diagnostic[] {
  const { rules: chosen = {}, ...rest } = options;
  const usual = (rule: Rule): Severity | "off" => (rule.isOptIn === true ? "off" : rule.severity);
  const severityOf = (rule: Rule) => chosen[rule.name] ?? usual(rule);
  return run(files, { ...rest, rules, severityOf, judgeTemplate, formatter: canonical }).diagnostics;
}

/** For the opt-in rule `formatting`. */
function canonical(text: string): string | undefined {
  const result = format(text);
  return result.kind === "formatted" ? result.text : undefined;
}
