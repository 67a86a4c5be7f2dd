import { judgeBeside, namedConfigs } from "../../src/live/beside.js";
import type { LiveReport } from "../../src/live/live.js";
import { combine, readDump } from "../../src/live/read-dump.js";
import { findClusters } from "./clusters.js";
import type { LiveScenario } from "./live-scenario.js";
import type { TakenDump } from "./real-live.js";

/** Which of a node's files are read. */
export type Source = "data" | "data and stats" | "json" | "all";

const PARTS: Readonly<Record<Source, readonly (keyof TakenDump)[]>> = {
  data: ["data"],
  "data and stats": ["data", "stats"],
  json: ["json"],
  all: ["data", "stats", "json"],
};

/** The report of the dumps of a scenario, beside what is written there. */
export function reportOf(
  { nodes, written = nodes }: LiveScenario,
  dumps: readonly TakenDump[],
  source: Source = "data and stats",
): LiveReport {
  const clusters = findClusters(Object.fromEntries(written.map((text, at) => [`lb${at + 1}.conf`, text])));
  const known = new Set(namedConfigs(clusters).map(({ name }) => name));
  const read = dumps.map((dump, at) => ({
    name: known.has(`lb${at + 1}`) ? `lb${at + 1}` : undefined,
    dump: combine(PARTS[source].map((part) => readDump(`lb${at + 1}.${part}`, dump[part]))),
  }));
  return judgeBeside(read, clusters);
}

/** What a report does not say that a scenario asks for, or says too much. */
export function misses({ expected }: LiveScenario, report: LiveReport): readonly string[] {
  const { doubles = [], differences = [], model, flaps = false } = expected;
  const verdicts = report.routers.map(({ verdict }) => verdict);
  const found = report.routers.filter(({ verdict }) => verdict === "double").map((router) => reasonsOf(router));
  const wanted = expected.verdicts ?? verdicts.map((_, at) => (at < doubles.length ? "double" : "one"));
  const asked = report.routers.filter((one) => one.model?.agrees === false && !one.model.isSettling);
  const answers = asked.flatMap((one) => one.model?.holders.map(({ node }) => node.name) ?? []);
  const runs = report.differences.map(({ setting }) => setting);
  const lines = [
    ...(flaps ? [] : compare("verdicts", [...verdicts].sort(), [...wanted].sort())),
    ...(flaps
      ? doubles.flatMap((kinds) =>
          found.some((one) => kinds.every((kind) => one.includes(kind))) ? [] : [`no ${kinds}`],
        )
      : compare("reasons", found.map((kinds) => kinds.join()).sort(), doubles.map((kinds) => kinds.join()).sort())),
    ...compare("differences", [...runs].sort(), [...differences].sort()),
    ...(flaps ? [] : compare("model", answers, model ?? [])),
  ];
  const isSound = wanted.every((verdict) => verdict === "one") && differences.length === 0 && model === undefined;
  return [...lines, ...(flaps ? [] : compare("isSound", [`${report.isSound}`], [`${isSound}`]))];
}

/** Kinds of reasons of those that should yield, in order, each once. */
const reasonsOf = ({ rivalries }: LiveReport["routers"][number]): readonly string[] => [
  ...new Set(
    rivalries.flatMap(({ directions }) =>
      directions.filter(({ shouldYield }) => shouldYield).flatMap(({ reasons }) => reasons.map(({ kind }) => kind)),
    ),
  ),
];

const compare = (what: string, is: readonly string[], should: readonly string[]): readonly string[] =>
  is.join("; ") === should.join("; ")
    ? []
    : [`${what}: ${is.join("; ") || "none"}, not ${should.join("; ") || "none"}`];
