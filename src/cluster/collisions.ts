import { groupBy } from "../text/group-by.js";
import type { Cluster } from "./cluster.js";
import { subnetKeys } from "./subnets.js";
import type { VirtualRouter } from "./virtual-routers.js";

/**
 * Different virtual routers that use one id and family in one subnet by multicast, so that each rejects the other's
 * adverts or joins it. Two on one node are another mistake, and keepalived itself refuses them.
 */
export function collidingRouters({ routers }: Cluster): readonly (readonly VirtualRouter[])[] {
  const places = routers.flatMap((router) => keysOf(router).map((key) => ({ router, key })));
  const groups = [...groupBy(places, ({ key }) => key).values()].map((found) => [
    ...new Set(found.map(({ router }) => router)),
  ]);
  const colliding = groups.filter((group) => group.length > 1 && areOnDifferentNodes(group));
  return [...new Map(colliding.map((group) => [group[0], group])).values()];
}

function keysOf({ members }: VirtualRouter): string[] {
  return members.flatMap(({ instance }) => {
    const { vrid, family, destination, isUnicast, addresses } = instance;
    if (isUnicast || vrid.value === undefined || destination.value === undefined) return [];
    return subnetKeys(addresses).map((subnet) => `${vrid.value} ${family ?? 4} ${destination.value} ${subnet}`);
  });
}

function areOnDifferentNodes(group: readonly VirtualRouter[]): boolean {
  const nodes = group.flatMap(({ members }) => members.map(({ node }) => node));
  return new Set(nodes).size === nodes.length;
}
