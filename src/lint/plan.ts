import { type Cluster, makeCluster } from "../cluster/cluster.js";
import { groupNodes } from "../cluster/group-nodes.js";
import { withoutVariants } from "../cluster/variants.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Evaluated, evaluate, mentionedIds } from "../evaluate/index.js";
import { makeNode, type Node } from "../semantic/node.js";
import { findTemplateText } from "../syntax/template.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { groupBy } from "../text/group-by.js";
import { SourceFile } from "../text/source-file.js";
import type { RunOptions } from "./run.js";

/** What rules can look at without the rest of a run: nodes with their files, and the clusters that they form. */
export interface Part {
  readonly nodes: readonly Node[];
  readonly files: readonly SyntaxFile[];
  readonly clusters: readonly Cluster[];
}

/** All nodes of a run, before any rule has looked at them. */
export interface Plan extends Part {
  /** About root files that are templates, which no rule looks at. */
  readonly templates: readonly Diagnostic[];
}

/** The share of the work that is done when a plan is made. */
export const PLANNING = 0.5;

/** Reads root files, evaluates them for their config-ids and finds the clusters. */
export function makePlan(
  roots: readonly { readonly path: string; readonly text: string }[],
  options: RunOptions,
): Plan {
  const parsed = roots.map(({ path, text }) => parseFile(new SourceFile(path, text)));
  const templates = parsed.flatMap(templateNotice);
  const trees = templates.length === 0 ? parsed : parsed.filter((tree) => findTemplateText(tree) === undefined);
  const nodes = withoutIncluded(
    trees.flatMap((tree, index) => {
      options.onProgress?.((PLANNING * index) / trees.length);
      return nodesOf(tree, options);
    }),
  );
  return { nodes, files: distinctFiles(nodes), clusters: findClusters(nodes, options), templates };
}

/** Splits a plan where no rule looks across: nodes of one cluster, and nodes that read one file, stay together. */
export function partsOf({ nodes, clusters }: Plan): readonly Part[] {
  const joined = new Map<object, object>();
  const rootOf = (one: object): object => {
    let root = one;
    for (let next = joined.get(root); next !== undefined; next = joined.get(root)) root = next;
    if (root !== one) joined.set(one, root);
    return root;
  };
  const join = (a: object, b: object): void => {
    const [first, second] = [rootOf(a), rootOf(b)];
    if (first !== second) joined.set(second, first);
  };
  const owners = new Map<string, Node>();
  for (const node of nodes) {
    for (const { source } of node.evaluated.files) {
      const owner = owners.get(source.path);
      if (owner === undefined) owners.set(source.path, node);
      else join(owner, node);
    }
  }
  for (const { nodes: members } of clusters) {
    for (const member of members) join(members[0] ?? member, member);
  }
  const clustersOf = groupBy(clusters, ({ nodes: members }) =>
    members[0] === undefined ? joined : rootOf(members[0]),
  );
  return [...groupBy(nodes, rootOf)].map(([root, group]) => ({
    nodes: group,
    files: distinctFiles(group),
    clusters: clustersOf.get(root) ?? [],
  }));
}

/** The release that a file is for. */
export const targetOf = (path: string, { target, targetFor }: RunOptions): string | undefined =>
  target ?? targetFor?.(path);

/** A template is not what keepalived will read: one note instead of findings about its marks. */
function templateNotice(tree: SyntaxFile): Diagnostic[] {
  const span = findTemplateText(tree);
  if (span === undefined) return [];
  const { path, text } = tree.source;
  const message = `"${text.slice(span.start, span.start + 2)}" is template text; check what the template produces`;
  return [
    { rule: "template-text", severity: "info", message, location: { file: path, ...span }, related: [], nodes: [path] },
  ];
}

/** One node for each config-id; a file that mentions none is one node. */
function nodesOf(tree: SyntaxFile, options: RunOptions): Node[] {
  const path = tree.source.path;
  const { reader } = options;
  const target = targetOf(path, options);
  const evaluateFor = (configId: string): Evaluated => evaluate(tree, { configId, ...defined({ target, reader }) });
  const plain = evaluateFor("");
  const ids = options.configIds ?? nodeIds(plain.files);
  if (ids.length === 0) return [makeNode(plain, { name: path, path, configId: undefined, target })];
  return ids.map((id) =>
    makeNode(evaluateFor(id), { name: id === "" ? path : `${path}@${id}`, path, configId: id, target }),
  );
}

/** The ids that conditions name; where only one is, and `@^id` is used, also the node that is not it. */
function nodeIds(files: readonly SyntaxFile[]): readonly string[] {
  const { ids, hasNegation } = mentionedIds(files);
  return ids.length === 1 && hasNegation ? [...ids, ""] : ids;
}

/** A file that another one includes is a part of that one, not a machine of its own. */
function withoutIncluded(nodes: readonly Node[]): readonly Node[] {
  const included = new Set(nodes.flatMap((node) => node.evaluated.files.slice(1).map((file) => file.source.path)));
  return nodes.filter((node) => !included.has(node.path));
}

function distinctFiles(nodes: readonly Node[]): readonly SyntaxFile[] {
  const byPath = new Map<string, SyntaxFile>();
  for (const node of nodes) {
    for (const file of node.evaluated.files) if (!byPath.has(file.source.path)) byPath.set(file.source.path, file);
  }
  return [...byPath.values()];
}

/** Declared clusters first; then the nodes of one file; what is left is joined by evidence. */
function findClusters(nodes: readonly Node[], options: RunOptions): readonly Cluster[] {
  const clusters: Cluster[] = [];
  const isComplete = options.isPartial !== true;
  const free = new Set(nodes);
  const byPath = groupBy(nodes, ({ path }) => path);
  const byName = groupBy(nodes, ({ name }) => name);
  for (const { name, nodes: members } of options.clusters ?? []) {
    // In the order of the declaration, whatever the order in which the files were given.
    const found = [...new Set(members.flatMap((member) => byPath.get(member) ?? byName.get(member) ?? []))];
    for (const node of found) free.delete(node);
    if (found.length > 1)
      clusters.push(makeCluster(found, { name, isComplete: isComplete && found.length >= members.length }));
  }
  for (const group of groupBy([...free], (node) => node.path).values()) {
    if (group.length < 2) continue;
    for (const node of group) free.delete(node);
    const machines = withoutVariants(group);
    if (machines.length > 1) clusters.push(makeCluster(machines, { isComplete }));
  }
  for (const { nodes: group, evidence } of groupNodes([...free])) {
    if (group.length > 1) clusters.push(makeCluster(group, { evidence, isComplete }));
  }
  return clusters;
}

/** Leaves out what is undefined, for types that tell an absent property from an undefined one. */
function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
