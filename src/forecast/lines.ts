import { type Effect, type ExploredLine, markOf } from "../simulate/explore.js";
import type { FailurePair } from "../simulate/explore-pairs.js";
import type { Failure } from "../simulate/failures.js";
import type { SimNode } from "../simulate/model.js";
import type { Subject } from "../simulate/outcome.js";
import type { World } from "../simulate/world.js";
import { whyDeaf } from "./deaf.js";
import type { ForecastLine, ForecastPair, Outcome } from "./forecast.js";
import { type Locate, reasonOf } from "./reason.js";
import { inSeconds } from "./seconds.js";

/** The nodes that have an instance of a router. */
export const nodesOf = ({ cast }: World, { actors }: Subject): readonly number[] => [
  ...new Set(actors.flatMap((who) => cast.actors[who]?.node ?? [])),
];

export const forecastPair = (
  { first, second, effect, mark }: FailurePair,
  nodes: readonly SimNode[],
): ForecastPair => ({
  ...outcomeOf(effect, nodes),
  failures: [first, second].map((failure) => ({ failure, nodes: namesOf(nodes, failure.nodes) })),
  mark,
});

interface LineContext {
  readonly line: ExploredLine;
  readonly at: number;
  readonly nodes: readonly SimNode[];
  readonly subject: Subject;
  readonly world: World;
  readonly locate: Locate;
}

/** Empty for a failure that cannot touch any node of the router. */
export function forecastLine({ line, at, nodes, subject, world, locate }: LineContext): ForecastLine[] {
  const { failure } = line;
  const [effect, back] = [line.effects[at], line.back[at]];
  if (effect === undefined || back === undefined) return [];
  const own = nodesOf(world, subject);
  if (!failure.nodes.some((node) => own.includes(node))) return [];
  const mark = isUnreachable(world, subject, failure, effect) ? "unreachable" : markOf(effect, [failure], own);
  const deafness = mark === "several" ? whyDeaf(world, subject, effect) : undefined;
  return [
    {
      ...outcomeOf(effect, nodes),
      failure,
      nodes: namesOf(nodes, failure.nodes),
      mark,
      ...(deafness === undefined
        ? reasonOf(world, subject, failure, effect, locate)
        : { reason: deafness, written: undefined }),
      back: outcomeOf(back, nodes),
    },
  ];
}

/** The holder is cut off from the segment of the addresses, keeps them, and tracks nothing that could notice. */
function isUnreachable({ cast }: World, { actors }: Subject, failure: Failure, { after }: Effect): boolean {
  const [node] = failure.nodes;
  if ((failure.kind !== "cut" && failure.kind !== "down") || node === undefined) return false;
  if (actors.every((who) => cast.actors[who]?.node === node)) return false;
  const own = actors.map((who) => cast.actors[who]).find((actor) => actor?.node === node)?.instance;
  if (own?.interface !== failure.name || own?.trackers.some(({ kind }) => kind !== "interface")) return false;
  return after.every((holders) => holders.join() === String(node));
}

const outcomeOf = ({ after, took, outage, overlap, flaps, leftovers }: Effect, nodes: readonly SimNode[]): Outcome => ({
  holders: after.map((holders) => namesOf(nodes, holders)),
  after: took === undefined ? undefined : inSeconds(took),
  outage: inSeconds(outage),
  overlap: inSeconds(overlap),
  flaps,
  leftovers: namesOf(nodes, leftovers),
});
export const namesOf = (nodes: readonly SimNode[], positions: readonly number[]): readonly string[] =>
  positions.flatMap((at) => nodes[at]?.name ?? []);
