import { type ExpectationVerdict, judge } from "../simulate/expectations.js";
import { type PlayedRun, play } from "../simulate/play.js";
import type { FileScenario, ScenarioFile } from "./read-scenarios.js";

/** An expectation that was not met, in words. */
export interface Miss {
  /** Line of the step in the scenario file. */
  readonly line: number;
  /** Position of the step in its scenario. */
  readonly step: number;
  readonly note: string | undefined;
  readonly verdict: ExpectationVerdict;
}

/** How a scenario went. */
export interface ScenarioResult {
  readonly file: string;
  readonly scenario: FileScenario;
  /** How many things were compared. */
  readonly checks: number;
  readonly misses: readonly Miss[];
  /** How many orders of timers were followed; more than one where they end close together. */
  readonly orders: number;
  /** The first way in which it failed, else the one by the clock. */
  readonly run: PlayedRun<readonly ExpectationVerdict[]>;
}

/** Plays all scenarios of a file. One passes only if it does in every order that timers close together allow. */
export const runScenarios = ({ file, scenarios }: ScenarioFile): readonly ScenarioResult[] =>
  scenarios.map((scenario) => runScenario(file, scenario));

function runScenario(file: string, scenario: FileScenario): ScenarioResult {
  const runs = play(scenario, (world, expected, lastEvent) => judge(world, expected, lastEvent, scenario.groups));
  const failing = runs.find(({ looks }) => looks.some(isMissed)) ?? runs[0];
  if (failing === undefined) throw new Error("a scenario was not played");
  const misses = failing.looks.flatMap((verdicts, at) =>
    verdicts.flatMap((verdict) =>
      verdict.passed ? [] : { ...(scenario.looks[at] ?? { line: scenario.line, step: 0, note: undefined }), verdict },
    ),
  );
  const checks = failing.looks.reduce((sum, { length }) => sum + length, 0);
  return { file, scenario, checks, misses, orders: runs.length, run: failing };
}

const isMissed = (verdicts: readonly ExpectationVerdict[]): boolean => verdicts.some(({ passed }) => !passed);
