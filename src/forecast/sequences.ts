import type { Facts } from "../simulate/cast.js";
import type { Mark } from "../simulate/explore.js";
import type { SimNode } from "../simulate/model.js";
import type { Subject } from "../simulate/outcome.js";
import {
  type Action,
  coldStart,
  ordersOf,
  type Passage,
  playActions,
  rollingReload,
  rollingRestart,
} from "../simulate/sequences.js";
import type { World } from "../simulate/world.js";
import { inSeconds, type Seconds } from "./seconds.js";
import { areSequencesTooMany } from "./work.js";

/** Something that operators do with all nodes, one after the other, and how one virtual router fares. */
export interface FailureSequence {
  /** `start`: from a cluster of which nothing runs. */
  readonly kind: "start" | "restart" | "reload";
  /** Names of the nodes in their order. */
  readonly order: readonly string[];
  /** All at once. */
  readonly isTogether: boolean;
  /** Holders in the end; several lists where close timers decide. */
  readonly holders: readonly (readonly string[])[];
  readonly steps: readonly SequenceStep[];
  readonly mark: Mark;
}

export interface SequenceStep {
  readonly action: "start" | "stop" | "reload";
  readonly nodes: readonly string[];
  /** Holders before the next step. */
  readonly holders: readonly (readonly string[])[];
  /** Time without a holder, and with several, until then. */
  readonly outage: Seconds;
  readonly overlap: Seconds;
  readonly flaps: boolean;
}

export interface SequenceInput {
  readonly nodes: readonly SimNode[];
  readonly facts: Facts | undefined;
  /** The routers in a world. */
  readonly subjectsOf: (world: World) => readonly Subject[];
  /** Positions of the nodes that have each router. */
  readonly members: readonly (readonly number[])[];
}

/** Sequences by router, and whether there would have been more than can be played. */
export interface Sequences {
  readonly byRouter: readonly (readonly FailureSequence[])[];
  readonly areCut: boolean;
}

/** Cold starts in every order, and a rolling restart; where that is too much, the start of all at once alone. */
export function playSequences(input: SequenceInput): Sequences {
  const running = runningNodes(input.nodes);
  const orders = running.length > 1 ? ordersOf(running) : [];
  const steps = orders.reduce((sum, { length }) => sum + length, 0) + 2 * running.length;
  const areCut = areSequencesTooMany(input.nodes, steps);
  const others = () => [
    ...orders.map((order) => playOne(input, "start", order, coldStart(order))),
    ...(running.length > 1 ? [playOne(input, "restart", running, rollingRestart(running))] : []),
  ];
  const played = [
    playOne(input, "start", [running], [{ kind: "event", event: { kind: "start", nodes: running } }]),
    ...(areCut ? [] : others()),
  ];
  return { byRouter: input.members.map((_, at) => withoutRepeats(played.flatMap((one) => one[at] ?? []))), areCut };
}

/** Every node reads its new configuration, one after the other, in every order. */
export function playReloads(input: SequenceInput, becomes: readonly SimNode[]): Sequences {
  const orders = ordersOf(runningNodes(input.nodes));
  const steps = orders.reduce((sum, { length }) => sum + length + 1, 0);
  const areCut = [input.nodes, becomes].some((nodes) => areSequencesTooMany(nodes, steps));
  const played = areCut ? [] : orders.map((order) => playOne(input, "reload", order, rollingReload(order, becomes)));
  return { byRouter: input.members.map((_, at) => played.flatMap((one) => one[at] ?? [])), areCut };
}

const runningNodes = (nodes: readonly SimNode[]): readonly number[] =>
  nodes.flatMap(({ instances }, at) => (instances.length > 0 ? [at] : []));

/** What is wrong already when all nodes were started at once is not a fault of every order. */
function withoutRepeats(sequences: readonly FailureSequence[]): readonly FailureSequence[] {
  const usual = sequences.find(({ isTogether }) => isTogether)?.mark;
  return sequences.map((one) => (one.isTogether || one.mark !== usual ? one : { ...one, mark: "none" }));
}

/** Where nodes are restless with all of them running, the start is not sound, whoever holds the router in the end. */
export const markRestless = (
  sequences: readonly FailureSequence[],
  areRestless: boolean,
): readonly FailureSequence[] =>
  areRestless
    ? sequences.map((one) => (one.isTogether && one.mark === "none" ? { ...one, mark: "flaps" as const } : one))
    : sequences;

function playOne(
  { nodes, facts, subjectsOf, members }: SequenceInput,
  kind: FailureSequence["kind"],
  order: readonly (number | readonly number[])[],
  actions: readonly Action[],
): readonly FailureSequence[] {
  const passages = playActions({ nodes, facts }, actions, subjectsOf);
  // The start is what a restart or a reload begins from.
  const from = kind === "start" ? 0 : 1;
  const name = (at: number): string => nodes[at]?.name ?? "";
  return members.map((own, subject) => {
    const seen = passages.flatMap((step) => step[subject] ?? []).slice(from);
    const steps = seen.map((passage, at) => stepOf(actions[from + at], passage, name));
    const judged = kind === "start" ? seen.slice(-1) : seen;
    const marks = judged.map((passage, at) => markOf(passage, actions[actions.length - judged.length + at], own));
    return {
      kind,
      order: order.flat().map(name),
      isTogether: order.length === 1 && Array.isArray(order[0]),
      holders: steps.at(-1)?.holders ?? [],
      steps,
      mark: marks.find((mark) => mark !== "none") ?? "none",
    };
  });
}

function stepOf(action: Action | undefined, passage: Passage, name: (at: number) => string): SequenceStep {
  const { after, outage, overlap, flaps } = passage;
  return {
    action: actionOf(action),
    nodes: nodesOf(action).map(name),
    holders: after.map((holders) => holders.map(name)),
    outage: inSeconds(outage),
    overlap: inSeconds(overlap),
    flaps,
  };
}

function actionOf(action: Action | undefined): SequenceStep["action"] {
  if (action?.kind === "reload") return "reload";
  return action?.event.kind === "stop" ? "stop" : "start";
}

function nodesOf(action: Action | undefined): readonly number[] {
  if (action?.kind === "reload") return [action.node];
  return action !== undefined && "nodes" in action.event ? action.event.nodes : [];
}

/** Nothing is cut off here, so that two holders are never inevitable, and one node is enough for one. */
function markOf({ after, flaps }: Passage, action: Action | undefined, members: readonly number[]): Mark {
  const stopped = actionOf(action) === "stop" ? nodesOf(action) : [];
  if (flaps) return "flaps";
  if (after.some((holders) => holders.length > 1)) return "several";
  const couldHold = members.some((node) => !stopped.includes(node));
  return couldHold && after.some((holders) => holders.length === 0) ? "nobody" : "none";
}
