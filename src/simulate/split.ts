import type { VirtualRouter } from "../cluster/virtual-routers.js";
import type { Instance } from "../semantic/instances.js";
import { DisjointSets } from "../text/disjoint-sets.js";
import type { SimNode } from "./model.js";

/** Nodes with those of their instances that can influence each other, and the routers that these are. */
export interface SplitPart {
  readonly nodes: readonly SimNode[];
  readonly routers: readonly VirtualRouter[];
}

/**
 * Takes apart what has nothing to do with each other: instances belong together when they are one router, share a sync
 * group, or have one router id and family, so that they may hear each other.
 */
export function splitStage(nodes: readonly SimNode[], routers: readonly VirtualRouter[]): readonly SplitPart[] {
  const sets = new DisjointSets<string>();
  const keyOf = new Map<Instance, string>();
  for (const [at, node] of nodes.entries()) {
    for (const { instance, vrid, family, group } of node.instances) {
      const key = `vrid ${vrid} ${family}`;
      keyOf.set(instance, key);
      if (group !== undefined) sets.join(key, `group ${at} ${group}`);
    }
  }
  for (const { members } of routers) {
    const keys = members.flatMap(({ instance }) => keyOf.get(instance) ?? []);
    for (const key of keys) sets.join(keys[0] ?? key, key);
  }
  const parts = new Map<string, VirtualRouter[]>();
  for (const router of routers) {
    const key = router.members.map(({ instance }) => keyOf.get(instance)).find((one) => one !== undefined);
    if (key === undefined) continue;
    const root = sets.find(key);
    const known = parts.get(root);
    if (known === undefined) parts.set(root, [router]);
    else known.push(router);
  }
  return [...parts].map(([root, own]) => ({
    nodes: nodes.map((node) => only(node, ({ vrid, family }) => sets.find(`vrid ${vrid} ${family}`) === root)),
    routers: own,
  }));
}

/** The node with some of its instances; groups and scripts that none of them needs go. */
function only(node: SimNode, keeps: (instance: SimNode["instances"][number]) => boolean): SimNode {
  if (node.instances.every(keeps)) return node;
  const instances = node.instances.filter(keeps);
  const used = new Set(
    instances.flatMap(({ trackers }) => trackers.flatMap(({ kind, name }) => (kind === "script" ? name : []))),
  );
  const groups = node.groups.map((group) =>
    group.flatMap((at) => {
      const instance = node.instances[at];
      const position = instance === undefined ? -1 : instances.indexOf(instance);
      return position < 0 ? [] : position;
    }),
  );
  return { ...node, instances, groups, scripts: node.scripts.filter(({ name }) => used.has(name)) };
}
