import { writeFileSync } from "node:fs";
import { type Cluster, makeCluster } from "../cluster/cluster.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { type RunResult, run } from "../lint/run.js";
import type { ShownFinding } from "../picture/html.js";
import type { Node } from "../semantic/node.js";
import { errorReason } from "../workspace/input-problem.js";
import type { ClusterFlags } from "./cluster-options.js";
import { clustersOf } from "./clusters-of.js";
import { type DrawnClusters, drawClusters } from "./draw-clusters.js";
import { OK, USAGE, UsageError } from "./exit-codes.js";
import { type Inputs, readInputs } from "./inputs.js";
import { reportOutputs, requireOthers } from "./reports.js";
import { toRunOptions } from "./run-options.js";
import { colorsFor, noColors, terminal, writeOutput } from "./terminal.js";
import { packageVersion } from "./version.js";

/** What the command line may say to `kalint show`. */
export interface ShowOptions extends ClusterFlags {
  readonly format: "text" | "mermaid" | "dot" | "svg" | "html" | "json";
  readonly outputFile?: string;
}

/** Draws the clusters that the files form, and each other node that has something to draw. */
export async function show(names: readonly string[], options: ShowOptions): Promise<void> {
  const { format, outputFile } = options;
  const outputs = reportOutputs([{ format, file: undefined }], outputFile);
  const read = await readInputs(names, options);
  requireOthers(
    outputs,
    [...read.inputs, ...read.partners].map(({ path }) => path),
  );
  if (read.inputs.length === 0) throw new UsageError("no configuration to draw");
  const text = await draw(read, options);
  process.exitCode = read.failed ? USAGE : OK;
  if (outputFile === undefined) writeOutput(text);
  else writeTo(outputFile, text);
}

const isDrawable = ({ instances, virtualServers }: Node): boolean => instances.length > 0 || virtualServers.length > 0;

async function draw(read: Inputs, options: ShowOptions): Promise<string> {
  const roots = [...read.inputs, ...read.partners];
  const linted = options.format === "html" ? await lintAll(read, options) : undefined;
  const clusters = linted === undefined ? clustersOf(roots, read, options, isDrawable) : drawableOf(linted);
  if (clusters.length === 0) {
    throw new UsageError("no vrrp_instance and no virtual_server in these files, so there is nothing to draw");
  }
  return render(drawClusters(clusters), linted, options);
}

function drawableOf({ nodes, clusters }: RunResult): readonly Cluster[] {
  const joined = new Set(clusters.flatMap((cluster) => cluster.nodes));
  const single = nodes.filter((node) => !joined.has(node) && isDrawable(node)).map((node) => makeCluster([node]));
  return [...clusters, ...single];
}

/** All rules, for the page that shows findings. */
async function lintAll(read: Inputs, options: ShowOptions): Promise<RunResult> {
  const { inputs, partners, including, clusters, includeFolders } = read;
  const { target, configId } = options;
  const request = {
    given: inputs.map(({ path }) => path),
    hasPartners: partners.length > 0,
    hasTemplates: false,
    including,
    clusters,
    includeFolders,
    options: { rule: [], ...(target && { target }), ...(configId && { configId }) },
  };
  return run([...inputs, ...partners], await toRunOptions(request, read.settings));
}

/** Where no terminal says otherwise. */
const USUAL_COLUMNS = 80;

async function render(
  { picture, forecasts }: DrawnClusters,
  linted: RunResult | undefined,
  options: ShowOptions,
): Promise<string> {
  switch (options.format) {
    case "text": {
      const { textPicture } = await import("../picture/text.js");
      const isScreen = options.outputFile === undefined;
      return textPicture(picture, {
        colors: isScreen ? await colorsFor(options.color) : noColors,
        width: (isScreen ? terminal()?.columns : undefined) ?? USUAL_COLUMNS,
        isAscii: isAsciiLocale(),
      });
    }
    case "mermaid": {
      const { mermaidPicture } = await import("../picture/mermaid.js");
      return picture.clusters.map(mermaidPicture).join("\n");
    }
    case "dot":
      return (await import("../picture/dot.js")).dotPicture(picture);
    case "svg":
      return (await import("../picture/svg.js")).svgPicture(picture);
    case "json":
      return (await import("../picture/json.js")).jsonPicture(picture);
    case "html": {
      const { htmlPage } = await import("../picture/html.js");
      return htmlPage({
        picture,
        forecasts,
        findings: linted === undefined ? [] : findingsOf(linted),
        version: packageVersion,
      });
    }
  }
}

/** As tree(1) and systemd do: a locale that is set and is not one of UTF-8 gets ASCII. */
function isAsciiLocale(): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== "");
  return locale !== undefined && !/utf-?8/i.test(locale);
}

function findingsOf({ diagnostics, sources }: RunResult): readonly ShownFinding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const placeOf = ({ location: { file, start } }: Diagnostic): string => {
    const { line, column } = byPath.get(file)?.positionAt(start) ?? { line: 1, column: 1 };
    return `${file}:${line}:${column}`;
  };
  return diagnostics.map((one) => ({
    severity: one.severity,
    rule: one.rule,
    url: ruleUrl(one.rule),
    message: one.message,
    place: placeOf(one),
  }));
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write the picture to ${file}: ${errorReason(error)}`);
  }
}
