import type { Facts } from "../simulate/cast.js";
import { describeDuration, describeInstances, effortOf } from "../simulate/effort.js";
import { SECOND, type SimNode } from "../simulate/model.js";
import type { Scenario, Step } from "../simulate/scenario.js";
import { settleTime } from "../simulate/settle.js";
import { didYouMean } from "../text/suggest.js";
import { type Complain, microseconds, type Names, type Reload, readAction } from "./make-steps.js";
import { type Path, type ReadDocument, readDocument, type ScenarioProblem } from "./read-document.js";
import type { ClusterValues, ScenarioValues } from "./shape.js";

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
  const becoming = timed.steps.flatMap((step) => (step.kind === "reload" ? step.becomes : []));
  const limit = longestPlay([...models, ...becoming]);
  if (until > limit || timed.last > limit) complain(tooLate(timed, values, path, limit), tooLong(models, limit));
  const looks = timed.steps.flatMap((step, at) => (step.kind === "expect" ? (timed.from[at] ?? 0) : []));
  return {
    name: values.name,
    stage: { nodes: models, facts: factsOf(cluster, values.segments ?? whole.segments) },
    steps: timed.steps,
    until,
    groups,
    line: problemAt(path, "").line,
    looks: looks.map((step) => ({
      line: problemAt([...path, "steps", step], "").line,
      step,
      note: values.steps?.[step]?.note,
    })),
  };
}

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

interface KnownNode {
  readonly request: NodeRequest;
  readonly read: ReadNode;
}

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
    if (typeof read !== "string") return [{ request, read }];
    complain(name, read);
    return [];
  });
  return nodes.length < Object.keys(cluster).length ? undefined : nodes;
}

/** Reads what a `reload` makes of a node; one after the other, each from the text before it. */
function reloader(nodes: readonly KnownNode[], readNode: NodeReader, complain: Complain): Reload {
  const texts = nodes.map(({ read }) => read.text);
  return (node, value, where) => {
    const request = nodes[node]?.request;
    const outcome = request === undefined ? "unknown node" : readNode(reloadRequest(request, value, texts[node] ?? ""));
    if (typeof outcome === "string") {
      complain(where, outcome);
      return undefined;
    }
    texts[node] = outcome.text;
    return outcome.model;
  };
}

const isFilled = (cluster: ClusterValues | undefined): cluster is ClusterValues =>
  cluster !== undefined && Object.keys(cluster).length > 0;

function requestOf(name: string, node: ClusterValues[string], release: string | undefined): NodeRequest {
  if (typeof node === "string") return { name, config: undefined, file: node, configId: undefined, release };
  return { name, config: node.config, file: node.file, configId: node["config-id"], release: node.release ?? release };
}

/** The node with another file, another text, or its own text with replacements. */
function reloadRequest(request: NodeRequest, value: unknown, text: string): NodeRequest {
  if (typeof value !== "object" || value === null)
    return { ...request, config: request.config === undefined ? undefined : text };
  const { file, config, replace } = value as {
    file?: string;
    config?: string;
    replace?: Readonly<Record<string, unknown>>;
  };
  if (config !== undefined) return { ...request, config: String(config) };
  if (file !== undefined) return { ...request, config: undefined, file: String(file) };
  const replaced = Object.entries(replace ?? {}).reduce((all, [from, to]) => all.replaceAll(from, String(to)), text);
  return { ...request, config: replaced };
}

/** Steps in the order of time; `from`: position of each in the file, but for the start. */
interface TimedSteps {
  readonly steps: readonly Step[];
  readonly from: readonly (number | undefined)[];
  readonly last: number;
}

/** First the nodes that run from the beginning; an event without a time happens when all has settled, a look just before the next event. */
function readSteps(
  values: ScenarioValues,
  path: Path,
  {
    names,
    complain,
    reload,
    settle,
  }: { names: Names; complain: (path: Path, message: string) => void; reload: Reload; settle: number },
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
  let at = 0;
  let event = 0;
  for (const [index, step] of (values.steps ?? []).entries()) {
    const where = [...path, "steps", index];
    const isLook = step.expect !== undefined;
    if (step.at !== undefined) at = microseconds(step.at);
    else if (step.after !== undefined) at += microseconds(step.after);
    else at = event + settle - (isLook ? LOOK_BEFORE : 0);
    const action = readAction(step, where, names, complain, reload);
    if (action === undefined) continue;
    if (!isLook) event = at;
    made.push({ step: { at, ...action } as Step, from: index });
  }
  made.sort((a, b) => a.step.at - b.step.at);
  return { steps: made.map(({ step }) => step), from: made.map(({ from }) => from), last: made.at(-1)?.step.at ?? 0 };
}

/** How long before the next event without a time a look without a time is taken. */
export const LOOK_BEFORE = 200_000;

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

/** Addresses as the nodes have them; where no node names any, 10.99.0.1 and so on in their order. */
function factsOf(cluster: ClusterValues, segments: Readonly<Record<string, readonly string[]>> | undefined): Facts {
  const addresses = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [name, node] of Object.entries(cluster)) {
    if (typeof node === "string" || node.addresses === undefined) continue;
    const own = Object.entries(node.addresses).map(([device, some]) => {
      const list = typeof some === "string" ? [some] : some;
      return [device, list.map((one) => one.split("/", 1)[0] ?? one)] as const;
    });
    addresses.set(name, new Map(own));
  }
  return {
    addresses: addresses.size === 0 ? undefined : addresses,
    segments: segments === undefined ? undefined : new Map(Object.entries(segments)),
  };
}
