import type { Node } from "../semantic/node.js";
import type { SyncGroup } from "../semantic/sync-groups.js";
import { groupBy } from "../text/group-by.js";
import type { Cluster } from "./cluster.js";
import type { Member, VirtualRouter } from "./virtual-routers.js";

/** Virtual routers that several nodes move together. */
export interface CommonGroup {
  readonly routers: readonly VirtualRouter[];
  readonly nodes: readonly Node[];
}

/** Sets of virtual routers that are in one sync group on at least two nodes, each set once. */
export function commonGroups({ nodes, routers }: Cluster): readonly CommonGroup[] {
  const indexOf = routerIndexes(routers);
  const sets = nodes.flatMap((node) =>
    node.syncGroups.map(({ instances }) => {
      const indexes = instances.flatMap((instance) => indexOf.get(instance) ?? []).sort((a, b) => a - b);
      return { node, indexes, key: indexes.join(" ") };
    }),
  );
  const common = [...groupBy(sets, ({ key }) => key).values()].filter((same) => same.length > 1);
  return common.flatMap((same) => {
    const found = (same[0]?.indexes ?? []).flatMap((index) => routers[index] ?? []);
    return found.length < 2 ? [] : [{ routers: found, nodes: same.map(({ node }) => node) }];
  });
}

/** What a node groups, of the routers that all nodes have. */
export interface SyncGrouping {
  readonly node: Node;
  /** Equal for nodes that group alike. */
  readonly key: string;
  /** One for each of those routers. */
  readonly places: readonly GroupPlace[];
}

interface GroupPlace {
  readonly member: Member;
  readonly group: SyncGroup | undefined;
  /** The routers in the same group, by number; names of the instances besides. */
  readonly partners: string;
  readonly names: readonly string[];
}

/** How each node groups the routers that all nodes have; nodes whose groups are not wholly known are left out. */
export function readGroupings({ nodes, routers }: Cluster): readonly SyncGrouping[] {
  const common = routers.filter(({ members }) => members.length === nodes.length);
  const indexOf = routerIndexes(common);
  return nodes.flatMap((node, at) => {
    // A member that is not known, or a group that keepalived drops, is reported by rules of one node.
    const isSound = node.syncGroups.every(
      ({ members }) => members.length > 1 && members.every(({ ignored }) => ignored === undefined),
    );
    if (!node.isComplete || !isSound) return [];
    const places = common.flatMap(({ members }) => (members[at] === undefined ? [] : [place(members[at], indexOf)]));
    return [{ node, places, key: places.map(({ partners }) => partners).join("; ") }];
  });
}

function place(member: Member, indexOf: ReadonlyMap<unknown, number>): GroupPlace {
  const group = member.node.groupOf(member.instance);
  const others = (group?.instances ?? []).filter((instance) => instance !== member.instance && indexOf.has(instance));
  const partners = others.flatMap((instance) => indexOf.get(instance) ?? []).sort((a, b) => a - b);
  return { member, group, partners: partners.join(" "), names: others.flatMap(({ name }) => name ?? []) };
}

const routerIndexes = (routers: readonly VirtualRouter[]): ReadonlyMap<unknown, number> =>
  new Map(routers.flatMap(({ members }, index) => members.map(({ instance }) => [instance, index] as const)));
