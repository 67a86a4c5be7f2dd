import type { Cluster } from "../cluster/cluster.js";
import type { Weighed } from "../cluster/election.js";
import { type Handover, type TrackerFailure, worstFailure } from "../cluster/weights.js";
import { type Mishap, modelOf } from "./ask.js";

/**
 * Whether a node keeps a virtual router although its trackers fail, and those of the nodes between it and the rival, in
 * the state in which it holds the router alone. Undefined: the files do not tell enough, or it does not hold it then.
 */
export function keepsRouter(cluster: Cluster, handover: Handover, failure: TrackerFailure): boolean | undefined {
  const { router, top, between, above } = handover;
  const model = modelOf(cluster, router);
  if (model === undefined) return undefined;
  const start: Mishap[] = above.map(({ member }) => ({ node: member.node, trackers: undefined }));
  const [holder, ...others] = model.holdersAfter(start);
  if (holder?.node !== top.member.node || others.length > 0) return undefined;
  const after = model.holdersAfter([...start, failing(top, failure), ...between.map((one) => failing(one))]);
  return after.some(({ node }) => node === top.member.node);
}

const failing = (top: Weighed, { down }: TrackerFailure = worstFailure(top)): Mishap => ({
  node: top.member.node,
  trackers: down.map(({ tracker }) => tracker),
});
