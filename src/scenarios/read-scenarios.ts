import { describeDuration, describeInstances, effortOf } from "../simulate/effort.js";
import { SECOND, type SimNode } from "../simulate/model.js";
import type { Scenario } from "../simulate/scenario.js";
import { settleTime } from "../simulate/settle.js";
import { microseconds } from "./make-steps.js";
import { type Path, type ReadDocument, readDocument, type ScenarioProblem } from "./read-document.js";
import { checkAddresses, checkSegments, factsOf } from "./read-facts.js";
import { type KnownNode, reloader } from "./read-reload.js";
import { LOOK_BEFORE, readSteps, type TimedSteps } from "./read-steps.js";
import type { ClusterValues, ScenariosValues, ScenarioValues } from "./shape.js";

/** A node of a scenario file, as it is to be read. */
export interface NodeRequest {
  readonly name: string;
  /** The configuration; undefined: it is in `file`. */
  readonly config: string | undefined;
  /** Relative to the scenario file. */
  readonly file: string | undefined;
  readonly configId: string | undefined;
  readonly release: string | undefined;
}

/** A node that was read: its text, which a later `reload` may change, and what it means. */
export interface ReadNode {
  readonly text: string;
  readonly model: SimNode;
  /** Members of its sync groups by name. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** Reads and evaluates a configuration; a text is what went wrong. */
export type NodeReader = (request: NodeRequest) => ReadNode | string;

/** A scenario of a file, with where its parts are written. */
export interface FileScenario extends Scenario {
  /** Members of the sync groups of all nodes by the group's name. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly line: number;
  /** Where each expectation is written, in the order of time. */
  readonly looks: readonly WrittenLook[];
}

/** A step that expects something. */
export interface WrittenLook {
  readonly line: number;
  /** Position among the steps, from 0. */
  readonly step: number;
  readonly note: string | undefined;
}

export interface ScenarioFile {
  readonly file: string;
  readonly scenarios: readonly FileScenario[];
  readonly problems: readonly ScenarioProblem[];
}

/**
 * Reads a scenario file. `usual` is the cluster for files that name none (by node, a file each). What is wrong is in
 * `problems`, each with line and column; scenarios without a mistake can be played all the same.
 */
export function readScenarios(text: string, file: string, readNode: NodeReader, usual?: ClusterValues): ScenarioFile {
  const result = readDocument(text, file);
  if (result.kind === "problems") return { file, scenarios: [], problems: result.problems };
  const { document } = result;
  const problems: ScenarioProblem[] = [];
  const scenarios = document.values.scenarios.flatMap((values, at) => {
    const before = problems.length;
    const scenario = readScenario(values, ["scenarios", at], document, readNode, usual, problems);
    return scenario === undefined || problems.length > before ? [] : [scenario];
  });
  return {
    file,
    scenarios,
    problems: [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()],
  };
}

function readScenario(
  values: ScenarioValues,
  path: Path,
  { values: whole, problemAt }: ReadDocument,
  readNode: NodeReader,
  usual: ClusterValues | undefined,
  problems: ScenarioProblem[],
): FileScenario | undefined {
  const complain = (where: Path, message: string): void => void problems.push(problemAt(where, message));
  const own = isFilled(values.cluster);
  const cluster = own ? values.cluster : isFilled(whole.cluster) ? whole.cluster : usual;
  if (!isFilled(cluster)) {
    complain(
      path,
      `scenario "${values.name}" has no cluster: name its nodes under "cluster", or give their files on the command line`,
    );
    return undefined;
  }
  const segments = values.segments ?? whole.segments;
  checkAddresses(cluster, [...(own ? path : []), "cluster"], complain);
  const at = [...(values.segments === undefined ? [] : path), "segments"];
  checkSegments(segments, nodesOf(whole, usual), at, complain);
  const nodes = readNodes(cluster, values.release ?? whole.release, readNode, (name, message) =>
    complain([...(own ? path : []), "cluster", name], message),
  );
  if (nodes === undefined) return undefined;
  const models = nodes.map(({ read }) => read.model);
  const groups = groupsOf(nodes.map(({ read }) => read));
  const context = {
    names: {
      nodes: nodes.map(({ request }) => request.name),
      models: [...models],
      holdable: holdableOf(models, groups),
    },
    complain,
    reload: reloader(nodes, readNode, complain),
    settle: values.settle === undefined ? settleTime(models) : microseconds(values.settle),
  };
  const timed = readSteps(values, path, context);
  const until = values.until === undefined ? timed.last + LOOK_BEFORE : microseconds(values.until);
  checkLength(timed, until, models, (limit) => complain(tooLate(timed, values, path, limit), tooLong(models, limit)));
  return {
    name: values.name,
    stage: { nodes: models, facts: factsOf(cluster, segments) },
    steps: timed.steps,
    until,
    groups,
    line: problemAt(path, "").line,
    looks: looksOf(timed, values, (step) => problemAt([...path, "steps", step], "").line),
  };
}

function checkLength(
  { steps, last }: TimedSteps,
  until: number,
  models: readonly SimNode[],
  complain: (limit: number) => void,
): void {
  const becoming = steps.flatMap((step) => (step.kind === "reload" ? step.becomes : []));
  const limit = longestPlay([...models, ...becoming]);
  if (until > limit || last > limit) complain(limit);
}

const looksOf = (
  { steps, from }: TimedSteps,
  values: ScenarioValues,
  lineOf: (step: number) => number,
): readonly WrittenLook[] =>
  steps.flatMap(({ kind }, at) => {
    const step = from[at] ?? 0;
    return kind === "expect" ? [{ line: lineOf(step), step, note: values.steps?.[step]?.note }] : [];
  });

/** Names of the nodes of all scenarios of a file. */
const nodesOf = ({ cluster, scenarios }: ScenariosValues, usual: ClusterValues | undefined): readonly string[] => [
  ...new Set([cluster, usual, ...scenarios.map((one) => one.cluster)].flatMap((one) => Object.keys(one ?? {}))),
];

/** Most that is played of one scenario, in each order of its timers: some seconds. */
const MOST = 50_000_000;

/** Until when a scenario of these nodes may last. */
const longestPlay = (models: readonly SimNode[]): number => Math.floor((MOST / effortOf(models, SECOND)) * SECOND);

/** Where a scenario says what makes it too long. */
function tooLate({ steps, from }: TimedSteps, { until }: ScenarioValues, path: Path, limit: number): Path {
  const at = from[steps.findIndex((step) => step.at > limit)];
  if (at !== undefined) return [...path, "steps", at];
  return until === undefined ? path : [...path, "until"];
}

const tooLong = (models: readonly SimNode[], limit: number): string =>
  `too late to be played; a scenario of ${describeInstances(models)} with these intervals may last ${describeDuration(limit)}`;

/** All nodes of a cluster; undefined where one could not be read. */
function readNodes(
  cluster: ClusterValues,
  release: string | undefined,
  readNode: NodeReader,
  complain: (name: string, message: string) => void,
): readonly KnownNode[] | undefined {
  const nodes = Object.entries(cluster).flatMap(([name, values]) => {
    const request = requestOf(name, values, release);
    const isEmpty = request.config === undefined && request.file === undefined;
    const read = isEmpty ? `node "${name}" needs file or config` : readNode(request);
    if (typeof read !== "string" && read.model.instances.length > 0) return [{ request, read }];
    complain(name, typeof read === "string" ? read : `node "${name}" has no vrrp_instance`);
    return [];
  });
  return nodes.length < Object.keys(cluster).length ? undefined : nodes;
}

const isFilled = (cluster: ClusterValues | undefined): cluster is ClusterValues =>
  cluster !== undefined && Object.keys(cluster).length > 0;

function requestOf(name: string, node: ClusterValues[string], release: string | undefined): NodeRequest {
  if (typeof node === "string") return { name, config: undefined, file: node, configId: undefined, release };
  return { name, config: node.config, file: node.file, configId: node["config-id"], release: node.release ?? release };
}

function groupsOf(nodes: readonly ReadNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const node of nodes) {
    for (const [name, members] of node.groups) {
      const known = groups.get(name) ?? new Set();
      for (const member of members) known.add(member);
      groups.set(name, known);
    }
  }
  return groups;
}

const holdableOf = (models: readonly SimNode[], groups: ReadonlyMap<string, unknown>): ReadonlySet<string> =>
  new Set([
    ...models.flatMap(({ instances }) => instances.flatMap(({ name, addresses }) => [name, ...addresses])),
    ...groups.keys(),
  ]);
