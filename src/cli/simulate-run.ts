import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { shortNames } from "../forecast/node-names.js";
import { readNode } from "../scenarios/read-node.js";
import { type NodeReader, readScenarios } from "../scenarios/read-scenarios.js";
import type { ScenarioReport } from "../scenarios/reports.js";
import { runScenarios } from "../scenarios/run-scenarios.js";
import { didYouMean } from "../text/suggest.js";
import { confineTo } from "../workspace/confinement.js";
import { includeReader } from "../workspace/include-reader.js";
import { readTextFile } from "../workspace/read-file.js";
import type { ClusterFlags } from "./cluster-options.js";
import { FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { includeFolders } from "./include-root.js";
import { colorsFor, say, writeOutput } from "./terminal.js";
import { packageVersion } from "./version.js";

/** What the command line may say to `kalint simulate`. */
export interface SimulateFlags extends ClusterFlags {
  readonly format: "pretty" | "json" | "github" | "junit" | "sarif";
  readonly explore?: number;
  readonly freeze?: string;
  readonly to?: string;
  readonly timeline?: "text" | "svg";
}

const SCENARIO_FILE = /\.(?:ya?ml|json)$/i;

/** Plays the scenario files that are named; without any, every single failure of the clusters that the files form. */
export async function simulate(names: readonly string[], options: SimulateFlags): Promise<void> {
  const files = names.filter((name) => SCENARIO_FILE.test(name));
  const others = names.filter((name) => !SCENARIO_FILE.test(name));
  if (options.timeline !== undefined && (files.length === 0 || options.format !== "pretty")) {
    throw new UsageError("--timeline is for scenario files, without --format");
  }
  if (files.length === 0) {
    const { showForecast } = await import("./simulate-forecast.js");
    return showForecast(others, options);
  }
  const misplaced = (["freeze", "explore", "to"] as const).find((name) => options[name] !== undefined);
  if (misplaced !== undefined) throw new UsageError(`--${misplaced} is for configurations, not for scenario files`);
  await testScenarios(files, others, options);
}

async function testScenarios(
  files: readonly string[],
  configurations: readonly string[],
  options: SimulateFlags,
): Promise<void> {
  const usual = configurations.length === 0 ? undefined : clusterOf(configurations);
  const problems: ScenarioReport["problems"][number][] = [];
  const results = files.flatMap((file) => {
    const text = readText(file);
    if (text === undefined) return [];
    const read = readScenarios(text, file, nodeReader(file, options), usual?.(file));
    problems.push(...read.problems);
    return runScenarios(read);
  });
  const isUnread = files.some((file) => readTextFile(file).kind === "problem");
  for (const { file, line, column, message } of problems) say(`${file}:${line}:${column}: ${message}`);
  const report = { results, problems };
  process.exitCode =
    problems.length > 0 || isUnread ? USAGE : results.some(({ misses }) => misses.length > 0) ? FAILED : OK;
  writeOutput(await scenarioText(report, options));
}

async function scenarioText(report: ScenarioReport, options: SimulateFlags): Promise<string> {
  const { format, color, timeline } = options;
  if (timeline === "svg" && report.results.length === 0) return "";
  if (timeline === "svg") return (await import("../scenarios/timeline-svg.js")).svgTimelines(report.results);
  const reports = await import("../scenarios/reports.js");
  switch (format) {
    case "pretty":
      return reports.prettyScenarios(report, await colorsFor(color), timeline === "text");
    case "json":
      return reports.jsonScenarios(report);
    case "github":
      return reports.githubScenarios(report);
    case "sarif":
      return reports.sarifScenarios(report, packageVersion);
    case "junit":
      return reports.junitScenarios(report);
  }
}

/** Files of the command line as the cluster of a scenario file that names none; paths relative to that file. */
function clusterOf(configurations: readonly string[]): (file: string) => Readonly<Record<string, string>> {
  const names = shortNames(configurations);
  return (file) =>
    Object.fromEntries(
      configurations.map((path, at) => [names[at] ?? path, relative(dirname(resolve(file)), resolve(path))]),
    );
}

function readText(path: string): string | undefined {
  const read = readTextFile(path);
  if (read.kind === "read") return read.file.text;
  say(read.problem.message);
  return undefined;
}

/** That a file is missing, as the scenario names it, with one beside it that may be meant. */
function missingFile(name: string, path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const folder = dirname(path);
  const known = existsSync(folder) ? readdirSync(folder) : [];
  return `${name}: no such file or directory${didYouMean(basename(path), known)}`;
}

/** Reads the nodes of a scenario file; what they include is read relative to them. */
function nodeReader(scenarioFile: string, options: SimulateFlags): NodeReader {
  const folder = dirname(scenarioFile);
  const roots = includeFolders(options.includeRoot, [scenarioFile]);
  const confinement = roots && confineTo(roots);
  const reader = includeReader({ confinement });
  return ({ name, config, file, configId, release }) => {
    const path = file === undefined ? scenarioFile : resolve(folder, file);
    let text = config;
    if (text === undefined) {
      if (confinement?.allows(path) === false) return `${file} leads out of ${roots?.[0]}; --include-root allows more`;
      const read = readTextFile(path);
      if (read.kind === "problem") return missingFile(file ?? path, path) ?? read.problem.message;
      text = read.file.text;
    }
    return readNode({ name, path, text, configId, target: release ?? options.target, reader });
  };
}
