import { runUntil } from "./clock.js";
import type { Failure } from "./failures.js";
import { copyWorld } from "./lifecycle.js";
import type { LiveScript, World } from "./world.js";

/** A moment after a timer and one before it, in µs. */
const NEAR = 1_000;

/** A world in which something is about to happen, and whether the timer that it interrupts has just ended or soon will. */
export interface Moment {
  readonly world: World;
  readonly isEarly: boolean;
}

/**
 * Copies of a world at rest in which a failure falls right after and right before what it interrupts: an advert of a holder
 * (T1), or a run of the script (P11), whose phase against the adverts is open.
 */
export function momentsOf(world: World, failure: Failure): readonly Moment[] {
  const script = failure.kind === "fail" ? failure.name : undefined;
  const moments = script === undefined ? advertMoments(world) : scriptMoments(world, failure.nodes, script);
  return moments.length === 0 ? [{ world: copyWorld(world), isEarly: true }] : moments;
}

/**
 * The same for the end of a failure, of which a world has seen the whole. A script passes right after a run where it has
 * failed so, else right before one; other things end right after the advert of each holder, else right before one.
 */
export function endsOf(world: World, { kind, nodes, name }: Failure, isEarly: boolean): readonly World[] {
  const runs = kind === "fail" && name !== undefined ? scriptsOf(world, nodes, name).map(({ nextRun }) => nextRun) : [];
  const due = [...new Set(runs.length === 0 ? masterTimers(world) : runs)].filter(Number.isFinite);
  const times = isEarly ? due.map((at) => at + NEAR) : [Math.min(...due) - NEAR];
  return due.length === 0 ? [world] : times.map((at) => copyAt(world, Math.max(world.now, at)));
}

const masterTimers = ({ live }: World): readonly number[] =>
  live.flatMap(({ state, due }) => (state === "master" ? [due] : []));

function advertMoments(world: World): Moment[] {
  const next = Math.min(...masterTimers(world));
  if (!Number.isFinite(next)) return [];
  return [
    { world: copyAt(world, next + NEAR), isEarly: true },
    { world: copyAt(world, next + Math.max(NEAR, nearestEnd(world) - NEAR)), isEarly: false },
  ];
}

/** The shortest interval of a holder: the time from one advert to the next. */
function nearestEnd({ live, cast }: World): number {
  const intervals = live.flatMap(({ state }, who) =>
    state === "master" ? (cast.actors[who]?.instance.interval ?? []) : [],
  );
  return Math.min(...intervals);
}

const SHIFTS = 4;

const scriptsOf = (world: World, nodes: readonly number[], name: string): readonly LiveScript[] =>
  nodes.flatMap((node) => world.nodes[node]?.scripts.filter(({ script }) => script.name === name) ?? []);

function scriptMoments(world: World, nodes: readonly number[], name: string): Moment[] {
  const moments: Moment[] = [];
  for (let shift = 0; shift < SHIFTS; shift += 1) {
    const shifted = copyWorld(world);
    const scripts = scriptsOf(shifted, nodes, name);
    const intervals = [...new Set(scripts.map(({ script }) => script.interval))];
    const [longest] = intervals.toSorted((x, y) => y - x);
    if (longest === undefined) return [];
    for (const script of scripts) script.nextRun = world.now + NEAR + Math.floor((shift * longest) / SHIFTS);
    const next = scripts[0]?.nextRun ?? world.now;
    moments.push(
      { world: copyAt(shifted, next + NEAR), isEarly: true },
      ...intervals.map((interval) => ({ world: copyAt(shifted, next + interval - NEAR), isEarly: false })),
    );
  }
  return moments;
}

function copyAt(world: World, at: number): World {
  const copy = copyWorld(world);
  runUntil(copy, at);
  return copy;
}
