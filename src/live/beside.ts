import type { Cluster } from "../cluster/cluster.js";
import { shortNames } from "../forecast/node-names.js";
import { assign, type NamedConfig, type NamedDump } from "./assign.js";
import { judgeLive, type LiveReport } from "./live.js";
import { type LiveNode, releaseOf } from "./nodes.js";

/** Endings of dumps, which say nothing about their node. */
export const DUMP_ENDING = /\.(?:data|stats|json|dump|txt)$/;

/** The nodes of clusters with the names that reports use. */
export function namedConfigs(clusters: readonly Cluster[]): readonly NamedConfig[] {
  const nodes = clusters.flatMap((one) => one.nodes);
  const short = shortNames(nodes.map(({ name }) => name));
  return nodes.map((config, at) => ({ name: short[at] ?? config.name, config }));
}

/**
 * Judges dumps beside configurations, which may be none. `target`: the release that runs, where the user says so. Throws
 * `Ambiguous` where it is not known which dump is of which configuration.
 */
export function judgeBeside(
  dumps: readonly NamedDump[],
  clusters: readonly Cluster[],
  target?: string | undefined,
): LiveReport {
  const configs = namedConfigs(clusters);
  const assigned = configs.length === 0 ? new Map<number, NamedConfig>() : assign(dumps, configs);
  const ids = dumps.map(({ dump }) => dump.routerId);
  const areIds = ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
  const short = shortNames(dumps.map(({ dump }) => dump.path.replace(DUMP_ENDING, "")));
  const nodes = dumps.map(({ name, dump }, at): LiveNode => {
    const paired = assigned.get(at);
    return {
      name: paired?.name ?? name ?? (areIds ? ids[at] : undefined) ?? short[at] ?? dump.path,
      dump,
      config: paired?.config,
      release: releaseOf(dump, target ?? paired?.config.target),
    };
  });
  const given = new Set(nodes.map(({ config }) => config));
  const missing = configs.filter(({ config }) => !given.has(config)).map(({ name }) => name);
  return judgeLive(nodes, clusters, missing);
}
