import { SECOND } from "../../src/simulate/model.js";
import { type PlayedRun, play } from "../../src/simulate/play.js";
import type { Scenario, Step } from "../../src/simulate/scenario.js";
import type { Event } from "../../src/simulate/steps.js";
import type { State, World } from "../../src/simulate/world.js";
import type { RecordedRow, Recording } from "./real-play.js";

/** How far apart times of model and daemon may be, in seconds, where no script decides. */
const TOLERANCE = 0.4;

/** The recording's 0 in the time of the model: daemons that start together do so before it. */
const ZERO = 20;

/** An instance on a node at a look. */
interface Seen {
  readonly state: State;
  readonly priority: number;
  readonly carries: boolean;
}

/** A step this much earlier or later may fall on the other side of an advert; a machine with much to do is not exact. */
const SHIFTS = [-0.3, -0.1, 0.1, 0.3];

/**
 * Lets the model play what was recorded, every step at the time at which it really happened, and tells what differs: states,
 * priorities and addresses at each look, and since when the holders were as they were then. A time agrees if it does where
 * all steps are a little earlier or later. Where the model follows several orders of timers, the one that fits best is
 * compared. Empty: they agree.
 */
export function differences(scenario: Scenario<unknown>, recording: Recording): readonly string[] {
  const [first, ...times] = [0, ...SHIFTS].map((shift) => bestRun(scenario, recording, shift));
  if (first === undefined) return ["not played"];
  const open = first.times.filter(({ key }) => times.every((other) => other.times.some((one) => one.key === key)));
  return [...first.looks, ...open.map(({ text }) => text)];
}

function bestRun(scenario: Scenario<unknown>, recording: Recording, shift: number): Difference {
  const replayed = replay(scenario, recording, shift);
  const runs = play(replayed, (world) =>
    world.live.map(({ state, effective, carries }) => ({ state, priority: effective, carries })),
  );
  const found = runs.map((run) => compare(run, scenario, recording));
  const size = ({ looks, times }: Difference): number => 100 * looks.length + times.length;
  return found.reduce((best, one) => (size(one) < size(best) ? one : best));
}

interface Difference {
  readonly looks: readonly string[];
  /** `key`: which look at which instance. */
  readonly times: readonly { readonly key: string; readonly text: string }[];
}

/** The scenario with the times of a recording; nodes that start together do so one by one. */
function replay(scenario: Scenario<unknown>, recording: Recording, shift: number): Scenario<unknown> {
  const events = scenario.steps.filter(({ kind }) => kind !== "expect");
  const timed = events.flatMap((step, index): Step<unknown>[] => {
    const at = recording.steps[index] ?? 0;
    if (step.kind === "event" && step.event.kind === "start") return starts(step.event.nodes, at, scenario, recording);
    // What became of BFD sessions is recorded.
    if (step.kind === "event" && step.event.kind === "bfd") return [];
    return [{ ...step, at: inModel(at + shift) }];
  });
  const sessions = recording.sessions.flatMap(({ node, name, changes }) =>
    changes.map(({ at, isUp }) => sessionStep(nodeAt(scenario, node), name, isUp, inModel(at))),
  );
  const looks = recording.looks.map((at): Step<unknown> => ({ at: inModel(at), kind: "expect", expected: undefined }));
  const steps = [...timed, ...sessions, ...looks].sort((a, b) => a.at - b.at);
  return { ...scenario, steps, until: steps.at(-1)?.at ?? 0 };
}

const nodeAt = ({ stage }: Scenario<unknown>, name: string): number =>
  stage.nodes.findIndex((node) => node.name === name);

const sessionStep = (node: number, name: string, isUp: boolean, at: number): Step<unknown> => ({
  at,
  kind: "event",
  event: { kind: "bfd", node, name, isUp },
});

const inModel = (seconds: number): number => Math.round((seconds + ZERO) * SECOND);
const inRecording = (time: number): number => time / SECOND - ZERO;

/** How long a daemon may take until it says its first state. */
const STARTING = 5;

/** Each daemon begins when it says its first state. */
const starts = (
  nodes: readonly number[],
  at: number,
  { stage }: Scenario<unknown>,
  { rows }: Recording,
): Step<unknown>[] =>
  nodes.flatMap((node) => {
    const own = rows.filter((row) => row.node === stage.nodes[node]?.name);
    const said = own.flatMap((row) => row.said.flatMap((one) => (one.at >= at ? one.at : [])));
    const first = Math.min(at + STARTING, ...said);
    const event: Event = { kind: "start", nodes: [node] };
    // An owner says nothing until it is MASTER, which a startup delay puts off.
    const isSilent = own.some((row) => row.said.some((one) => one.at === first && one.what === "master"));
    const delay = isSilent ? (stage.nodes[node]?.startupDelay ?? 0) / SECOND : 0;
    const time = inModel(first === at + STARTING ? at : first - delay);
    // Sessions are down until they are said to be up.
    const names = stage.nodes[node]?.defined.bfd ?? [];
    const down = names.map((name) => sessionStep(node, name, false, time - 1));
    return [...down, { at: time, kind: "event", event }];
  });

function compare(run: PlayedRun<readonly Seen[]>, scenario: Scenario<unknown>, recording: Recording): Difference {
  const lives = lifeOf(scenario, recording);
  const nodeOf = run.world.cast.actors.map(({ node }) => run.world.cast.nodes[node]?.name ?? "");
  const actorOf = ({ node, instance }: RecordedRow): number =>
    run.world.cast.actors.findIndex((actor, who) => nodeOf[who] === node && actor.instance.name === instance);
  const looks = recording.looks.flatMap((at, look) =>
    recording.rows.flatMap((row) => {
      const seen = run.looks[look]?.[actorOf(row)];
      const state = stateIn(row, lives, at);
      const where = `${at.toFixed(2)} s: ${row.instance} on ${row.node}`;
      if (seen === undefined) return [`${where} was not played`];
      // With a script that has not answered it is in FAULT and does not say so (vrrp_scheduler.c:vrrp_init_state).
      if (seen.state !== state && !(state === "init" && seen.state === "fault"))
        return [`${where} is ${state}, in the model ${seen.state}`];
      const priority = priorityIn(row, lives, at);
      if (["backup", "master"].includes(state) && priority !== undefined && priority !== seen.priority)
        return [`${where} has priority ${priority}, in the model ${seen.priority}`];
      const carries = row.carries[look];
      return carries === undefined || carries === seen.carries
        ? []
        : [`${where} ${carries ? "carries" : "does not carry"} its addresses`];
    }),
  );
  return { looks, times: compareTimes(run.world, scenario, recording, lives) };
}

/** When the daemon of a node was started and ended, and when it read its configuration again. */
interface Life {
  readonly node: string;
  readonly at: number;
  readonly kind: "start" | "end" | "reload";
}

function lifeOf({ steps, stage }: Scenario<unknown>, recording: Recording): readonly Life[] {
  const events = steps.filter(({ kind }) => kind !== "expect");
  const nameOf = (node: number): string => stage.nodes[node]?.name ?? "";
  return events.flatMap((step, index): Life[] => {
    const at = recording.steps[index] ?? 0;
    if (step.kind === "reload") return [{ node: nameOf(step.node), at, kind: "reload" }];
    if (step.kind !== "event" || !("nodes" in step.event)) return [];
    const kind = step.event.kind === "start" ? "start" : "end";
    return step.event.nodes.map((node) => ({ node: nameOf(node), at, kind }));
  });
}

/** The state that a daemon has said last; `init` where it has said none since its start. */
function stateIn({ node, said }: RecordedRow, lives: readonly Life[], at: number): State {
  const life = lives.findLast((one) => one.node === node && one.kind !== "reload" && one.at <= at);
  if (life === undefined || life.kind === "end") return "off";
  const last = said.findLast((one) => one.at <= at && typeof one.what === "string");
  return last === undefined || last.at < life.at ? "init" : (last.what as State);
}

/** The priority that a daemon has said last; undefined where it is the one of its configuration. */
function priorityIn({ node, said }: RecordedRow, lives: readonly Life[], at: number): number | undefined {
  const since = lives.findLast((one) => one.node === node && one.at <= at)?.at ?? 0;
  const last = said.findLast((one) => one.at <= at && one.at >= since && typeof one.what === "number");
  return last?.what as number | undefined;
}

/** Since when the holders were those of the look, after the last event. */
function compareTimes(
  world: World,
  { stage, steps }: Scenario<unknown>,
  recording: Recording,
  lives: readonly Life[],
): Difference["times"] {
  const names = [...new Set(recording.rows.map(({ instance }) => instance))];
  const intervals = stage.nodes.flatMap(({ scripts }) => scripts.map(({ interval }) => interval / SECOND));
  const tolerance = TOLERANCE + Math.max(0, ...intervals);
  const events = recording.steps.filter((_, index) => steps[index] !== undefined);
  return names.flatMap((name) => {
    const rows = recording.rows.filter(({ instance }) => instance === name);
    const real = (at: number): string =>
      rows.flatMap((row) => (stateIn(row, lives, at) === "master" ? row.node : [])).join("+");
    const model = (at: number): string => holdersIn(world, name, at);
    const changes = rows.flatMap(({ said }) => said.map(({ at }) => at));
    const modelChanges = world.transitions.map(({ at }) => inRecording(at));
    return recording.looks.flatMap((look) => {
      const event = events.findLast((at) => at < look) ?? 0;
      const from = Math.max(0, event);
      const [here, there] = [
        since(real, [...changes, ...lives.map(({ at }) => at)], from, look),
        since(model, modelChanges, from, look),
      ];
      if (Math.abs(here - there) <= tolerance) return [];
      const times = `${(here - from).toFixed(2)} s, in the model ${(there - from).toFixed(2)} s`;
      const text = `${look.toFixed(2)} s: ${name} is held by ${real(look) || "nobody"} since ${times} after the last event`;
      return [{ key: `${look} ${name}`, text }];
    });
  });
}

/** From when on `of` was what it is at `end`, not before `start`. */
function since(of: (at: number) => string, changes: readonly number[], start: number, end: number): number {
  const now = of(end);
  const times = changes.filter((at) => at > start && at <= end).sort((a, b) => b - a);
  for (const [index, at] of times.entries()) {
    const before = times[index + 1] ?? start;
    if (of((before + at) / 2) !== now) return at;
  }
  return start;
}

function holdersIn({ cast, transitions }: World, name: string, at: number): string {
  const holders = cast.actors.flatMap(({ node, instance }, who) => {
    if (instance.name !== name) return [];
    const last = transitions.findLast((one) => one.who === who && inRecording(one.at) <= at);
    return last?.state === "master" ? (cast.nodes[node]?.name ?? "") : [];
  });
  return holders.join("+");
}
