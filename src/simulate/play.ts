import { followRaces, MAX_RUNS } from "./branches.js";
import { makeCast } from "./cast.js";
import { runUntil } from "./clock.js";
import { emptyWorld } from "./lifecycle.js";
import type { SimInstance } from "./model.js";
import type { Race } from "./races.js";
import { reloadNode } from "./reload.js";
import type { Scenario, Stage, Step } from "./scenario.js";
import { apply } from "./steps.js";
import type { Cast, World } from "./world.js";

/** One way in which a scenario can go. */
export interface PlayedRun<Look = unknown> {
  readonly world: World;
  /** What was seen at each `expect`, in order. */
  readonly looks: readonly Look[];
  /** Timers so close that their order is open, and which of them was first here. */
  readonly races: readonly Race[];
}

/**
 * Plays a scenario in every order that timers close together allow; the first run is the one by the clock.
 * `look` is called at each step `expect`. Pure: the same scenario gives the same runs.
 */
export function play<Expected, Look>(
  scenario: Scenario<Expected>,
  look: (world: World, expected: Expected, lastEvent: number) => Look,
): readonly PlayedRun<Look>[] {
  const first: Open<Look> = {
    world: emptyWorld(makeCast(scenario.stage.nodes, scenario.stage.facts)),
    looks: [],
    races: [],
    step: 0,
    event: 0,
  };
  const open: Open<Look>[] = [first];
  const done: PlayedRun<Look>[] = [];
  for (let run = open.shift(); run !== undefined; run = open.shift()) {
    const fork = (other: World, race: Race): void => {
      if (run !== undefined && open.length + done.length + 1 < MAX_RUNS) {
        open.push({ ...run, looks: run.looks.slice(), world: other, races: [...run.races, race] });
      }
    };
    goThrough(run, scenario, look, fork);
    done.push(run);
  }
  return done;
}

interface Open<Look> {
  readonly world: World;
  looks: Look[];
  races: Race[];
  /** Next step. */
  step: number;
  /** Time of the last event. */
  event: number;
}

function goThrough<Expected, Look>(
  run: Open<Look>,
  { steps, until, stage }: Scenario<Expected>,
  look: (world: World, expected: Expected, lastEvent: number) => Look,
  fork: (other: World, race: Race) => void,
): void {
  const { world } = run;
  const follow = followRaces(fork, (races) => {
    run.races = [...run.races, ...races];
  });
  for (let step = steps[run.step]; step !== undefined; step = steps[run.step]) {
    runUntil(world, step.at, follow);
    run.step += 1;
    if (step.kind === "expect") run.looks.push(look(world, step.expected, run.event));
    else {
      take(world, step, stage);
      run.event = step.at;
    }
  }
  runUntil(world, until, follow);
}

function take<Expected>(world: World, step: Exclude<Step<Expected>, { kind: "expect" }>, { facts }: Stage): void {
  if (step.kind === "event") return apply(world, step.event);
  const nodes = world.cast.nodes.map((node, at) => (at === step.node ? step.becomes : node));
  const cast = makeCast(nodes, facts);
  reloadNode(world, step.node, cast, positionsBefore(world.cast, cast));
}

/** Which instance each one was before a reload: the same virtual router on the same socket (vrrp.c:vrrp_exist). */
function positionsBefore(before: Cast, after: Cast): (number | undefined)[] {
  const known = new Map(before.actors.map(({ node, instance }, who) => [`${node} ${socketOf(instance)}`, who]));
  return after.actors.map(({ node, instance }) => known.get(`${node} ${socketOf(instance)}`));
}

const socketOf = ({ vrid, family, interface: name, isUnicast, source, destination }: SimInstance): string =>
  [vrid, family, name, isUnicast ? (source ?? "unicast") : destination].join(" ");
