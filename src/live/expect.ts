import type { Cluster } from "../cluster/cluster.js";
import type { Instance } from "../semantic/instances.js";
import { makeCast } from "../simulate/cast.js";
import { runUntil } from "../simulate/clock.js";
import { emptyWorld } from "../simulate/lifecycle.js";
import type { SimNode } from "../simulate/model.js";
import { readModel } from "../simulate/read-model.js";
import { settleTime } from "../simulate/settle.js";
import { splitStage } from "../simulate/split.js";
import { apply, type Event } from "../simulate/steps.js";
import type { Tracked } from "./dump.js";
import type { LiveMember, LiveNode } from "./nodes.js";

/** What the model makes of the files while what is tracked is as the dumps say, for one instance. */
export interface Expected {
  /** It may be MASTER at rest, with who is MASTER now in place before all others. */
  readonly holds: boolean;
  readonly effective: number;
}

/** The model's answer by block. A router with a node of which no dump is there is left out. */
export type LiveExpectation = ReadonlyMap<Instance, Expected>;

/** The blocks as the model has them, by block. */
export function modelsOf(nodes: readonly LiveNode[]): ReadonlyMap<Instance, SimNode["instances"][number]> {
  const configs = nodes.flatMap((node) => node.config ?? []);
  const models = readModel(configs, (config) => nodes.find((node) => node.config === config)?.release).nodes;
  return new Map(models.flatMap(({ instances }) => instances.map((one) => [one.instance, one] as const)));
}

/**
 * Plays each cluster with what is written. Where several outcomes are at rest, such as with `nopreempt` or equal
 * priorities, who holds now decides: the nodes that hold start first.
 */
export function expectationOf(clusters: readonly Cluster[], members: readonly LiveMember[]): LiveExpectation {
  const live = new Map(members.flatMap((member) => (member.written ? [[member.written, member] as const] : [])));
  return new Map(clusters.flatMap((cluster) => ofCluster(cluster, live)));
}

type Live = ReadonlyMap<Instance, LiveMember>;

function ofCluster({ nodes, routers }: Cluster, live: Live): readonly (readonly [Instance, Expected])[] {
  const nodeOf = new Map(
    [...live.values()].flatMap(({ node }) => (node.config === undefined ? [] : [[node.config, node] as const])),
  );
  const known = nodes.filter((node) => nodeOf.has(node));
  const models = readModel(known, (node) => nodeOf.get(node)?.release).nodes;
  const placed = models.map((model) => withSources(model, live));
  return splitStage(placed, routers).flatMap((part) => {
    const own = part.routers.flatMap(({ members }) => members.map(({ instance }) => live.get(instance)));
    if (!own.every((member) => member !== undefined && isKnown(member))) return [];
    const events = part.nodes.flatMap((model, at) => {
      const config = known[at];
      return eventsOf(model, at, (config && nodeOf.get(config)?.dump.tracked) ?? []);
    });
    return played(part.nodes, events, live);
  });
}

/** Whether the dump says how everything is that the files let an instance track; JSON says it of processes alone. */
function isKnown({ node, running, written }: LiveMember): boolean {
  const { config, dump } = node;
  if (config === undefined || written === undefined) return false;
  const hasData = dump.formats.includes("data");
  if (!hasData && running.state === "FAULT") return false;
  const known = new Set(dump.tracked.map(({ kind, name }) => `${kind} ${name}`));
  return config.trackers(written).every(({ kind, target, line, ignored }) => {
    if (ignored !== undefined || (line === undefined && !hasData)) return true;
    return known.has(`${kind} ${target}`);
  });
}

/** Addresses that the dumps know decide between equal priorities. */
const withSources = (node: SimNode, live: Live): SimNode => ({
  ...node,
  instances: node.instances.map((one) => ({
    ...one,
    source: one.source ?? live.get(one.instance)?.running.source?.address,
  })),
});

/** What is tracked and not well. */
function eventsOf({ instances, defined }: SimNode, node: number, tracked: readonly Tracked[]): readonly Event[] {
  const devices = new Set(
    instances.flatMap(({ interface: own, trackers }) => [
      own,
      ...trackers.flatMap(({ kind, name }) => (kind === "interface" ? [name] : [])),
    ]),
  );
  return tracked.flatMap(({ kind, name, isUp, value }): Event[] => {
    if (kind === "interface") return isUp || !devices.has(name) ? [] : [{ kind: "down", node, interface: name }];
    if (!defined[kind].includes(name)) return [];
    if (kind === "file") return value === undefined || value === 0 ? [] : [{ kind, node, name, value }];
    if (isUp) return [];
    return [kind === "script" ? { kind: "fail", node, name } : { kind, node, name, isUp: false }];
  });
}

function played(nodes: readonly SimNode[], events: readonly Event[], live: Live): readonly [Instance, Expected][] {
  const holds = ({ instances }: SimNode): boolean =>
    instances.some(({ instance }) => live.get(instance)?.running.state === "MASTER");
  const first = nodes.flatMap((node, at) => (holds(node) ? [at] : []));
  const rest = nodes.flatMap((node, at) => (holds(node) ? [] : [at]));
  const world = emptyWorld(makeCast(nodes));
  for (const event of events) apply(world, event);
  for (const some of [first, rest]) {
    if (some.length === 0) continue;
    apply(world, { kind: "start", nodes: some });
    runUntil(world, world.now + settleTime(nodes));
  }
  return world.cast.actors.map(({ instance }, who) => [
    instance.instance,
    { holds: world.live[who]?.state === "master", effective: world.live[who]?.effective ?? 0 },
  ]);
}
