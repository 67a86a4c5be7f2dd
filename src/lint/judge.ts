import { makeCluster } from "../cluster/cluster.js";
import { type NodeOutline, outlineOf } from "../cluster/outline.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { Node } from "../semantic/node.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { Rule } from "./define-rule.js";
import { runRules } from "./engine.js";
import { type Grouping, ownedFiles, safeGroupings, withoutIncluded } from "./grouping.js";
import { lintFile } from "./lint-file.js";
import { type Root, readRoots, targetOf } from "./plan.js";
import type { RunOptions } from "./run.js";
import { type Suppression, suppressionsOf } from "./suppressions.js";

/** Roots to look at without the others of the run. Plain data, as all here: it may go to another thread. */
export interface Task {
  readonly roots: readonly Root[];
  /** What to judge; undefined: all, in the clusters that these roots form by themselves. */
  readonly wanted?: Wanted | undefined;
}

/** Numbers stand for the nodes of a task, in the order of its roots. */
export interface Wanted {
  readonly files: readonly { readonly owner: number; readonly path: string }[];
  readonly clusters: readonly Grouping<number>[];
}

/** What rules find in the roots of a task; nothing is condensed or suppressed yet. */
export interface TextVerdict {
  readonly notices: readonly Diagnostic[];
  /** Where all is judged: the nodes of each root. */
  readonly nodes: readonly (readonly JudgedNode[])[];
  readonly files: readonly JudgedFile[];
  readonly clusters: readonly JudgedCluster[];
  /** Where all is judged: the files that are read besides the roots. */
  readonly included: readonly Root[];
}

export interface JudgedNode {
  readonly outline: NodeOutline;
  readonly found: readonly Diagnostic[];
}

/** A file as the first node that reads it sees it. */
export interface JudgedFile {
  readonly owner: number;
  readonly path: string;
  readonly found: readonly Diagnostic[];
  readonly suppressions: readonly Suppression[];
}

export interface JudgedCluster {
  readonly grouping: Grouping<number>;
  readonly found: readonly Diagnostic[];
}

/** Judges the roots of a task. What is read for it can be dropped afterwards. */
export function judge({ roots, wanted }: Task, options: RunOptions): TextVerdict {
  const { nodes: byRoot, notices } = readRoots(roots, { ...options, onProgress: undefined });
  const nodes = byRoot.flat();
  const check = checker(options);
  const errors: Diagnostic[] = [];
  const toJudge = wanted === undefined ? choose(nodes, options, errors) : { ...pick(nodes, wanted), nodes: [] };
  const judged = new Map(toJudge.nodes.map((node) => [node, check.node(node)]));
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const numberOf = (node: Node): number => numbers.get(node) ?? -1;
  const isAll = wanted === undefined;
  return {
    notices: [...notices, ...errors],
    nodes: isAll
      ? byRoot.map((own) => own.map((node) => ({ outline: safeOutline(node), found: judged.get(node) ?? [] })))
      : [],
    files: toJudge.files.map(({ owner, file }) => {
      const found = check.file(file);
      return { owner: numberOf(owner), path: file.source.path, suppressions: suppressionsOf(file, found), found };
    }),
    clusters: toJudge.clusters.map((grouping) => ({
      grouping: mapGrouping(grouping, (node) => [numberOf(node)]),
      found: check.cluster(grouping),
    })),
    included: isAll ? includedTexts(nodes) : [],
  };
}

/** A grouping of the same nodes under other names; what has none is left out. */
export function mapGrouping<A, B>(grouping: Grouping<A>, rename: (node: A) => readonly B[]): Grouping<B> {
  return {
    ...grouping,
    nodes: grouping.nodes.flatMap(rename),
    evidence: grouping.evidence.flatMap(({ a, b, ...rest }) => {
      const [first, second] = [...rename(a), ...rename(b)];
      return first === undefined || second === undefined ? [] : [{ a: first, b: second, ...rest }];
    }),
  };
}

/** Without what joins it with others where kalint fails with that. */
function safeOutline(node: Node): NodeOutline {
  try {
    return outlineOf(node);
  } catch {
    const { name, path, evaluated } = node;
    return outlineOf({ name, path, evaluated, instances: [], ast: { virtualServer: [] } });
  }
}

function choose(all: readonly Node[], options: RunOptions, errors: Diagnostic[]) {
  const nodes = withoutIncluded(all);
  const clusters = safeGroupings(nodes, options, errors);
  return { nodes, files: [...ownedFiles<SyntaxFile, Node>(nodes).values()], clusters };
}

function pick(nodes: readonly Node[], { files, clusters }: Wanted) {
  const nodeAt = (number: number): readonly Node[] => nodes.slice(number, number + 1);
  return {
    files: files.flatMap(({ owner, path }) =>
      nodeAt(owner).flatMap((node) =>
        node.evaluated.files.filter(({ source }) => source.path === path).map((file) => ({ owner: node, file })),
      ),
    ),
    clusters: clusters.map((grouping) => mapGrouping(grouping, nodeAt)),
  };
}

/** Runs the rules of each scope alone. */
function checker(options: RunOptions) {
  const { rules, severityOf, optionsFor, formatter } = options;
  const of = (scope: Rule["scope"]) => rules.filter((rule) => rule.scope === scope);
  const [forFile, forNode, forCluster] = [of("file"), of("node"), of("cluster")];
  const none = { files: [], nodes: [], clusters: [] };
  return {
    file(file: SyntaxFile): Diagnostic[] {
      const read = lintFile(file, targetOf(file.source.path, options), formatter);
      return runRules(forFile, { ...none, files: [read] }, severityOf, optionsFor);
    },
    node: (node: Node) => runRules(forNode, { ...none, nodes: [node] }, severityOf, optionsFor),
    cluster({ nodes, ...rest }: Grouping<Node>): readonly Diagnostic[] {
      const errors: Diagnostic[] = [];
      const owner = nodes[0]?.path ?? "";
      const cluster = guarded(owner, "looking at a cluster", errors, () => makeCluster(nodes, rest));
      return cluster === undefined
        ? errors
        : runRules(forCluster, { ...none, clusters: [cluster] }, severityOf, optionsFor);
    },
  };
}

function includedTexts(nodes: readonly Node[]): Root[] {
  const included = nodes.flatMap(({ evaluated }) => evaluated.files.slice(1));
  return [...new Map(included.map(({ source: { path, text } }) => [path, text]))].map(([path, text]) => ({
    path,
    text,
  }));
}
