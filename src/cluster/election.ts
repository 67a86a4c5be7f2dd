import { EFFECTIVE_PRIORITY, OWNER_PRIORITY } from "../semantic/instances.js";
import { contribution, type Tracker } from "../semantic/trackers.js";
import type { Member } from "./virtual-routers.js";

/** A tracker that changes the priority, and by how much while it is up and while it is down. */
export interface Weighted {
  readonly tracker: Tracker;
  readonly up: number;
  readonly down: number;
}

/** How a node's priority comes about. */
export interface Weighing {
  readonly base: number;
  readonly weighted: readonly Weighted[];
  /** Files hold any number, so their contribution is not known. */
  readonly hasFiles: boolean;
}

/** A member of a virtual router with its weighing, and its priority with all trackers up. */
export interface Weighed {
  readonly member: Member;
  readonly weighing: Weighing;
  readonly healthy: number;
}

/** Undefined where the priority or a weight is not known. */
export function weigh({ node, instance }: Member): Weighing | undefined {
  const base = instance.priority.value;
  if (base === undefined) return undefined;
  const weighted: Weighted[] = [];
  let hasFiles = false;
  for (const tracker of node.trackers(instance)) {
    if (tracker.ignored !== undefined) continue;
    const [up, down] = [contribution(tracker, true), contribution(tracker, false)];
    if (up === undefined || down === undefined) return undefined;
    if (tracker.weight === 0) continue;
    if (tracker.kind === "file") hasFiles = true;
    else weighted.push({ tracker, up, down });
  }
  return { base, weighted: base === OWNER_PRIORITY ? [] : weighted, hasFiles: hasFiles && base !== OWNER_PRIORITY };
}

/** The priority that is sent while these trackers are down and the others up; files are taken as 0. */
export function effective({ base, weighted }: Weighing, down: ReadonlySet<Weighted> = new Set()): number {
  if (base === OWNER_PRIORITY) return base;
  const sum = weighted.reduce((total, one) => total + (down.has(one) ? one.down : one.up), base);
  return Math.min(EFFECTIVE_PRIORITY.highest, Math.max(EFFECTIVE_PRIORITY.lowest, sum));
}

/** The priority with every tracker up; undefined where a weight is not known. */
export function healthyPriority(member: Member): number | undefined {
  const weighing = weigh(member);
  return weighing === undefined ? undefined : effective(weighing);
}
