import type { Cluster } from "../cluster/cluster.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { modelOf } from "./ask.js";

/** Fewer nodes than this have nobody left whom the others could disturb. */
const ENOUGH = 3;

/**
 * Completes a message about nodes that the others reject: a MASTER that hears what it rejects falls silent (M6), so nodes
 * that agree with each other take over again and again. Empty where none does, or where it cannot be played.
 */
export function alsoRestless(cluster: Cluster, router: VirtualRouter, odd: readonly Member[]): string {
  if (router.members.length < ENOUGH || odd.length === 0) return "";
  const rest = (modelOf(cluster, router)?.restless ?? []).filter((member) => !odd.includes(member));
  const names = rest.map(({ node }) => node.name).join(" and ");
  if (rest.length === 0) return "";
  return `; ${names} ${rest.length > 1 ? "become" : "becomes"} MASTER again and again (kalint simulate shows it)`;
}
