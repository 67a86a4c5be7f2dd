import { type Effect, merge, type Observation } from "./explore.js";
import type { SimNode } from "./model.js";
import { historyOf, type Stretch, type Subject } from "./outcome.js";
import { play } from "./play.js";
import type { Stage, Step } from "./scenario.js";
import { settleTime } from "./settle.js";
import type { Event } from "./steps.js";
import type { World } from "./world.js";

/** One thing that an operator does; the next one follows when nothing moves any more. */
export type Action =
  | { readonly kind: "event"; readonly event: Event }
  | { readonly kind: "reload"; readonly node: number; readonly becomes: SimNode };

/** What an action has done to one subject. */
export type Passage = Omit<Effect, "before" | "cause" | "leftovers">;

/** How long before the next action a look is taken, in µs. */
const LOOK_BEFORE = 200_000;

/**
 * Plays actions one after the other from a cluster of which nothing runs, in every order of timers close together; gives
 * by action, then by subject, what it has done. `subjectsOf` is asked at every look, since a reload changes the cast.
 */
export function playActions(
  stage: Stage,
  actions: readonly Action[],
  subjectsOf: (world: World) => readonly Subject[],
): readonly (readonly Passage[])[] {
  const becoming = actions.flatMap((action) => (action.kind === "reload" ? action.becomes : []));
  const settle = settleTime([...stage.nodes, ...becoming]);
  const steps = actions.flatMap((action, at): Step<undefined>[] => [
    { at: at * settle, ...action },
    { at: (at + 1) * settle - LOOK_BEFORE, kind: "expect", expected: undefined },
  ]);
  const until = actions.length * settle;
  const runs = play<undefined, readonly Observation[]>({ name: "", stage, steps, until }, (world, _, lastEvent) =>
    subjectsOf(world).map((subject) => observation(historyOf(world, subject, lastEvent, world.now), lastEvent)),
  );
  return actions.map((_, at) => {
    const seen = runs.map(({ looks }) => looks[at] ?? []);
    return (seen[0] ?? []).map((_one, subject) => merge(seen.flatMap((looks) => looks[subject] ?? [])));
  });
}

const observation = (history: readonly Stretch[], event: number): Observation => ({
  before: [],
  history,
  event,
  cause: undefined,
  leftovers: [],
});

/** More nodes than this are started in fewer orders than there are. */
const MAX_PERMUTED = 4;

/** All orders of some nodes; of many only those that begin with each of them, and the reverse. */
export function ordersOf(nodes: readonly number[]): readonly (readonly number[])[] {
  if (nodes.length <= MAX_PERMUTED) return permutations(nodes);
  const turned = nodes.map((_, at) => [...nodes.slice(at), ...nodes.slice(0, at)]);
  return [...turned, nodes.toReversed()];
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first) => permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

const start = (nodes: readonly number[]): Action => ({ kind: "event", event: { kind: "start", nodes } });

/** Each node is started when those before it have settled. */
export const coldStart = (order: readonly number[]): readonly Action[] => order.map((node) => start([node]));

/** All nodes are started, then each is stopped and started again. */
export const rollingRestart = (order: readonly number[]): readonly Action[] => [
  start(order),
  ...order.flatMap((node): Action[] => [{ kind: "event", event: { kind: "stop", nodes: [node] } }, start([node])]),
];

/** All nodes are started, then each reads its new configuration. */
export const rollingReload = (order: readonly number[], becomes: readonly SimNode[]): readonly Action[] => [
  start(order),
  ...order.flatMap((node) => {
    const next = becomes[node];
    return next === undefined ? [] : [{ kind: "reload" as const, node, becomes: next }];
  }),
];
