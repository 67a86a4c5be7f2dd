import type { VirtualRouter } from "../cluster/virtual-routers.js";
import type { Node } from "../semantic/node.js";
import { subjectOf } from "../simulate/ask.js";
import type { Facts } from "../simulate/cast.js";
import { exploreSingles, type Mark, restlessActors, settleBase } from "../simulate/explore.js";
import { explorePairs } from "../simulate/explore-pairs.js";
import { type Failure, singleFailures } from "../simulate/failures.js";
import type { SimInstance, SimNode } from "../simulate/model.js";
import { holdersNow, type Subject } from "../simulate/outcome.js";
import { readModel } from "../simulate/read-model.js";
import { type SplitPart, splitStage } from "../simulate/split.js";
import type { World } from "../simulate/world.js";
import { assumptionsOf } from "./assumptions.js";
import { whyDeaf } from "./deaf.js";
import { forecastLine, forecastPair, namesOf, nodesOf } from "./lines.js";
import type { Locate } from "./reason.js";
import { withReloads } from "./reloads.js";
import type { Seconds } from "./seconds.js";
import { type FailureSequence, markRestless, playSequences } from "./sequences.js";
import { arePairsTooMany, areSinglesTooMuch, describeTooMuch } from "./work.js";

/** Where something is written; line and column from 1. */
export interface Written {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line's words: `weight -60`. */
  readonly text: string;
}

/** What happens to a virtual router after one event. */
export interface Outcome {
  /** Names of the nodes that hold it when nothing moves any more; several lists where the moment decides. */
  readonly holders: readonly (readonly string[])[];
  /** Until the last change of holders; undefined where nothing changes. */
  readonly after: Seconds | undefined;
  /** Time without a holder, and with several. */
  readonly outage: Seconds;
  readonly overlap: Seconds;
  readonly flaps: boolean;
  /** Nodes that keep addresses although they hold nothing. */
  readonly leftovers: readonly string[];
}

/**
 * How bad a line is. `unreachable`: only a node that is cut off there holds the addresses, because its sync group keeps
 * the others back (G10), and nothing that it tracks could notice.
 */
export type LineMark = Mark | "unreachable";

/** One line of the forecast. */
export interface ForecastLine extends Outcome {
  readonly failure: Failure;
  readonly nodes: readonly string[];
  readonly mark: LineMark;
  /** Why the holder changes, or does not: `90 < 100`, `lb2 rejects lb1: advert_int differs`. */
  readonly reason: string | undefined;
  readonly written: Written | undefined;
  /** What the end of the failure brings. */
  readonly back: Outcome;
}

/** Two failures in a row, without repair between them, that have an avoidable end together. */
export interface ForecastPair extends Outcome {
  readonly failures: readonly FailedNodes[];
  readonly mark: Mark;
}

/** A failure with the names of the nodes that it hits. */
export interface FailedNodes {
  readonly failure: Failure;
  readonly nodes: readonly string[];
}

/** A virtual router with what single failures bring. */
export interface RouterForecast {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Those that all members have. */
  readonly sharedAddresses: readonly string[];
  readonly members: readonly { readonly node: string; readonly instance: string; readonly priority: number }[];
  /** Holders when all nodes run: what lines begin with. */
  readonly holders: readonly string[];
  /** Why several nodes hold it then, although the network connects them. */
  readonly deafness: string | undefined;
  /** Nodes that become MASTER again and again although nothing fails. */
  readonly restless: readonly string[];
  readonly lines: readonly ForecastLine[];
  /** Cold starts, a rolling restart and rolling reloads. */
  readonly sequences: readonly FailureSequence[];
  /** Ordered pairs of failures that do what neither of them does alone; empty where they were not asked for. */
  readonly pairs: readonly ForecastPair[];
}

/** What the files of a cluster say about failures. */
export interface Forecast {
  readonly cluster: string | undefined;
  readonly nodes: readonly string[];
  readonly routers: readonly RouterForecast[];
  /** What was taken for granted because the files do not tell it. */
  readonly assumptions: readonly string[];
  /** Instances that could not be played and what would take too long, each with its reason. */
  readonly left: readonly string[];
  /** The nodes as they were played, in order. */
  readonly models: readonly SimNode[];
  /** Names of all sync groups. */
  readonly groups: readonly string[];
}

export interface ForecastInput {
  readonly name?: string | undefined;
  readonly nodes: readonly Node[];
  readonly routers: readonly VirtualRouter[];
  /** Names to show for the nodes, in their order. */
  readonly shortNames?: readonly string[] | undefined;
  readonly facts?: Facts | undefined;
  /** The nodes as they will be, by position: what is played is the way there, one reload after the other. */
  readonly becomes?: readonly Node[] | undefined;
  /** How many failures in a row; one where it is left out. */
  readonly failures?: number | undefined;
  readonly releaseOf: (node: Node) => string | undefined;
}

/** Plays every single failure of a cluster, and pairs of them where wanted; routers that have nothing in common are played apart. */
export function forecast(input: ForecastInput): Forecast {
  const { name, nodes, routers, shortNames, facts, releaseOf, becomes, failures = 1 } = input;
  const { nodes: read, left } = readModel(nodes, releaseOf);
  const models = read.map((model, at) => ({ ...model, name: shortNames?.[at] ?? model.name }));
  const names = models.map((model) => model.name);
  const stages = splitStage(models, routers);
  const sources = new Map(
    nodes.flatMap((node) => node.evaluated.files.map(({ source }) => [source.path, source] as const)),
  );
  const locate: Locate = (file, offset) => sources.get(file)?.positionAt(offset);
  const parts = stages.map((stage) => forecastStage(stage, { facts, locate, failures }));
  const played = parts.flatMap(({ routers: some }) => some);
  const whole =
    becomes === undefined
      ? { routers: played, left: [] }
      : withReloads(played, models, facts, readModel(becomes, releaseOf).nodes);
  const shown = new Map(read.map((model, at) => [model.name, names[at] ?? model.name]));
  const unknown = left.map(
    ({ node, instance, missing }) =>
      `${instance.name ?? "an instance"} on ${shown.get(node) ?? node}: its ${missing} is not known`,
  );
  return {
    cluster: name,
    nodes: names,
    routers: whole.routers,
    assumptions: assumptionsOf(models, facts),
    left: [...unknown, ...parts.flatMap((part) => part.left), ...whole.left],
    models,
    groups: nodes.flatMap(({ syncGroups }) => syncGroups.flatMap((group) => group.name ?? [])),
  };
}

interface StageOptions {
  readonly facts: Facts | undefined;
  readonly locate: Locate;
  readonly failures: number;
}

/** Forecasts, and what was not played. */
export interface StageForecast {
  readonly routers: readonly RouterForecast[];
  readonly left: readonly string[];
}

function forecastStage({ nodes, routers }: SplitPart, { facts, locate, failures }: StageOptions): StageForecast {
  const single = singleFailures(nodes);
  const names = shortList(routers.map(({ members: [first] }) => first?.instance.name ?? ""));
  if (areSinglesTooMuch(nodes, single)) return { routers: [], left: [describeTooMuch(names, nodes)] };
  const base = settleBase({ nodes, facts }, (world) => routers.map((router) => subjectOf(world, router)));
  const lines = exploreSingles(base, single);
  const restless = new Set(restlessActors(base));
  const { world } = base;
  const owners = base.subjects.map((subject) => nodesOf(world, subject));
  const sequences = playSequences({
    nodes,
    facts,
    subjectsOf: (at) => routers.map((router) => subjectOf(at, router)),
    members: owners,
  });
  const arePairsCut = failures > 1 && arePairsTooMany(nodes, single);
  const pairs = failures > 1 && !arePairsCut ? explorePairs(base, lines, owners) : [];
  const cut = [
    ...(sequences.areCut ? [`starts one by one and restarts of ${names}`] : []),
    ...(arePairsCut ? [`pairs of failures of ${names}`] : []),
  ];
  const found = base.subjects.flatMap((subject, at) =>
    routerForecast(subject, {
      world,
      restless,
      lines: lines.flatMap((line) => forecastLine({ line, at, nodes, subject, world, locate })),
      sequences: sequences.byRouter[at] ?? [],
      pairs: pairs.flatMap((pair) => (pair.subject === at ? forecastPair(pair, nodes) : [])),
    }),
  );
  return { routers: found, left: cut.map((what) => describeTooMuch(what, nodes)) };
}

interface Played extends Pick<RouterForecast, "lines" | "sequences" | "pairs"> {
  readonly world: World;
  /** Actors that become MASTER again and again. */
  readonly restless: ReadonlySet<number>;
}

function routerForecast(
  subject: Subject,
  { world, restless, lines, sequences, pairs }: Played,
): RouterForecast | readonly never[] {
  const { nodes } = world.cast;
  const members = subject.actors.flatMap((who) => memberOf(world, who) ?? []);
  const [first] = members;
  if (first === undefined) return [];
  const holders = holdersNow(world, subject);
  return {
    name: first.instance.name,
    addresses: [...new Set(members.flatMap(({ instance }) => instance.addresses))],
    sharedAddresses: sharedBy(members.map(({ instance }) => instance.addresses)),
    members: members.map(({ node, instance, who }) => ({
      node,
      instance: instance.name,
      priority: world.live[who]?.effective ?? instance.priority,
    })),
    holders: namesOf(nodes, holders),
    deafness: whyDeaf(world, subject, { after: [holders] }),
    restless: members.flatMap(({ node, who }) => (restless.has(who) ? node : [])),
    lines,
    sequences: markRestless(
      sequences,
      subject.actors.some((who) => restless.has(who)),
    ),
    pairs,
  };
}

const sharedBy = ([first = [], ...others]: readonly (readonly string[])[]): readonly string[] =>
  first.filter((address) => others.every((some) => some.includes(address)));

/** `VI_1, VI_2, VI_3 and 7 more`. */
const shortList = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;

const memberOf = ({ cast }: World, who: number): { node: string; instance: SimInstance; who: number } | undefined => {
  const actor = cast.actors[who];
  const node = cast.nodes[actor?.node ?? -1];
  return actor === undefined || node === undefined ? undefined : { node: node.name, instance: actor.instance, who };
};
