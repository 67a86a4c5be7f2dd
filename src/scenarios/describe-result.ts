import { SECOND } from "../simulate/model.js";
import type { Step } from "../simulate/scenario.js";
import type { Event } from "../simulate/steps.js";
import type { StateCause, World } from "../simulate/world.js";
import type { Miss, ScenarioResult } from "./run-scenarios.js";

/** `VI_1 is held by lb1, not by lb2`. */
export function describeMiss({ verdict }: Miss): string {
  const { kind, subject, expected, actual } = verdict;
  switch (kind) {
    case "holder":
      return `${subject} is held by ${actual}, not by ${expected}`;
    case "within":
      return `${subject} took ${actual} to settle; expected ${expected}`;
    case "outage":
      return `${subject} had no holder for ${actual}; expected ${expected}`;
    case "overlap":
      return `${subject} had several holders for ${actual}; expected ${expected}`;
    case "priority":
      return `the priority of ${subject} is ${actual}, not ${expected}`;
    case "state":
      return `${subject} is in state ${actual}, not ${expected}`;
  }
}

const time = (at: number): string => `${(at / SECOND).toFixed(2).padStart(7)} s`;

/** Everything that happened, one line each: events, changes of state with their reason, changes of priority. */
export function describeStory({ scenario, run }: ScenarioResult, until: number): readonly string[] {
  const { world, races } = run;
  const nameOf = (who: number): string => {
    const actor = world.cast.actors[who];
    return actor === undefined ? "?" : `${world.cast.nodes[actor.node]?.name} ${actor.instance.name}`;
  };
  const lines = [
    ...scenario.steps.flatMap((step) =>
      step.kind === "expect" ? [] : [{ at: step.at, order: 0, text: describeStep(step, world) }],
    ),
    ...world.transitions.map(({ at, who, state, cause }) => ({
      at,
      order: 1,
      text: `${nameOf(who)} is ${state.toUpperCase()}${describeCause(cause, nameOf)}`,
    })),
    ...world.priorities.map(({ at, who, to }) => ({ at, order: 1, text: `${nameOf(who)} has priority ${to}` })),
    ...races.map(({ at, first, second, within }) => ({
      at,
      order: 1,
      text: `${nameOf(first)} is before ${nameOf(second)} here; the timers are less than ${within / 1000} ms apart`,
    })),
  ];
  return lines
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ at, text }) => `${time(at)}  ${text}`);
}

/** What was done to the cluster, one line each with its time. */
export const describeEvents = ({ scenario, run }: ScenarioResult): readonly string[] =>
  scenario.steps.flatMap((step) =>
    step.kind === "expect" ? [] : `${time(step.at)}  ${describeStep(step, run.world)}`,
  );

/** `fail: lb1 chk_web`. */
export function describeStep(step: Exclude<Step, { kind: "expect" }>, world: World): string {
  const name = (node: number): string => world.cast.nodes[node]?.name ?? "?";
  return step.kind === "reload" ? `reload: ${name(step.node)}` : describeEvent(step.event, name);
}

function describeEvent(event: Event, name: (node: number) => string): string {
  switch (event.kind) {
    case "start":
    case "stop":
    case "crash":
    case "kill":
      return `${event.kind}: ${event.nodes.map(name).join(", ")}`;
    case "pause":
    case "resume":
      return `${event.kind}: ${name(event.node)}`;
    case "down":
    case "up":
    case "cut":
    case "join":
      return `${event.kind}: ${name(event.node)} ${event.interface}`;
    case "partition":
      return `partition: ${event.parts.map((part) => part.map(name).join(", ")).join(" | ")}`;
    case "heal":
      return "heal";
    case "block":
    case "unblock":
      return `${event.kind}: ${name(event.from)} > ${name(event.to)}${event.interface === undefined ? "" : ` ${event.interface}`}`;
    case "fail":
    case "pass":
    case "hang":
      return `${event.kind}: ${name(event.node)} ${event.name}`;
    case "file":
      return `file: ${name(event.node)} ${event.name} ${event.value}`;
    case "process":
    case "bfd":
      return `${event.kind}: ${name(event.node)} ${event.name} ${event.isUp ? "up" : "down"}`;
  }
}

/** Why, after a dash; nothing where the event itself says it. */
export function describeCause(cause: StateCause, nameOf: (who: number) => string): string {
  switch (cause.kind) {
    case "start":
    case "stop":
      return "";
    case "silence":
      return " - no advert that it accepts came in time";
    case "farewell":
      return ` - ${nameOf(cause.from)} gave up with priority 0`;
    case "preempts":
      return ` - ${cause.own} > ${cause.other} of ${nameOf(cause.from)}`;
    case "yields":
      return cause.own === cause.other
        ? ` - ${nameOf(cause.from)} has the same priority ${cause.own} and a higher address`
        : ` - ${cause.own} < ${cause.other} of ${nameOf(cause.from)}`;
    case "tracker":
      return ` - ${cause.what} ${cause.name}`;
    case "group":
      return ` - with ${nameOf(cause.with)} of its sync group`;
    case "reload":
      return " - reload";
    case "stalled":
      return " - it was frozen for longer than timer_expired_backup allows";
  }
}
