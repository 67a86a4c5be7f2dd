import type { Cluster } from "../cluster/cluster.js";
import type { VirtualRouter } from "../cluster/virtual-routers.js";
import { compareReleases } from "../evaluate/release.js";
import { modelOf } from "./ask.js";

/** The last release that rejects adverts with other addresses (H13). */
const LAST_STRICT = "2.3.2";

/**
 * Completes a message about addresses that differ, as they also do while a rolling reload changes them: up to 2.3.2 nodes
 * reject such adverts, and more than one becomes MASTER. Empty where none does, or it cannot be played.
 */
export function alsoApart(cluster: Cluster, router: VirtualRouter): string {
  const { target } = cluster;
  const isOld = target !== undefined && compareReleases(target, LAST_STRICT) <= 0;
  if (target !== undefined && !isOld) return "";
  // A cluster of its own: what is known of this one is known of the newest release.
  const model = modelOf(isOld ? cluster : { ...cluster, target: LAST_STRICT }, router);
  const names = model?.holders.map(({ node }) => node.name) ?? [];
  if (names.length < 2) return "";
  const list = `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are ${names.length > 2 ? "all" : "both"} MASTER`;
  return `; ${isOld ? "" : `up to keepalived ${LAST_STRICT} `}${list}, also during a rolling reload`;
}
