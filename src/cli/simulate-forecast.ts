import { existsSync } from "node:fs";
import { countMarks } from "../forecast/describe.js";
import { type Forecast, forecast } from "../forecast/forecast.js";
import { shortNames } from "../forecast/node-names.js";
import type { Node } from "../semantic/node.js";
import { clustersOf } from "./clusters-of.js";
import { FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { type Inputs, readInputs } from "./inputs.js";
import type { SimulateFlags } from "./simulate-run.js";
import { readVersion } from "./simulate-version.js";
import { colorsFor, say, terminal, writeOutput } from "./terminal.js";

/** A forecast with the nodes that it is of, in its order. */
export interface Played {
  readonly forecast: Forecast;
  readonly nodes: readonly Node[];
}

/** Plays the failures of the clusters that the files form; prints the table, or writes it as scenarios. */
export async function showForecast(names: readonly string[], options: SimulateFlags): Promise<void> {
  const { format, freeze } = options;
  if (format !== "pretty" && format !== "json") throw new UsageError(`--format ${format} is for scenario files`);
  const read = await readInputs(names, options);
  if (read.inputs.length === 0) throw new UsageError("no configuration to simulate");
  const played = playAll(
    read,
    options,
    options.to === undefined ? undefined : await readVersion(read, options.to, options),
  );
  if (played.length === 0) throw new UsageError("no vrrp_instance in these files, so there is nothing to simulate");
  if (freeze !== undefined) {
    const { writeFrozen } = await import("./simulate-freeze.js");
    say(writeFrozen(played, freeze));
    process.exitCode = read.failed ? USAGE : OK;
    return;
  }
  const isMarked = played.some((one) => countMarks(one.forecast) > 0);
  const isPlayed = played.some((one) => one.forecast.routers.length > 0);
  process.exitCode = read.failed || !isPlayed ? USAGE : isMarked ? FAILED : OK;
  writeOutput(await forecastText(played, options));
}

function playAll(read: Inputs, options: SimulateFlags, version: ((node: Node) => Node) | undefined): readonly Played[] {
  return clustersOf([...read.inputs, ...read.partners], read, options).map(({ name, nodes, routers }) => {
    const short = shortNames(nodes.map((node) => node.name));
    const releaseOf = (node: Node) => node.target;
    const becomes = version === undefined ? undefined : nodes.map(version);
    return {
      nodes,
      forecast: forecast({ name, nodes, routers, releaseOf, shortNames: short, becomes, failures: options.explore }),
    };
  });
}

async function forecastText(played: readonly Played[], { format, color, explore }: SimulateFlags): Promise<string> {
  const forecasts = played.map((one) => one.forecast);
  if (format === "json") return (await import("../forecast/json.js")).jsonForecast(forecasts);
  const { prettyForecast } = await import("../forecast/pretty.js");
  const table = prettyForecast(forecasts, {
    colors: await colorsFor(color),
    width: terminal()?.columns ?? Number.POSITIVE_INFINITY,
  });
  if (explore === undefined) return table;
  const { shortestCounterexample } = await import("./simulate-freeze.js");
  const example = played.map(shortestCounterexample).find((text) => text !== undefined);
  return example === undefined ? table : `${table}\nThe shortest, as a scenario that fails:\n\n${example}`;
}

/** Whether all files of the nodes are there, so that scenarios can name them. */
export const areFiles = (nodes: readonly Node[]): boolean => nodes.every(({ path }) => existsSync(path));
