import type { Cluster } from "../cluster/cluster.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import type { Node } from "../semantic/node.js";
import type { Tracker } from "../semantic/trackers.js";
import { isTooMuch, settleEffort } from "./effort.js";
import { type Base, restlessActors, settleAfter, settleBase } from "./explore.js";
import type { Failure } from "./failures.js";
import { holdersNow, type Subject } from "./outcome.js";
import { readModel } from "./read-model.js";
import { splitStage } from "./split.js";
import type { Event } from "./steps.js";
import type { World } from "./world.js";

/** What happens to a node: it crashes, or what it tracks fails. */
export interface Mishap {
  readonly node: Node;
  /** Undefined: the node crashes. */
  readonly trackers: readonly Tracker[] | undefined;
}

/** A virtual router of a cluster, ready to be asked what failures bring. Pure: the same question has the same answer. */
export interface RouterModel {
  /** Members that hold the router when all nodes run and nothing moves. */
  readonly holders: readonly Member[];
  /** Members that become MASTER again and again although nothing happens. */
  readonly restless: readonly Member[];
  /** Members that hold it when mishaps have happened one after the other, each until nothing moves. */
  holdersAfter(mishaps: readonly Mishap[]): readonly Member[];
}

/** Nodes, each with what can influence the router, at rest. Routers of one sync group share it. */
interface AskedPart {
  readonly routers: readonly VirtualRouter[];
  readonly nodes: readonly Node[];
  /** It is too much for a linter: playing it would take seconds, or years. */
  readonly isTooMuch: boolean;
  readonly base: () => Base;
}

/** Most that is played once for each router of a part. */
const MOST = 5_000_000;

const known = new WeakMap<Cluster, readonly AskedPart[]>();

/**
 * The model of a virtual router; undefined where its files do not tell enough to play it, or it would take too long. Nothing
 * is played before a question is asked, and the state at rest is played once for all routers that influence each other.
 */
export function modelOf(cluster: Cluster, router: VirtualRouter): RouterModel | undefined {
  const parts = known.get(cluster) ?? partsOf(cluster);
  known.set(cluster, parts);
  const part = parts.find(({ routers }) => routers.includes(router));
  if (part === undefined || part.isTooMuch) return undefined;
  const at = part.routers.indexOf(router);
  const subject = part.base().subjects[at];
  if (subject === undefined || subject.actors.length < router.members.length) return undefined;
  return {
    get holders() {
      return membersIn(part.base().world, subject, router);
    },
    get restless() {
      const own = new Set(restlessActors(part.base()));
      return membersOf(part.base().world, subject, router.members, (_, who) => own.has(who));
    },
    holdersAfter(mishaps) {
      const after = (base: Base, mishap: Mishap): Base => settleAfter(base, toFailure(mishap, part.nodes))[0] ?? base;
      const end = mishaps.reduce(after, part.base());
      return membersIn(end.world, subject, router);
    },
  };
}

function partsOf({ nodes, routers, target }: Cluster): readonly AskedPart[] {
  const { nodes: models } = readModel(nodes, () => target);
  return splitStage(models, routers).map((part) => {
    let base: Base | undefined;
    return {
      routers: part.routers,
      nodes,
      isTooMuch: isTooMuch(part.routers.length * settleEffort(part.nodes), MOST),
      base: () => {
        base ??= settleBase({ nodes: part.nodes }, (world) => part.routers.map((router) => subjectOf(world, router)));
        return base;
      },
    };
  });
}

/** The instances of a router in the world. */
export function subjectOf({ cast }: World, { members }: VirtualRouter): Subject {
  const own = new Set(members.map(({ instance }) => instance));
  const actors = cast.actors.flatMap(({ instance }, who) => (own.has(instance.instance) ? [who] : []));
  return { kind: "instance", name: members[0]?.instance.name ?? "", actors };
}

function membersIn(world: World, subject: Subject, { members }: VirtualRouter): readonly Member[] {
  const holders = new Set(holdersNow(world, subject));
  return membersOf(world, subject, members, ({ node }) => holders.has(node));
}

function membersOf(
  { cast }: World,
  { actors }: Subject,
  members: readonly Member[],
  isWanted: (actor: World["cast"]["actors"][number], who: number) => boolean,
): readonly Member[] {
  return actors.flatMap((who) => {
    const actor = cast.actors[who];
    if (actor === undefined || !isWanted(actor, who)) return [];
    return members.filter(({ instance }) => instance === actor.instance.instance);
  });
}

function toFailure({ node, trackers }: Mishap, nodes: readonly Node[]): Failure {
  const at = nodes.indexOf(node);
  const own = { nodes: [at], name: undefined, ends: [] };
  if (trackers === undefined) return { ...own, kind: "crash", happens: [{ kind: "crash", nodes: [at] }] };
  return { ...own, kind: "fail", happens: trackers.flatMap((tracker) => failingOf(tracker, at)) };
}

/** What makes the tracked thing say the opposite of all is well. */
function failingOf({ kind, target, weight = 0, reverse }: Tracker, node: number): Event[] {
  if (target === undefined) return [];
  switch (kind) {
    case "script":
      return [{ kind: "fail", node, name: target }];
    case "interface":
      return [{ kind: "down", node, interface: target }];
    case "process":
    case "bfd":
      return [{ kind, node, name: target, isUp: false }];
    case "file":
      return [{ kind: "file", node, name: target, value: weight * (reverse ? -1 : 1) > 0 ? -LARGEST : LARGEST }];
  }
}

/** The largest number in a file that does not mean FAULT with weight 1. */
const LARGEST = 253;
