import { type Cluster, makeCluster } from "../../../src/cluster/cluster.js";
import {
  describeBack,
  describeEvent,
  describeLeftovers,
  describeMark,
  describeOutcome,
  isQuiet,
} from "../../../src/forecast/describe.js";
import { describeSequences } from "../../../src/forecast/describe-sequence.js";
import { type Forecast, type ForecastLine, forecast, type RouterForecast } from "../../../src/forecast/forecast.js";
import { shortNames } from "../../../src/forecast/node-names.js";
import { drawPicture } from "../../../src/picture/draw.js";
import { clusterCards } from "../../../src/picture/html-cluster.js";
import { titleOf } from "../../../src/picture/words.js";
import type { Node } from "../../../src/semantic/node.js";
import { singleFailures } from "../../../src/simulate/failures.js";
import type { FailureRow, Project, ShownCluster, ShownRouter } from "../protocol.js";
import { describeEnd } from "./describe-end.js";
import { judge } from "./judging.js";

/** A cluster with what its failures bring. */
export interface Forecasted {
  readonly nodes: readonly Node[];
  readonly forecast: Forecast;
}

/** The clusters that the files form, and each other node that has something to draw. */
export function forecastAll(project: Project): readonly Forecasted[] {
  const { nodes, clusters } = judge(project);
  const joined = new Set(clusters.flatMap((cluster) => cluster.nodes));
  const isDrawable = ({ instances, virtualServers }: Node) => instances.length > 0 || virtualServers.length > 0;
  const single = nodes.filter((node) => !joined.has(node) && isDrawable(node)).map((node) => makeCluster([node]));
  return [...clusters, ...single].map(forecastOne);
}

function forecastOne({ name, nodes, routers }: Cluster): Forecasted {
  const names = shortNames(nodes.map((node) => node.name));
  return { nodes, forecast: forecast({ name, nodes, routers, shortNames: names, releaseOf: (node) => node.target }) };
}

export function draw(project: Project): readonly ShownCluster[] {
  const all = forecastAll(project);
  const { clusters } = drawPicture(all);
  return all.flatMap(({ forecast: one }, at) => {
    const picture = clusters[at];
    if (picture === undefined) return [];
    const failures = singleFailures(one.models).map((failure) => {
      const named = { failure, nodes: failure.nodes.map((node) => one.nodes[node] ?? "") };
      return { happens: describeEvent(named), ends: describeEnd(named) };
    });
    return {
      title: titleOf(picture),
      picture: clusterCards(picture, one.routers.length > 0),
      routers: one.routers.map((router) => shownRouter(router, failures)),
      assumptions: one.assumptions,
      left: one.left,
      failures,
    };
  });
}

function shownRouter(router: RouterForecast, failures: ShownCluster["failures"]): ShownRouter {
  const at = new Map(failures.map(({ happens }, index) => [happens, index]));
  const sequences = describeSequences(router).map(
    ({ event, outcome, mark }): FailureRow => ({
      event,
      holder: outcome,
      afterwards: "",
      because: "",
      mark: describeMark(mark),
      written: undefined,
      failure: undefined,
    }),
  );
  return {
    name: router.name,
    addresses: router.addresses.slice(0, MOST_ADDRESSES).join(", "),
    rows: [
      ...router.lines.filter((line) => !isQuiet(line, router)).map((line) => failureRow(line, router, at)),
      ...sequences,
    ],
    quiet: router.lines.filter((line) => isQuiet(line, router)).map(describeEvent),
  };
}

const MOST_ADDRESSES = 3;

function failureRow(line: ForecastLine, router: RouterForecast, failures: ReadonlyMap<string, number>): FailureRow {
  const { written, mark, reason } = line;
  const event = describeEvent(line);
  return {
    event,
    holder: describeOutcome(line, router.holders),
    afterwards: describeBack(line, router),
    because: [describeLeftovers(line), reason ?? ""].filter((part) => part !== "").join(". "),
    mark: describeMark(mark),
    written: written && { ...written, from: -1, to: -1 },
    failure: failures.get(event),
  };
}
