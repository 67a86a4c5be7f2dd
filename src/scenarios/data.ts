import { SECOND } from "../simulate/model.js";
import { describeMiss } from "./describe-result.js";
import type { ScenarioFailure, ScenarioTransition } from "./output.js";
import type { ScenarioResult } from "./run-scenarios.js";

/** The expectations of a result that were not met; times in seconds. */
export const failuresOf = ({ misses }: ScenarioResult): readonly ScenarioFailure[] =>
  misses.map((miss) => ({
    line: miss.line,
    step: miss.step,
    at: miss.verdict.at / SECOND,
    kind: miss.verdict.kind,
    subject: miss.verdict.subject,
    expected: miss.verdict.expected,
    actual: miss.verdict.actual,
    message: describeMiss(miss),
    ...(miss.note === undefined ? {} : { note: miss.note }),
  }));

/** Every change of state in the order of time. */
export const transitionsOf = ({ run: { world } }: ScenarioResult): readonly ScenarioTransition[] =>
  world.transitions.map(({ at, who, state }) => {
    const actor = world.cast.actors[who];
    const node = world.cast.nodes[actor?.node ?? -1]?.name ?? "";
    return { at: at / SECOND, node, instance: actor?.instance.name ?? "", state };
  });
