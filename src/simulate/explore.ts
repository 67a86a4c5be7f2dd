import { makeCast } from "./cast.js";
import { runUntil } from "./clock.js";
import { type Failure, singleFailures, splits } from "./failures.js";
import { copyWorld, emptyWorld } from "./lifecycle.js";
import { NEVER } from "./model.js";
import { historyOf, type Stretch, type Subject, steadySince, timeWith } from "./outcome.js";
import type { Stage } from "./scenario.js";
import { settleTime } from "./settle.js";
import { apply } from "./steps.js";
import type { Cause, World } from "./world.js";

/** From the least to the most, over the moments in which a failure may fall. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What a failure, or its end, does to one virtual router. */
export interface Effect {
  readonly before: readonly number[];
  /** Holders when nothing moves any more; several where the moment decides. */
  readonly after: readonly (readonly number[])[];
  /** Time until the last change of holders; undefined where none changed. */
  readonly took: Range | undefined;
  readonly outage: Range;
  readonly overlap: Range;
  /** The holders change again and again. */
  readonly flaps: boolean;
  /** Why the new holder took over. */
  readonly cause: Cause | undefined;
  /** Machines that carry addresses although they do not hold the router (L3). */
  readonly leftovers: readonly number[];
}

/** A failure with its effects, by position of the subject. */
export interface Line {
  readonly failure: Failure;
  readonly effects: readonly Effect[];
  readonly back: readonly Effect[];
}

/** How bad an effect is, seen from outside. */
export type Mark =
  | "none"
  /** Nobody holds the router, although a node without any failure could. */
  | "nobody"
  /** Several nodes hold it, although all can hear each other. */
  | "several"
  | "flaps"
  /** The holder's own tracker failed, and it holds on. */
  | "unmoved";

/** A cluster at rest, from which failures start. */
export interface Base {
  readonly world: World;
  readonly settle: number;
  readonly subjects: readonly Subject[];
}

/** More changes of holders than this while a cluster settles are no transition any more. */
const FLAPPING = 8;

/** All nodes are started at once and left alone until nothing moves. */
export function settleBase(stage: Stage, subjectsOf: (world: World) => readonly Subject[]): Base {
  const world = emptyWorld(makeCast(stage.nodes, stage.facts));
  const settle = settleTime(stage.nodes);
  apply(world, { kind: "start", nodes: stage.nodes.map((_, at) => at) });
  runUntil(world, settle);
  forget(world);
  return { world, settle, subjects: subjectsOf(world) };
}

/** The effects of one more failure by subject, at the moments that make a difference; the end of it is left out. */
export function effectsOf(base: Base, failure: Failure): readonly Effect[] {
  const seen = momentsOf(base, failure).map((world) => observe(world, base, failure.happens));
  return base.subjects.map((_, at) => merge(seen.flatMap((some) => some[at] ?? [])));
}

/** The same for this very moment alone. */
export const effectsNow = (base: Base, failure: Failure): readonly Effect[] =>
  observe(copyWorld(base.world), base, failure.happens).map((one) => merge([one]));

/** The cluster when a failure has gone on until nothing moves any more. */
export function settleAfter({ world, settle, subjects }: Base, failure: Failure): Base {
  const copy = copyWorld(world);
  for (const event of failure.happens) apply(copy, event);
  runUntil(copy, copy.now + settle);
  forget(copy);
  return { world: copy, settle, subjects };
}

/** Leaves of what has happened only how it ended, so that copies stay small. */
function forget(world: World): void {
  const { now } = world;
  world.transitions.length = 0;
  world.carried.length = 0;
  world.priorities.length = 0;
  for (const [who, { state, carries }] of world.live.entries()) {
    world.transitions.push({ at: now, who, state, cause: { kind: "start" } });
    world.carried.push({ at: now, who, carries });
  }
}

/** How often the longest settling time is watched, and becoming MASTER more often than this is no accident. */
const WATCHED = 3;
const OFTEN = 2;

/** Those that become MASTER again and again although nothing happens: they hear only some of the others (M6). */
export function restlessActors({ world, settle }: Base): readonly number[] {
  const copy = copyWorld(world);
  const from = copy.transitions.length;
  runUntil(copy, copy.now + WATCHED * settle);
  const times = new Map<number, number>();
  for (const { who, state } of copy.transitions.slice(from)) {
    if (state === "master") times.set(who, (times.get(who) ?? 0) + 1);
  }
  return [...times].flatMap(([who, count]) => (count >= OFTEN ? [who] : []));
}

/** What each single failure and its end bring. */
export const exploreSingles = (base: Base, failures = singleFailures(base.world.cast.nodes)): readonly Line[] =>
  failures.map((failure) => exploreFailure(base, failure));

/** Plays a failure at the moments that make a difference, and its end when all has settled. */
export function exploreFailure(base: Base, failure: Failure): Line {
  const seen = momentsOf(base, failure).map((world) => {
    const first = observe(world, base, failure.happens);
    return { first, back: observe(world, base, failure.ends) };
  });
  return {
    failure,
    effects: base.subjects.map((_, at) => merge(seen.flatMap(({ first }) => first[at] ?? []))),
    back: base.subjects.map((_, at) => merge(seen.flatMap(({ back }) => back[at] ?? []))),
  };
}

/** What was seen of a subject after one event. */
export interface Observation {
  readonly before: readonly number[];
  readonly history: readonly Stretch[];
  readonly event: number;
  readonly cause: Cause | undefined;
  readonly leftovers: readonly number[];
}

function observe(world: World, { settle, subjects }: Base, events: Failure["happens"]): readonly Observation[] {
  const event = world.now;
  const known = world.transitions.length;
  const before = subjects.map((subject) => historyOf(world, subject, event, event).at(-1)?.holders ?? []);
  for (const one of events) apply(world, one);
  runUntil(world, event + settle);
  return subjects.map((subject, at) => {
    const own = new Set(subject.actors);
    const cause = world.transitions.findLast(
      (one, index) => index >= known && own.has(one.who) && one.state === "master",
    )?.cause;
    return {
      before: before[at] ?? [],
      history: historyOf(world, subject, event, world.now),
      event,
      cause,
      leftovers: leftoversOf(world, subject),
    };
  });
}

const leftoversOf = ({ cast, live }: World, { actors }: Subject): readonly number[] =>
  actors.flatMap((who) =>
    live[who]?.carries === true && live[who]?.state !== "master" ? (cast.actors[who]?.node ?? []) : [],
  );

/** One effect out of several moments: ranges, and every outcome there was. */
export function merge(seen: readonly Observation[]): Effect {
  const after = new Map<string, readonly number[]>();
  const tooks: number[] = [];
  for (const { history, event } of seen) {
    const holders = history.at(-1)?.holders ?? [];
    after.set(holders.join(), holders);
    if (history.length > 1)
      tooks.push((steadySince(history, (some) => some.join() === holders.join()) ?? NEVER) - event);
  }
  const range = (values: readonly number[]): Range => ({ least: Math.min(...values), most: Math.max(...values) });
  return {
    before: seen[0]?.before ?? [],
    after: [...after.values()],
    took: tooks.length === 0 ? undefined : range(tooks),
    outage: range(seen.map(({ history }) => timeWith(history, (count) => count === 0))),
    overlap: range(seen.map(({ history }) => timeWith(history, (count) => count > 1))),
    flaps: seen.some(({ history }) => history.length > FLAPPING),
    cause: seen.find(({ cause }) => cause !== undefined)?.cause,
    leftovers: seen[0]?.leftovers ?? [],
  };
}

/** A moment after a timer and one before it, in µs. */
const NEAR = 1_000;

/**
 * Copies of the base in which the failure falls right after and right before what it interrupts: an advert of a holder,
 * or a run of the script, whose phase against the adverts is open.
 */
function momentsOf({ world, settle: _ }: Base, failure: Failure): readonly World[] {
  const script = failure.kind === "fail" ? failure.name : undefined;
  const moments = script === undefined ? advertMoments(world) : scriptMoments(world, failure, script);
  return moments.length === 0 ? [copyWorld(world)] : moments;
}

function advertMoments(world: World): World[] {
  const due = world.live.flatMap(({ state, due: at }) => (state === "master" ? [at] : []));
  const next = Math.min(...due);
  if (!Number.isFinite(next)) return [];
  return [next + NEAR, next + Math.max(NEAR, nearestEnd(world) - NEAR)].map((at) => copyAt(world, at));
}

/** The shortest interval of a holder: the time from one advert to the next. */
function nearestEnd({ live, cast }: World): number {
  const intervals = live.flatMap(({ state }, who) =>
    state === "master" ? (cast.actors[who]?.instance.interval ?? []) : [],
  );
  return Math.min(...intervals);
}

const SHIFTS = 4;

function scriptMoments(world: World, { nodes }: Failure, name: string): World[] {
  const moments: World[] = [];
  for (let shift = 0; shift < SHIFTS; shift += 1) {
    const shifted = copyWorld(world);
    const scripts = nodes.flatMap(
      (node) => shifted.nodes[node]?.scripts.filter(({ script }) => script.name === name) ?? [],
    );
    const interval = Math.min(...scripts.map(({ script }) => script.interval));
    if (!Number.isFinite(interval)) return [];
    for (const script of scripts) script.nextRun = world.now + NEAR + Math.floor((shift * interval) / SHIFTS);
    const next = scripts[0]?.nextRun ?? world.now;
    moments.push(copyAt(shifted, next + NEAR), copyAt(shifted, next + interval - NEAR));
  }
  return moments;
}

function copyAt(world: World, at: number): World {
  const copy = copyWorld(world);
  runUntil(copy, at);
  return copy;
}

/** Judges an effect of failures that have happened so far; `nodes`: how many there are. */
export function markOf(effect: Effect, failures: readonly Failure[], nodes: readonly number[]): Mark {
  const hit = new Set(failures.flatMap((failure) => failure.nodes));
  const isSplit = failures.some(splits);
  const isOtherSound = nodes.some((node) => !hit.has(node));
  if (effect.flaps) return "flaps";
  if (!isSplit && effect.after.some((holders) => holders.length > 1)) return "several";
  if (effect.after.some((holders) => holders.length === 0) && isOtherSound) return "nobody";
  return isOtherSound && isUnmoved(effect, failures.at(-1)) ? "unmoved" : "none";
}

/** A check that fails on the holder is there to move it, where another node is sound. */
function isUnmoved({ before, after }: Effect, failure: Failure | undefined): boolean {
  if (failure === undefined || !["fail", "file", "process", "bfd"].includes(failure.kind)) return false;
  const [holder] = before;
  if (before.length !== 1 || holder === undefined || !failure.nodes.includes(holder)) return false;
  return after.every((holders) => holders.includes(holder));
}
