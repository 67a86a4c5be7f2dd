import type { Cluster } from "../cluster/cluster.js";
import type { Node } from "../semantic/node.js";
import { advertFlows } from "./adverts.js";
import { type HostNeeds, mergeFlows } from "./flow.js";
import { kernelSettings } from "./kernel-settings.js";
import { serviceFlows } from "./services.js";
import { sideFlows } from "./side-flows.js";

/** What the host of each node of a cluster must allow, in the order of the nodes. Only what the files say is listed. */
export const hostNeeds = (cluster: Cluster): readonly HostNeeds[] =>
  cluster.nodes.map((node) => needsOf(node, cluster));

function needsOf(node: Node, cluster: Cluster): HostNeeds {
  const unknown: string[] = [];
  const flows = [...advertFlows(node, cluster, unknown), ...sideFlows(node, unknown), ...serviceFlows(node, unknown)];
  if (!node.isComplete) unknown.push("what files say that were not read");
  return {
    node: node.name,
    flows: mergeFlows(flows),
    settings: kernelSettings(node),
    unknown: [...new Set(unknown)],
  };
}
