import type { Cluster } from "../cluster/cluster.js";
import { compareDiagnostics, type Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileReader } from "../evaluate/index.js";
import type { Node } from "../semantic/node.js";
import type { SourceFile } from "../text/source-file.js";
import type { Location } from "../text/span.js";
import { condense } from "./condense.js";
import type { Rule } from "./define-rule.js";
import { type OptionsFor, runRules, type SeverityOf } from "./engine.js";
import { type Formatter, lintFile } from "./lint-file.js";
import { makePlan, type Part, PLANNING, type Plan, partsOf, targetOf } from "./plan.js";
import { applySuppressions } from "./suppressions.js";

/** A cluster that the settings or the command line declare: names of nodes, as `file` or `file@id`. */
export interface DeclaredCluster {
  readonly name: string;
  readonly nodes: readonly string[];
}

export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly severityOf: SeverityOf;
  readonly optionsFor?: OptionsFor | undefined;
  readonly target?: string | undefined;
  /** Where `target` is not given: the release that one file is for. */
  readonly targetFor?: ((path: string) => string | undefined) | undefined;
  /** Config-ids to evaluate for; undefined: those that the file mentions. */
  readonly configIds?: readonly string[] | undefined;
  readonly clusters?: readonly DeclaredCluster[] | undefined;
  /** Some nodes of the clusters are not given. */
  readonly isPartial?: boolean | undefined;
  /** Roots whose findings are wanted; the others are only there to compare with. Undefined: all. */
  readonly wanted?: ReadonlySet<string> | undefined;
  readonly reader?: FileReader | undefined;
  /** For the rule `formatting`, which compares. */
  readonly formatter?: Formatter | undefined;
  /** Told now and then how much of the work is done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface RunResult {
  /** In the order of all output. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, roots first. */
  readonly sources: readonly SourceFile[];
  readonly nodes: readonly Node[];
  readonly clusters: readonly Cluster[];
}

/** Reads root files, evaluates them for their config-ids, finds the clusters and runs the rules. */
export function run(
  roots: readonly { readonly path: string; readonly text: string }[],
  options: RunOptions,
): RunResult {
  const plan = makePlan(roots, options);
  return finishRun(plan, checkParts(plan, options, checkPart), options);
}

/** What is found in each part of a plan. */
export function checkParts(
  plan: Plan,
  options: RunOptions,
  check: (part: Part, options: RunOptions) => readonly Diagnostic[],
): readonly Diagnostic[] {
  let done = 0;
  return partsOf(plan).flatMap((part) => {
    const found = check(part, options);
    done += part.nodes.length;
    options.onProgress?.(PLANNING + ((1 - PLANNING) * done) / (plan.nodes.length + 1));
    return found;
  });
}

/** What rules find in a part of a run, without what is suppressed. */
export function checkPart({ nodes, files, clusters }: Part, options: RunOptions): readonly Diagnostic[] {
  const { rules, severityOf, optionsFor, formatter } = options;
  const read = files.map((file) => lintFile(file, targetOf(file.source.path, options), formatter));
  const found = withoutSaid(condense(runRules(rules, { files: read, nodes, clusters }, severityOf, optionsFor)), rules);
  return applySuppressions(found, files, new Set(rules.map(({ name }) => name)));
}

/** Puts together what was found in the parts. */
export function finishRun(plan: Plan, found: readonly Diagnostic[], { wanted, onProgress }: RunOptions): RunResult {
  const { nodes, files, clusters, templates } = plan;
  const all = [...found, ...templates].sort(compareDiagnostics);
  const diagnostics = wanted === undefined ? all : concerning(all, nodes, wanted);
  onProgress?.(1);
  return { diagnostics, sources: files.map(({ source }) => source), nodes, clusters };
}

/** What is said about some roots and what they include, or names a place in them. */
function concerning(all: readonly Diagnostic[], nodes: readonly Node[], wanted: ReadonlySet<string>): Diagnostic[] {
  const roots = nodes.filter(({ path }) => wanted.has(path));
  const files = new Set([...wanted, ...roots.flatMap((node) => node.evaluated.files.map(({ source }) => source.path))]);
  return all.filter(({ location, related }) => [location, ...related].some(({ file }) => files.has(file)));
}

/** One mistake, one report: leaves out what a rule that the finding's one yields to says about the same place. */
function withoutSaid(diagnostics: readonly Diagnostic[], rules: readonly Rule[]): Diagnostic[] {
  const yielding = new Map(
    rules.flatMap(({ name, yieldsTo }) => (yieldsTo === undefined ? [] : [[name, yieldsTo] as const])),
  );
  const stronger = new Set([...yielding.values()].flat());
  const key = (rule: string, { file, start, end }: Location): string => JSON.stringify([rule, file, start, end]);
  const said = new Set<string>();
  for (const { rule, severity, location, related } of diagnostics) {
    // What is only advice here does not stand for a warning there.
    if (stronger.has(rule) && severity !== "info")
      for (const place of [location, ...related]) said.add(key(rule, place));
  }
  return diagnostics.filter(
    ({ rule, location, related }) =>
      yielding.get(rule)?.some((other) => [location, ...related].some((place) => said.has(key(other, place)))) !== true,
  );
}
