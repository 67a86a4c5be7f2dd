import { runAll } from "./branches.js";
import { makeCast } from "./cast.js";
import { runUntil } from "./clock.js";
import { type Failure, singleFailures, splits } from "./failures.js";
import { copyWorld, emptyWorld } from "./lifecycle.js";
import { NEVER } from "./model.js";
import { endsOf, momentsOf } from "./moments.js";
import { historyOf, type Stretch, type Subject, steadySince, timeWith } from "./outcome.js";
import type { Stage } from "./scenario.js";
import { settleTime } from "./settle.js";
import { apply } from "./steps.js";
import type { StateCause, World } from "./world.js";

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
  readonly cause: StateCause | undefined;
  /** Machines that carry addresses although they do not hold the router (L3). */
  readonly leftovers: readonly number[];
}

/** A failure with its effects, by position of the subject. */
export interface ExploredLine {
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

/** All nodes are started at once and left alone until nothing moves; close timers end in the order by the clock. */
export function settleBase(stage: Stage, subjectsOf: (world: World) => readonly Subject[]): Base {
  const world = emptyWorld(makeCast(stage.nodes, stage.facts));
  const settle = settleTime(stage.nodes);
  apply(world, { kind: "start", nodes: stage.nodes.map((_, at) => at) });
  runUntil(world, settle);
  forget(world);
  return { world, settle, subjects: subjectsOf(world) };
}

/** The effects of one more failure by subject, at the moments that make a difference; the end of it is left out. */
export const effectsOf = (base: Base, failure: Failure): readonly Effect[] =>
  effectsIn(
    base,
    momentsOf(base.world, failure).flatMap(({ world }) => observe(world, base, failure.happens)),
  );

/** The same for this very moment alone. */
export const effectsNow = (base: Base, failure: Failure): readonly Effect[] =>
  effectsIn(base, observe(copyWorld(base.world), base, failure.happens));

/** The cluster when a failure has gone on until nothing moves any more: by the clock, then in other orders of close timers. */
export function settleAfter({ world, settle, subjects }: Base, failure: Failure): readonly Base[] {
  const copy = copyWorld(world);
  for (const event of failure.happens) apply(copy, event);
  return runAll(copy, copy.now + settle).map((end) => {
    forget(end);
    return { world: end, settle, subjects };
  });
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
export const exploreSingles = (base: Base, failures = singleFailures(base.world.cast.nodes)): readonly ExploredLine[] =>
  failures.map((failure) => exploreFailure(base, failure));

/** Plays a failure at the moments that make a difference, and its end, when all has settled, at those that then do. */
export function exploreFailure(base: Base, failure: Failure): ExploredLine {
  const firsts = momentsOf(base.world, failure).map(({ world, isEarly }) => ({
    isEarly,
    ways: observe(world, base, failure.happens),
  }));
  const backs = firsts.flatMap(({ isEarly, ways }) =>
    ways.flatMap(({ world }) => endsOf(world, failure, isEarly).flatMap((end) => observe(end, base, failure.ends))),
  );
  return {
    failure,
    effects: effectsIn(
      base,
      firsts.flatMap(({ ways }) => ways),
    ),
    back: effectsIn(base, backs),
  };
}

/** What was seen of a subject after one event. */
export interface Observation {
  readonly before: readonly number[];
  readonly history: readonly Stretch[];
  readonly event: number;
  readonly cause: StateCause | undefined;
  readonly leftovers: readonly number[];
}

/** One way in which a world went on after events, and what was seen of each subject. */
interface Way {
  readonly world: World;
  readonly seen: readonly Observation[];
}

const effectsIn = ({ subjects }: Base, ways: readonly Way[]): readonly Effect[] =>
  subjects.map((_, at) => merge(ways.flatMap(({ seen }) => seen[at] ?? [])));

/** Makes events happen, and gives every way in which the world may go on until nothing moves. */
function observe(world: World, { settle, subjects }: Base, events: Failure["happens"]): readonly Way[] {
  const event = world.now;
  const known = world.transitions.length;
  const before = subjects.map((subject) => historyOf(world, subject, event, event).at(-1)?.holders ?? []);
  for (const one of events) apply(world, one);
  return runAll(world, event + settle).map((end) => ({
    world: end,
    seen: subjects.map((subject, at) => {
      const own = new Set(subject.actors);
      const cause = end.transitions.findLast(
        (one, index) => index >= known && own.has(one.who) && one.state === "master",
      )?.cause;
      return {
        before: before[at] ?? [],
        history: historyOf(end, subject, event, end.now),
        event,
        cause,
        leftovers: leftoversOf(end, subject),
      };
    }),
  }));
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
    leftovers: [...new Set(seen.flatMap(({ leftovers }) => leftovers))].sort((a, b) => a - b),
  };
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
