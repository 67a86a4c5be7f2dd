import { runUntil } from "./clock.js";
import { delay, type Race, racesAt, withFirst } from "./races.js";
import type { World } from "./world.js";

/** Worlds that go other ways than this one are not followed once there are as many; the rest would be orders of orders. */
export const MAX_RUNS = 16;

/**
 * What to do before the timer of an instance ends (B9): each other order in which close timers may end goes to `fork`, and the
 * world itself goes on with the one by the clock. `note` is given the races that it has decided so.
 */
export const followRaces =
  (fork: (other: World, race: Race) => void, note: (races: readonly Race[]) => void = () => undefined) =>
  (world: World, who: number): void => {
    const races = racesAt(world, who);
    if (races.length === 0) return;
    const all = [who, ...races.map(({ second }) => second)];
    world.decidedUntil = world.now + Math.max(...races.map(({ within }) => within));
    for (const race of races) {
      const others = all.filter((one) => one !== race.second);
      fork(withFirst(world, race.second, others), { ...race, first: race.second, second: who });
    }
    for (const { second } of races) delay(world, second);
    note(races);
  };

/** Lets a world run up to a time in every order that close timers allow: the one by the clock, which is itself, then others. */
export function runAll(world: World, until: number): readonly World[] {
  const open = [world];
  const done: World[] = [];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    const follow = followRaces((other) => {
      if (open.length + done.length + 1 < MAX_RUNS) open.push(other);
    });
    runUntil(one, until, follow);
    done.push(one);
  }
  return done;
}
