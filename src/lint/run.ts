import type { Cluster } from "../cluster/cluster.js";
import type { NodeOutline } from "../cluster/outline.js";
import { compareDiagnostics, type Diagnostic } from "../diagnostics/diagnostic.js";
import { isInternalError, withoutRepeatedErrors } from "../diagnostics/internal-error.js";
import type { FileReader } from "../evaluate/index.js";
import type { Node } from "../semantic/node.js";
import type { SyntaxMemory } from "../syntax/syntax-memory.js";
import type { ChosenLanguage, TemplateLanguage } from "../template/tag.js";
import type { SourceFile } from "../text/source-file.js";
import { withCauses } from "./causes.js";
import type { Rule } from "./define-rule.js";
import { type OptionsFor, runRules, type SeverityOf } from "./engine.js";
import { type Grouping, partsOf } from "./grouping.js";
import { type Formatter, lintFile } from "./lint-file.js";
import { oncePerCluster } from "./once-per-cluster.js";
import { filesOf, makePlan, type Part, PLANNING, type Root, targetOf } from "./plan.js";
import { safelySettled, settle } from "./settle.js";
import { suppressionsOf } from "./suppressions.js";

/** A cluster that the settings or the command line declare: names of nodes, as `file` or `file@id`. */
export interface DeclaredCluster {
  readonly name: string;
  readonly nodes: readonly string[];
}

/** Gives what is wrong with a template, and how many of its outputs are not known. */
export type TemplateJudge = (
  root: Root,
  language: TemplateLanguage,
  options: RunOptions,
) => { readonly findings: readonly Diagnostic[]; readonly holes: number };

export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly severityOf: SeverityOf;
  readonly optionsFor?: OptionsFor | undefined;
  readonly target?: string | undefined;
  /** Where `target` is not given: the release that one file is for. */
  readonly targetFor?: ((path: string) => string | undefined) | undefined;
  /** The language of the template that a file is, where somebody says it. */
  readonly templateFor?: ((path: string) => ChosenLanguage | undefined) | undefined;
  /** Config-ids to evaluate for; undefined: those that the file mentions. */
  readonly configIds?: readonly string[] | undefined;
  readonly clusters?: readonly DeclaredCluster[] | undefined;
  /** Some nodes of the clusters are not given. */
  readonly isPartial?: boolean | undefined;
  /** Roots whose findings are wanted; the others are only there to compare with. Undefined: all. */
  readonly wanted?: ReadonlySet<string> | undefined;
  /** Roots that are read because they include a wanted file: nothing is said at places of theirs. */
  readonly including?: ReadonlySet<string> | undefined;
  readonly reader?: FileReader | undefined;
  /** Judges templates; undefined: they are only named. */
  readonly judgeTemplate?: TemplateJudge | undefined;
  /** For the rule `formatting`, which compares. */
  readonly formatter?: Formatter | undefined;
  /** What the run before has read; its result must not be used any more. */
  readonly memory?: SyntaxMemory | undefined;
  /** Told now and then how much of the work is done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** What a run says, with as much of the nodes as identifies them. */
export interface RunOutcome {
  /** In the order of all output. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read. */
  readonly sources: readonly SourceFile[];
  readonly nodes: readonly NodeOutline[];
  readonly clusters: readonly Grouping<NodeOutline>[];
}

/** The outcome of a run that keeps all it has read. */
export interface RunResult extends RunOutcome {
  readonly nodes: readonly Node[];
  readonly clusters: readonly Cluster[];
}

/** Reads root files, evaluates them for their config-ids, finds the clusters and runs the rules. */
export function run(roots: readonly Root[], options: RunOptions): RunResult {
  const { nodes, clusters, files, notices } = makePlan(roots, options);
  let done = 0;
  const found = partsOf({ nodes, clusters }).flatMap((part) => {
    const some = checkPart({ ...part, files: filesOf(part.nodes) }, options);
    done += part.nodes.length;
    options.onProgress?.(PLANNING + ((1 - PLANNING) * done) / (nodes.length + 1));
    return some;
  });
  const sources = files.map(({ source }) => source);
  return { diagnostics: conclude([...found, ...notices], { nodes, clusters }, options), sources, nodes, clusters };
}

/** What rules find in a part of a run, without what is suppressed. */
function checkPart({ nodes, files, clusters }: Part, options: RunOptions): readonly Diagnostic[] {
  const { rules, severityOf, optionsFor, formatter, memory } = options;
  const read = files.map((file) => lintFile(file, targetOf(file.source.path, options), formatter, memory));
  const found = runRules(rules, { files: read, nodes, clusters }, severityOf, optionsFor);
  const sources = new Map(files.map(({ source }) => [source.path, source]));
  const owner = files[0]?.source.path ?? "";
  return safelySettled(owner, found, () => {
    const suppressions = files.flatMap((file) => suppressionsOf(file, found));
    return settle(found, suppressions, (path) => sources.get(path), rules);
  });
}

/** Puts what was found in order, and leaves out what is not wanted. */
export function conclude(
  found: readonly Diagnostic[],
  { nodes, clusters }: Pick<RunOutcome, "nodes" | "clusters">,
  { wanted, including, rules, onProgress }: RunOptions,
): readonly Diagnostic[] {
  const all = withCauses(withoutRepeatedErrors(found.toSorted(compareDiagnostics)), rules);
  onProgress?.(1);
  return oncePerCluster(wanted === undefined ? all : concerning(all, nodes, wanted, including), clusters, rules);
}

/** What is said about some roots and what they include, or names a place in them; but nothing at what is only context. */
function concerning(
  all: readonly Diagnostic[],
  nodes: readonly NodeOutline[],
  wanted: ReadonlySet<string>,
  including: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  const files = readFor(wanted, nodes);
  const context = readFor(including, nodes);
  return all.filter((one) => {
    const { file } = one.location;
    if (isInternalError(one) || files.has(file)) return true;
    return !context.has(file) && one.related.some((place) => files.has(place.file));
  });
}

/** Roots and what they include. */
function readFor(paths: ReadonlySet<string>, nodes: readonly NodeOutline[]): ReadonlySet<string> {
  const roots = nodes.filter(({ path }) => paths.has(path));
  return new Set([...paths, ...roots.flatMap((node) => node.evaluated.files.map(({ source }) => source.path))]);
}
