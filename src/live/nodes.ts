import type { Cluster } from "../cluster/cluster.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import type { Dump, Running } from "./dump.js";

/** A machine of which a dump is there, with its configuration where that is given too. */
export interface LiveNode {
  readonly name: string;
  readonly dump: Dump;
  readonly config: Node | undefined;
  /** Release of the daemon, as far as it is known. */
  readonly release: string;
}

/** A virtual router on one node, as it runs and as it is written. */
export interface LiveMember {
  readonly node: LiveNode;
  readonly running: Running;
  readonly written: Instance | undefined;
}

/** The newest release that has nothing of what came later, where a dump has nothing of it either. */
const OLD = "2.3.2";

/** What a daemon is taken for: what the user says, else by what its dump has. */
export const releaseOf = (dump: Dump, target: string | undefined): string => target ?? dump.since ?? OLD;

/** The instances of a node, each with its block. One that was renamed is found by its id. */
export function membersOf(node: LiveNode): readonly LiveMember[] {
  const written = node.config?.instances ?? [];
  const byName = new Map(written.map((instance) => [instance.name, instance]));
  const running = new Set(node.dump.instances.map(({ name }) => name));
  const free = new Map(
    written.filter(({ name }) => !running.has(name ?? "")).map((instance) => [keyOf(instance), instance]),
  );
  return node.dump.instances.map((one) => ({
    node,
    running: one,
    written: byName.get(one.name) ?? free.get(`${one.vrid} ${one.family}`),
  }));
}

const keyOf = ({ vrid, family }: Instance): string => `${vrid.value} ${family ?? 4}`;

/** Position of the virtual router that a block is in, by block. */
export function routersIn(clusters: readonly Cluster[]): ReadonlyMap<Instance, number> {
  const found = new Map<Instance, number>();
  let at = 0;
  for (const { routers } of clusters) {
    for (const { members } of routers) {
      for (const { instance } of members) found.set(instance, at);
      at += 1;
    }
  }
  return found;
}
