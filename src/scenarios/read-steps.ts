import type { Step } from "../simulate/scenario.js";
import { didYouMean } from "../text/suggest.js";
import { microseconds, type Reload, readAction, type ScenarioNames } from "./make-steps.js";
import type { Path } from "./read-document.js";
import type { ScenarioValues, StepValues } from "./shape.js";

/** Steps in the order of time; `from`: position of each in the file, but for the start. */
export interface TimedSteps {
  readonly steps: readonly Step[];
  readonly from: readonly (number | undefined)[];
  readonly last: number;
}

/** First the nodes that run from the beginning; an event without a time happens when all has settled, a look just before the next event. */
export function readSteps(
  values: ScenarioValues,
  path: Path,
  {
    names,
    complain,
    reload,
    settle,
  }: { names: ScenarioNames; complain: (path: Path, message: string) => void; reload: Reload; settle: number },
): TimedSteps {
  const starting =
    values.start === undefined ? names.nodes : Array.isArray(values.start) ? values.start : [values.start];
  const running = starting.flatMap((name) => {
    const at = names.nodes.indexOf(name);
    if (at < 0) complain([...path, "start"], `unknown node "${name}"${didYouMean(name, names.nodes)}`);
    return at < 0 ? [] : [at];
  });
  const made: { step: Step; from: number | undefined }[] = [];
  if (running.length > 0)
    made.push({ step: { at: 0, kind: "event", event: { kind: "start", nodes: running } }, from: undefined });
  const clock: Clock = { at: 0, event: 0, latest: 0, settle };
  for (const [index, step] of (values.steps ?? []).entries()) {
    const where = [...path, "steps", index];
    const isLook = step.expect !== undefined;
    const at = timeOf(step, values.steps?.[index + 1], clock, (key, message) => complain([...where, key], message));
    clock.at = at;
    // A look without a time may be taken until the next event.
    if (!isLook || step.at !== undefined || step.after !== undefined) clock.latest = Math.max(clock.latest, at);
    const action = readAction(step, where, names, complain, reload);
    if (action === undefined) continue;
    if (!isLook) clock.event = at;
    made.push({ step: { at, ...action } as Step, from: index });
  }
  made.sort((a, b) => a.step.at - b.step.at);
  return { steps: made.map(({ step }) => step), from: made.map(({ from }) => from), last: made.at(-1)?.step.at ?? 0 };
}

interface Clock {
  /** Times of the step before, of the last event, and of the latest step that has one. */
  at: number;
  event: number;
  latest: number;
  readonly settle: number;
}

function timeOf(
  step: StepValues,
  next: StepValues | undefined,
  { at, event, latest, settle }: Clock,
  complain: (key: string, message: string) => void,
): number {
  if (step.at !== undefined) {
    if (step.after !== undefined) complain("after", "a step has one of at and after, not both");
    return microseconds(step.at);
  }
  if (step.after !== undefined) return at + microseconds(step.after);
  if (step.expect === undefined) return Math.max(event + settle, latest);
  // Right before the next event: when all has settled, or earlier where the file says so.
  const usual = event + settle - LOOK_BEFORE;
  const upTo = next?.expect === undefined ? next?.at : undefined;
  return Math.max(latest, upTo === undefined ? usual : Math.min(usual, microseconds(upTo) - LOOK_BEFORE));
}

/** How long before the next event without a time a look without a time is taken. */
export const LOOK_BEFORE = 200_000;
