import { describeEvent } from "../../../src/forecast/describe.js";
import { type Failure, singleFailures } from "../../../src/simulate/failures.js";
import { SECOND } from "../../../src/simulate/model.js";
import { play as playScenario } from "../../../src/simulate/play.js";
import type { Step } from "../../../src/simulate/scenario.js";
import { settleTime } from "../../../src/simulate/settle.js";
import type { World } from "../../../src/simulate/world.js";
import type { PlayedScenario, Project, ScenarioStep } from "../protocol.js";
import { describeEnd } from "./describe-end.js";
import { forecastAll } from "./drawing.js";

/** Starts all nodes of a cluster, then plays one step after the other, each when nothing moves any more. */
export function play(project: Project, cluster: number, steps: readonly ScenarioStep[]): PlayedScenario {
  const found = forecastAll(project)[cluster];
  if (found === undefined) return { until: 0, events: [], rows: [] };
  const { models, nodes } = found.forecast;
  const failures = singleFailures(models);
  const settle = settleTime(models);
  const chosen = steps.flatMap(({ failure, ends }) => {
    const one = failures[failure];
    return one === undefined ? [] : { failure: one, ends };
  });
  const until = settle * (chosen.length + 1);
  const [run] = playScenario(
    { name: "", stage: { nodes: models }, steps: [startAll(models.length), ...chosen.flatMap(stepsOf(settle))], until },
    () => undefined,
  );
  const named = (failure: Failure) => ({ failure, nodes: failure.nodes.map((node) => nodes[node] ?? "") });
  return {
    until: until / SECOND,
    events: [
      { at: 0, text: "all nodes start" },
      ...chosen.map(({ failure, ends }, at) => ({
        at: (settle * (at + 1)) / SECOND,
        text: ends ? describeEnd(named(failure)) : describeEvent(named(failure)),
      })),
    ],
    rows: run === undefined ? [] : rowsOf(run.world, nodes),
  };
}

const startAll = (count: number): Step<undefined> => ({
  at: 0,
  kind: "event",
  event: { kind: "start", nodes: Array.from({ length: count }, (_, at) => at) },
});

const stepsOf =
  (settle: number) =>
  ({ failure, ends }: { failure: Failure; ends: boolean }, at: number): Step<undefined>[] =>
    (ends ? failure.ends : failure.happens).map((event) => ({ at: settle * (at + 1), kind: "event", event }));

function rowsOf({ cast, transitions, priorities }: World, names: readonly string[]): PlayedScenario["rows"] {
  const rows = cast.actors.map(({ node, instance }, who) => ({
    node: names[node] ?? "",
    instance: instance.name,
    addresses: instance.addresses,
    stretches: transitions.flatMap((one) => (one.who === who ? { from: one.at / SECOND, state: one.state } : [])),
    priorities: [
      { from: 0, priority: instance.priority },
      ...priorities.flatMap((one) => (one.who === who ? { from: one.at / SECOND, priority: one.to } : [])),
    ],
  }));
  const order = [...new Set(rows.map(({ instance }) => instance))];
  return rows.toSorted((a, b) => order.indexOf(a.instance) - order.indexOf(b.instance));
}
