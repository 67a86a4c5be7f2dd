import type { DeclaredCluster, RunOptions } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { optionsIn, severities } from "../settings/choices.js";
import { confineTo } from "../workspace/confinement.js";
import { includeReader } from "../workspace/include-reader.js";
import type { LintFlags } from "./lint-options.js";
import type { RunSettings } from "./settings.js";

/** What a run is given besides the settings; plain data, so that a thread can be given the same. */
export interface RunRequest {
  /** The files that are reported on. */
  readonly given: readonly string[];
  /** There are others, only to compare with. */
  readonly hasPartners: boolean;
  /** Those of them that are read because they include a given file. */
  readonly including: readonly string[];
  readonly clusters: readonly DeclaredCluster[];
  /** Some of the files are templates. */
  readonly hasTemplates: boolean;
  /** What includes may not lead out of; undefined: anywhere. */
  readonly includeFolders: readonly string[] | undefined;
  readonly options: Pick<LintFlags, "rule" | "target" | "configId" | "partialCluster">;
}

/** Makes of command line and settings what a run needs. */
export async function toRunOptions(request: RunRequest, settings: RunSettings): Promise<RunOptions> {
  const { given, hasPartners, hasTemplates, including, clusters, includeFolders, options } = request;
  const severityOf = severities(settings, options.rule ?? [], given);
  const formatting = rules.find(({ name }) => name === "formatting");
  const wantsFormat = formatting !== undefined && severityOf(formatting, undefined) !== "off";
  const { judgeTemplate } = hasTemplates ? await import("../lint/judge-template.js") : {};
  const { formatterFor } = wantsFormat ? await import("./formatter.js") : {};
  return {
    rules,
    severityOf,
    optionsFor: optionsIn(settings),
    target: options.target,
    targetFor: (path) => settings.of(path)?.target?.value,
    templateFor: (path) => settings.of(path)?.template?.value,
    configIds: options.configId,
    clusters,
    isPartial: options.partialCluster,
    wanted: hasPartners ? new Set(given) : undefined,
    including: new Set(including),
    reader: includeReader({ confinement: includeFolders && confineTo(includeFolders), given }),
    judgeTemplate,
    formatter: await formatterFor?.(given, settings),
  };
}
