import { type Cluster, makeCluster } from "../cluster/cluster.js";
import { makePlan, type Root } from "../lint/plan.js";
import type { RunOptions } from "../lint/run.js";
import type { Node } from "../semantic/node.js";
import { confineTo } from "../workspace/confinement.js";
import { includeReader } from "../workspace/include-reader.js";
import type { Inputs } from "./inputs.js";

/** What chooses the nodes besides the files. */
export interface NodeFlags {
  readonly target?: string | undefined;
  readonly configId?: readonly string[] | undefined;
}

/** The clusters that the files form, and each other node on its own where `isWanted`: by default those with an instance. */
export function clustersOf(
  roots: readonly Root[],
  read: Inputs,
  options: NodeFlags,
  isWanted: (node: Node) => boolean = ({ instances }) => instances.length > 0,
): readonly Cluster[] {
  const plan = makePlan(roots, planOptions(read, options));
  const joined = new Set(plan.clusters.flatMap(({ nodes }) => nodes));
  const single = plan.nodes.filter((node) => !joined.has(node) && isWanted(node)).map((node) => makeCluster([node]));
  return [...plan.clusters, ...single];
}

/** How files are read as nodes, where no rule looks at them. */
export const planOptions = (read: Inputs, { target, configId }: NodeFlags): RunOptions => ({
  rules: [],
  severityOf: () => "off",
  target,
  targetFor: (path) => read.settings.of(path)?.target?.value,
  templateFor: (path) => read.settings.of(path)?.template?.value,
  configIds: configId,
  clusters: read.clusters,
  reader: includeReader({
    confinement: read.includeFolders && confineTo(read.includeFolders),
    given: read.inputs.map(({ path }) => path),
  }),
});
