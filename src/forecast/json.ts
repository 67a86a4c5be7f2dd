import { jsonText } from "../text/printable.js";
import { countMarks, describeEvent, describePair } from "./describe.js";
import type { FailedNodes, Forecast, ForecastLine, ForecastPair, Outcome, RouterForecast } from "./forecast.js";
import type { FailureSequence } from "./sequences.js";

/** The forecast as data; times in seconds. */
export const jsonForecast = (forecasts: readonly Forecast[]): string =>
  jsonText({
    version: 1,
    clusters: forecasts.map(({ cluster, nodes, routers, assumptions, left }) => ({
      ...(cluster === undefined ? {} : { name: cluster }),
      nodes,
      routers: routers.map(routerData),
      assumptions,
      notPlayed: left,
    })),
    summary: { avoidable: forecasts.reduce((sum, one) => sum + countMarks(one), 0) },
  });

const routerData = ({ name, addresses, members, holders, restless, lines, sequences, pairs }: RouterForecast) => ({
  name,
  addresses,
  members,
  holders,
  ...(restless.length === 0 ? {} : { restless }),
  events: lines.map(lineData),
  sequences: sequences.map(sequenceData),
  ...(pairs.length === 0 ? {} : { pairs: pairs.map(pairData) }),
});

const failureData = ({ failure: { kind, name }, nodes }: FailedNodes) => ({
  event: kind,
  nodes,
  ...(name === undefined ? {} : { name }),
});

const pairData = (pair: ForecastPair) => ({
  failures: pair.failures.map(failureData),
  description: describePair(pair),
  ...outcomeData(pair),
  avoidable: pair.mark,
});

const lineData = (line: ForecastLine) => ({
  ...failureData(line),
  description: describeEvent(line),
  ...outcomeData(line),
  ...(line.mark === "none" ? {} : { avoidable: line.mark }),
  ...(line.reason === undefined ? {} : { reason: line.reason }),
  ...(line.written === undefined ? {} : { written: line.written }),
  back: outcomeData(line.back),
});

/** Cold starts, the rolling restart and rolling reloads, with what each step brings. */
const sequenceData = ({ kind, order, isTogether, holders, steps, mark }: FailureSequence) => ({
  sequence: kind,
  order,
  atOnce: isTogether,
  holders,
  ...(mark === "none" ? {} : { avoidable: mark }),
  steps,
});

const outcomeData = ({ holders, after, outage, overlap, flaps, leftovers }: Outcome) => ({
  holders,
  ...(after === undefined ? {} : { after }),
  outage,
  overlap,
  flaps,
  ...(leftovers.length === 0 ? {} : { leftovers }),
});
