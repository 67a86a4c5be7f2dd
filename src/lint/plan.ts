import type { Item } from "../../grammar/index.js";
import { type Cluster, makeCluster } from "../cluster/cluster.js";
import { compareText, type Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { NoticeName } from "../diagnostics/notice-names.js";
import { type Evaluated, evaluate, MAX_COST, mentionedIds } from "../evaluate/index.js";
import { makeNode, type Node } from "../semantic/node.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { findTemplate, type TemplateMark } from "../template/find-mark.js";
import { defined } from "../text/defined.js";
import { SourceFile } from "../text/source-file.js";
import { ownedFiles, safeGroupings, withoutIncluded } from "./grouping.js";
import type { RunOptions } from "./run.js";

/** A file that is given, with its text. */
export interface Root {
  readonly path: string;
  readonly text: string;
}

/** In order of paths: what is found must not depend on the order in which files were given. */
export const inOrder = (roots: readonly Root[]): readonly Root[] =>
  roots.toSorted((a, b) => compareText(a.path, b.path));

/** What rules can look at without the rest of a run: nodes with their files, and the clusters that they form. */
export interface Part {
  readonly nodes: readonly Node[];
  readonly files: readonly SyntaxFile[];
  readonly clusters: readonly Cluster[];
}

/** All nodes of a run, before any rule has looked at them. */
export interface Plan extends Part {
  /** About files that no rule looks at: templates, and those with which kalint itself fails. */
  readonly notices: readonly Diagnostic[];
}

/** The share of the work that is done when a plan is made. */
export const PLANNING = 0.5;

/** Reads root files, evaluates them for their config-ids and finds the clusters. */
export function makePlan(roots: readonly Root[], options: RunOptions): Plan {
  const { notices, nodes: all } = readRoots(inOrder(roots), options);
  const nodes = withoutIncluded(all.flat());
  const errors: Diagnostic[] = [];
  const clusters = safeGroupings(nodes, options, errors).flatMap(({ nodes: members, ...rest }) => {
    const owner = members[0]?.path ?? "";
    return guarded(owner, "looking at a cluster", errors, () => makeCluster(members, rest)) ?? [];
  });
  return { nodes, files: filesOf(nodes), clusters, notices: [...notices, ...errors] };
}

/** Reads root files and evaluates them for their config-ids: the nodes of each, none where it is a template. */
export function readRoots(
  roots: readonly Root[],
  options: RunOptions,
): { readonly nodes: readonly (readonly Node[])[]; readonly notices: readonly Diagnostic[] } {
  const notices: Diagnostic[] = [];
  const nodes = roots.map(({ path, text }, index) => {
    options.onProgress?.((PLANNING * index) / roots.length);
    const mark = findTemplate(text, path, options.templateFor?.(path));
    if (mark !== undefined) {
      notices.push(...templateFindings({ path, text }, mark, options));
      return [];
    }
    const tree = guarded(path, "parsing", notices, () => parse(new SourceFile(path, text), options));
    if (tree === undefined) return [];
    return guarded(path, "evaluation", notices, () => nodesOf(tree, options)) ?? [];
  });
  return { nodes, notices };
}

const parse = (source: SourceFile, { memory }: RunOptions): SyntaxFile => memory?.parse(source) ?? parseFile(source);

/** Each file that nodes read, once. */
export const filesOf = (nodes: readonly Node[]): readonly SyntaxFile[] =>
  [...ownedFiles<SyntaxFile, Node>(nodes).values()].map(({ file }) => file);

/** The release that a file is for. */
export const targetOf = (path: string, { target, targetFor }: RunOptions): string | undefined =>
  target ?? targetFor?.(path);

/** What is said about a template: findings where the run can judge templates, and a note that it is one. */
function templateFindings(root: Root, mark: TemplateMark, run: RunOptions): Diagnostic[] {
  // What is remembered is of texts that come again; the branches of a template do not.
  const { judgeTemplate, memory: _, ...options } = run;
  const errors: Diagnostic[] = [];
  const found = guarded(root.path, "reading a template", errors, () => judgeTemplate?.(root, mark.language, options));
  const { findings = [], holes } = found ?? {};
  return [...errors, templateNotice(root, mark, holes), ...findings];
}

/** Not all of a template is known, and without `judgeTemplate` nothing. */
function templateNotice({ path, text }: Root, { start, end }: TemplateMark, holes: number | undefined): Diagnostic {
  const rule: NoticeName = "template-text";
  const shown = text.slice(start, Math.min(end, start + 2));
  const unknown = holes === 1 ? "1 value is" : `${holes} values are`;
  return {
    rule,
    severity: "info",
    message:
      holes === undefined
        ? `this looks like a template ("${shown}")`
        : `this is a template ("${shown}"); ${unknown} not known`,
    help: holes === undefined ? "Lint the rendered file instead." : "Lint the rendered files of all nodes, too.",
    location: { file: path, start, end },
    related: [],
    nodes: [path],
  };
}

/** Readings of the largest configuration that is followed which one root may cost, however many ids it mentions. */
const MOST_READINGS = 3;

/** One node for each config-id; a file that mentions none, or is too large, is one node. `isPart`: more belongs to it. */
export function nodesOf(tree: SyntaxFile, options: RunOptions, isPart = false): Node[] {
  const path = tree.source.path;
  const { reader, memory, templateFor } = options;
  const build = memory === undefined ? undefined : (items: readonly Item[]) => memory.typed(items);
  const target = targetOf(path, options);
  let left = MOST_READINGS * MAX_COST;
  const evaluateFor = (configId: string): Evaluated => {
    const maxCost = Math.min(left, MAX_COST);
    const evaluated = evaluate(tree, { configId, maxCost, ...defined({ target, reader, templateFor }) });
    left -= Math.max(0, evaluated.cost);
    return isPart ? { ...evaluated, isComplete: false } : evaluated;
  };
  const plain = evaluateFor("");
  const ids = plain.isCut ? [] : (options.configIds ?? nodeIds(plain.files));
  if (ids.length === 0) return [makeNode(plain, { name: path, path, configId: undefined, target }, build)];
  return ids.map((id) =>
    makeNode(evaluateFor(id), { name: id === "" ? path : `${path}@${id}`, path, configId: id, target }, build),
  );
}

/** The ids that conditions name; where only one is, and `@^id` is used, also the node that is not it. */
function nodeIds(files: readonly SyntaxFile[]): readonly string[] {
  const { ids, hasNegation } = mentionedIds(files);
  return ids.length === 1 && hasNegation ? [...ids, ""] : ids;
}
