import type { FileReader } from "../evaluate/index.js";
import { shortNames } from "../forecast/node-names.js";
import { SECOND } from "../simulate/model.js";
import { findSubject, historyOf } from "../simulate/outcome.js";
import { failuresOf, transitionsOf } from "./data.js";
import type { ScenarioDocument, ScenarioInput } from "./input.js";
import type { ScenarioFailure, ScenarioTransition } from "./output.js";
import { readNode } from "./read-node.js";
import { type NodeReader, readScenarios } from "./read-scenarios.js";
import { runScenarios, type ScenarioResult } from "./run-scenarios.js";

export interface SimulateOptions {
  /** Release of keepalived that runs, such as `2.2.7`, where the scenario names none. Default: the newest. */
  readonly target?: string;
  /** Reads included files. Default: none. */
  readonly reader?: FileReader;
}

/** A mistake in a scenario. */
export interface SimulationProblem {
  readonly message: string;
  /** From 1, where the scenario was given as text. */
  readonly line?: number;
  readonly column?: number;
}

/** A time in which the same nodes hold an instance; in seconds. */
export interface HeldTime {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly string[];
}

/** An expectation that was not met. */
export interface SimulatedFailure extends Omit<ScenarioFailure, "line"> {
  /** Line of the step, where the scenario was given as text. */
  readonly line?: number;
}

/** How a scenario went. */
export interface SimulatedScenario {
  readonly name: string;
  /** Every expectation was met, in every order of timers. */
  readonly passed: boolean;
  /** How many things were compared. */
  readonly checks: number;
  /** How many orders of timers that end together were played. */
  readonly orders: number;
  readonly failures: readonly SimulatedFailure[];
  /** Of the order that failed, else of the one by the clock. */
  readonly transitions: readonly ScenarioTransition[];
  /** Who held what from the start to the end, by name of the instance. */
  readonly holders: Readonly<Record<string, readonly HeldTime[]>>;
}

/** What `simulate` gives. */
export interface Simulation {
  /** Something was played, all of it passed, and the scenarios have no mistake. */
  readonly passed: boolean;
  /** Scenarios with a mistake are not among `scenarios`. */
  readonly problems: readonly SimulationProblem[];
  readonly scenarios: readonly SimulatedScenario[];
}

/**
 * Plays VRRP, as keepalived runs it, over the files of a cluster: one scenario, or the scenarios of a file as data or as YAML.
 * Without `cluster` in it each file is a node, which has the shortest name that no other file has (`etc/lb1.conf` is `lb1`); a
 * `file` in it is the path of one of the files. Never throws; a mistake is in `problems`.
 */
export function simulate(
  files: readonly { readonly path: string; readonly text: string }[],
  scenario: ScenarioInput | ScenarioDocument | string,
  { target, reader }: SimulateOptions = {},
): Simulation {
  const byPath = new Map(files.map(({ path, text }) => [path, text]));
  const paths = [...byPath.keys()];
  const names = shortNames(paths);
  const usual = Object.fromEntries(paths.map((path, at) => [names[at] ?? path, path]));
  const read: NodeReader = ({ name, config, file = "", configId, release }) => {
    const text = config ?? byPath.get(file);
    if (text === undefined) return `"${file}" is not among the files`;
    const own = { name, path: config === undefined ? file : name, text, configId, target: release ?? target };
    return readNode(reader === undefined ? own : { ...own, reader });
  };
  const isText = typeof scenario === "string";
  const text = isText ? scenario : jsonOf(scenario);
  if (text === undefined) return { passed: false, problems: [{ message: NO_DATA }], scenarios: [] };
  const document = readScenarios(text, "scenario", read, usual);
  const results = runScenarios(document);
  return {
    passed: document.problems.length === 0 && results.length > 0 && results.every(({ misses }) => misses.length === 0),
    problems: document.problems.map(({ message, line, column }) => (isText ? { message, line, column } : { message })),
    scenarios: results.map((result) => scenarioData(result, isText)),
  };
}

const NO_DATA = "the scenario is neither YAML nor data that JSON can hold";

/** The text of a scenario that is given as data; undefined where it is no such data: `null`, a cycle, a BigInt. */
function jsonOf(scenario: ScenarioInput | ScenarioDocument): string | undefined {
  if (typeof scenario !== "object" || scenario === null || Array.isArray(scenario)) return undefined;
  try {
    const document = "scenarios" in scenario ? scenario : { scenarios: [{ name: "scenario", ...scenario }] };
    return JSON.stringify(document);
  } catch {
    return undefined;
  }
}

/** A line of the text that was made of data would say nothing. */
function placedFailures(result: ScenarioResult, isText: boolean): SimulatedScenario["failures"] {
  return failuresOf(result).map(({ line, ...failure }) => (isText ? { line, ...failure } : failure));
}

function scenarioData(result: ScenarioResult, isText: boolean): SimulatedScenario {
  const { scenario, misses, checks, orders } = result;
  return {
    name: scenario.name,
    passed: misses.length === 0,
    checks,
    orders,
    failures: placedFailures(result, isText),
    transitions: transitionsOf(result),
    holders: holdersOf(result),
  };
}

function holdersOf({ run: { world }, scenario: { until } }: ScenarioResult): SimulatedScenario["holders"] {
  const names = new Set(world.cast.actors.map(({ instance }) => instance.name));
  const held = (name: string): readonly HeldTime[] =>
    historyOf(world, findSubject(world, name, new Set([name])), 0, until).map(({ from, to, holders }) => ({
      from: from / SECOND,
      to: to / SECOND,
      nodes: holders.flatMap((at) => world.cast.nodes[at]?.name ?? []),
    }));
  return Object.fromEntries([...names].map((name) => [name, held(name)]));
}
