import type { RunOutcome } from "../lint/run.js";

/** Says which nodes were taken for one cluster, and by what. */
export function explainClusters({ clusters, nodes }: RunOutcome): readonly string[] {
  const joined = new Set(clusters.flatMap((cluster) => cluster.nodes));
  const lines = clusters.flatMap(({ name, nodes: members, evidence }) => [
    `${name === undefined ? "cluster" : `cluster ${name}`}: ${members.map((node) => node.name).join(", ")}`,
    ...evidence.map(({ a, b, reason }) => `  ${a.name} and ${b.name}: ${reason}`),
  ]);
  const alone = nodes.filter((node) => !joined.has(node)).map((node) => `alone: ${node.name}`);
  return [...lines, ...alone];
}
