import { RACE, START_RACE } from "./clock.js";
import { copyWorld } from "./lifecycle.js";
import { NEVER } from "./model.js";
import type { Live, World } from "./world.js";

/** Two instances whose timers may end in either order. */
export interface Race {
  readonly at: number;
  readonly first: number;
  readonly second: number;
  /** How far apart they may be; more where the nodes have just been started at once. */
  readonly within: number;
}

/**
 * The races that `who`, whose timer ends now, is in: with it all are ready that become MASTER together, others of the same
 * virtual router will be so in a moment, and whoever is first stays (B9, G7). One for each that could be first instead.
 */
export function racesAt(world: World, who: number): readonly Race[] {
  const { cast, live, now, nodes, decidedUntil } = world;
  const own = live[who];
  if (own?.state !== "backup" || decidedUntil > now) return [];
  // Owners that have just started speak before they listen; then their addresses decide (S3, M5).
  if (own.span === 1) return [];
  const unit = unitOf(world, who);
  if (unit.some((one) => one !== who && live[one]?.want !== "master")) return [];
  const found = new Map<number, Race>();
  for (const { to, how } of unit.flatMap((one) => cast.hearing[one] ?? [])) {
    const other = cast.actors[to];
    if (other === undefined || how !== "accepted" || live[to]?.state !== "backup") continue;
    if (found.has(other.node) || nodes[other.node]?.isPaused === true) continue;
    const rivals = unitOf(world, to);
    const last = lastOf(world, rivals);
    const within = raceOf(world, who, to);
    if (last < 0 || (live[last]?.due ?? NEVER) > now + within) continue;
    if (isLasting(world, unit, rivals)) found.set(other.node, { at: now, first: who, second: last, within });
  }
  return [...found.values()];
}

/** Those that become MASTER together: the members of a sync group on a node, or one alone. */
function unitOf({ cast }: World, who: number): readonly number[] {
  const actor = cast.actors[who];
  if (actor?.instance.group === undefined) return [who];
  return cast.members.get(`${actor.node} ${actor.instance.group}`) ?? [who];
}

/** Whose timer the others wait for; negative where none of them runs. */
function lastOf({ live }: World, unit: readonly number[]): number {
  let last = -1;
  for (const who of unit) {
    const one = live[who];
    if (one === undefined || one.want === "fault") return -1;
    if (one.want !== "master" && (last < 0 || one.due > (live[last]?.due ?? 0))) last = who;
  }
  return last;
}

/** Whether the first one keeps the router: the other will not preempt, or not with all that belong together. */
function isLasting({ cast, live }: World, unit: readonly number[], rivals: readonly number[]): boolean {
  const pairs = unit.flatMap((own) =>
    (cast.hearing[own] ?? []).flatMap(({ to }) => (rivals.includes(to) ? [[own, to] as const] : [])),
  );
  if (pairs.flat().some((who) => cast.actors[who]?.instance.nopreempt === true)) return true;
  const leads = pairs.map(([own, to]) => Math.sign((live[own]?.effective ?? 0) - (live[to]?.effective ?? 0)));
  return leads.some((lead) => lead === 0 || lead !== leads[0]);
}

/** How far apart two timers may end that still can do so in either order. */
function raceOf({ cast, live, nodes }: World, a: number, b: number): number {
  const [first, second] = [a, b].map((who) => nodes[cast.actors[who]?.node ?? -1]?.startedAt);
  const haveHeardNobody = [a, b].every((who) => live[who]?.master === -1);
  return first === second && haveHeardNobody ? START_RACE : RACE;
}

/** Members of a unit whose timers have not ended yet. */
const waiting = (world: World, who: number): readonly Live[] =>
  unitOf(world, who).flatMap((one) => {
    const live = world.live[one];
    return live === undefined || live.want === "master" ? [] : live;
  });

/** Two that end at one moment are not both first. */
export function delay(world: World, who: number): void {
  for (const one of waiting(world, who)) one.due = Math.max(one.due, world.now + 1);
}

/** The same moment, in which another timer ends first, with all that its sync group waits for. */
export function withFirst(world: World, first: number, others: readonly number[]): World {
  const copy = copyWorld(world);
  for (const other of others) {
    for (const one of waiting(copy, other)) one.due = Math.max(one.due, world.now + RACE / 2);
  }
  for (const one of waiting(copy, first)) one.due = world.now;
  return copy;
}
