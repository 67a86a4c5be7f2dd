import { stringify } from "yaml";
import type { SimNode } from "../simulate/model.js";
import { findSubject, holdersNow } from "../simulate/outcome.js";
import { play } from "../simulate/play.js";
import type { Step } from "../simulate/scenario.js";
import { settleTime } from "../simulate/settle.js";
import type { Event } from "../simulate/steps.js";
import { LOOK_BEFORE } from "./read-steps.js";
import { holdersData, type StepData, stepsOf } from "./write-steps.js";

/** How a file names a node of a cluster: relative to itself. */
export interface NodeEntry {
  readonly name: string;
  readonly file: string;
  readonly configId: string | undefined;
  readonly release: string | undefined;
}

/** Who held a router when all had settled, in every way that was found; undefined: it never did. */
export type Outcomes = readonly (readonly string[])[] | undefined;

/** One failure that is to become a scenario. */
export interface FrozenFailure {
  readonly name: string;
  readonly happens: readonly Event[];
  readonly ends: readonly Event[];
  /** By the name that a scenario gives to a router: what was found at other moments than the one that is played. */
  readonly routers: ReadonlyMap<string, { readonly after: Outcomes; readonly back: Outcomes }>;
}

export interface FrozenCluster {
  readonly entries: readonly NodeEntry[];
  readonly models: readonly SimNode[];
  /** The names of all routers. */
  readonly handles: readonly string[];
  readonly failures: readonly FrozenFailure[];
}

/** The first line of the files, by which they are known again. */
export const FROZEN = "# Frozen by kalint simulate --freeze: who holds each address when something fails.";

/** A scenario file that says what the clusters do now; playing it with the same configurations passes. */
export function freezeFile(clusters: readonly FrozenCluster[]): string {
  const [first] = clusters;
  const isOne = clusters.length === 1 && first !== undefined;
  const scenarios = clusters.flatMap((cluster) => {
    const own = isOne ? {} : { cluster: clusterData(cluster.entries) };
    return scenariosOf(cluster).map(({ name, ...rest }) => ({ name, ...own, ...rest }));
  });
  const document = { ...(isOne ? { cluster: clusterData(first.entries) } : {}), scenarios };
  return `${FROZEN}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** The nodes as a scenario file has them. */
export const clusterData = (entries: readonly NodeEntry[]): object =>
  Object.fromEntries(
    entries.map(({ name, file, configId, release }) => [
      name,
      configId === undefined && release === undefined
        ? file
        : {
            file,
            ...(configId === undefined ? {} : { "config-id": configId }),
            ...(release === undefined ? {} : { release }),
          },
    ]),
  );

interface ScenarioData {
  readonly name: string;
  readonly steps: readonly StepData[];
}

function scenariosOf(cluster: FrozenCluster): readonly ScenarioData[] {
  const names = cluster.entries.map(({ name }) => name);
  const usual = scenarioOf(cluster, { name: "all nodes run", happens: [], ends: [], routers: new Map() }, names);
  return [usual, ...cluster.failures.map((failure) => scenarioOf(cluster, failure, names))].filter(
    ({ steps }) => steps.length > 0,
  );
}

function scenarioOf(cluster: FrozenCluster, failure: FrozenFailure, names: readonly string[]): ScenarioData {
  const { name, happens, ends, routers } = failure;
  const seen = playFailure(cluster, failure);
  const handles = happens.length === 0 ? cluster.handles : [...routers.keys()];
  const look = (at: number, found: (handle: string) => Outcomes): readonly StepData[] => {
    const expected = handles.flatMap((handle) => {
      const [others, own] = [found(handle), seen.get(handle)?.[at] ?? []];
      const value = others === undefined ? undefined : holdersData([...others, ...own]);
      return value === undefined ? [] : [[handle, value] as const];
    });
    return expected.length === 0 ? [] : [{ expect: Object.fromEntries(expected) }];
  };
  if (happens.length === 0) return { name, steps: look(0, () => []) };
  const after = look(0, (handle) => routers.get(handle)?.after);
  const back = look(1, (handle) => routers.get(handle)?.back);
  const steps = [
    ...stepsOf(happens, names),
    ...after,
    ...(back.length === 0 ? [] : [...stepsOf(ends, names), ...back]),
  ];
  return { name, steps: after.length + back.length === 0 ? [] : steps };
}

/** Who holds each router at the looks of the scenario, in every order that it is played in. */
function playFailure(
  { models, handles }: FrozenCluster,
  { happens, ends }: FrozenFailure,
): ReadonlyMap<string, readonly (readonly (readonly string[])[])[]> {
  const settle = settleTime(models);
  const at = (time: number, events: readonly Event[]): Step<undefined>[] =>
    events.map((event) => ({ at: time, kind: "event", event }));
  const look = (before: number): Step<undefined> => ({ at: before - LOOK_BEFORE, kind: "expect", expected: undefined });
  const start: Event = { kind: "start", nodes: models.map((_, node) => node) };
  const steps = [
    ...at(0, [start]),
    ...(happens.length === 0
      ? [look(settle)]
      : [...at(settle, happens), look(2 * settle), ...at(2 * settle, ends), look(3 * settle)]),
  ];
  const until = (steps.at(-1)?.at ?? 0) + LOOK_BEFORE;
  const runs = play<undefined, readonly (readonly string[])[]>(
    { name: "", stage: { nodes: models }, steps, until },
    (world) =>
      handles.map((handle) =>
        holdersNow(world, findSubject(world, handle, undefined)).flatMap((node) => models[node]?.name ?? []),
      ),
  );
  const looks = happens.length === 0 ? [0] : [0, 1];
  return new Map(
    handles.map((handle, index) => [
      handle,
      looks.map((position) => runs.flatMap(({ looks: seen }) => [seen[position]?.[index] ?? []])),
    ]),
  );
}

/** A scenario with what should be true, to be pasted into a file: nobody, two holders, or the wrong one is there instead. */
export const counterexample = (
  entries: readonly NodeEntry[],
  name: string,
  events: readonly (readonly Event[])[],
  expected: Readonly<Record<string, string>>,
): string =>
  stringify(
    {
      cluster: clusterData(entries),
      scenarios: [
        {
          name,
          steps: [
            ...events.flatMap((some) =>
              stepsOf(
                some,
                entries.map((entry) => entry.name),
              ),
            ),
            { expect: expected },
          ],
        },
      ],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
