import { isInternalError } from "../diagnostics/internal-error.js";
import type { DeclaredCluster } from "../lint/run.js";
import { compareReleases } from "../text/release.js";
import { NEWEST_RELEASE } from "../text/releases.js";
import { isFailing } from "../upgrade/change.js";
import { Comparison, OLDEST } from "../upgrade/compare.js";
import { jsonUpgrade, markdownUpgrade, textUpgrade, type UpgradeReport } from "../upgrade/report.js";
import { BUG, FAILED, OK, USAGE, UsageError } from "./exit-codes.js";
import { readInputs } from "./inputs.js";
import { toRunOptions } from "./run-options.js";
import type { ConfigOption } from "./settings.js";
import { say, writeOutput } from "./terminal.js";

/** What the command line may say to `kalint upgrade`. */
export interface UpgradeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: "text" | "json" | "markdown";
  readonly stdinFilename?: string;
  readonly includeRoot?: string;
  readonly configId?: readonly string[];
  readonly cluster: readonly DeclaredCluster[];
  readonly config?: ConfigOption;
}

/** Reads the files once, looks at them as each release does, and prints what differs. */
export async function upgrade(names: readonly string[], options: UpgradeOptions): Promise<void> {
  const { from, to = NEWEST_RELEASE } = options;
  for (const one of [from, to]) {
    if (one !== undefined && compareReleases(one, OLDEST) < 0)
      throw new UsageError(`kalint knows the behaviour of releases from ${OLDEST} on, not of ${one}`);
  }
  if (from === to) throw new UsageError(`--from and --to both name ${to}, so nothing changes`);
  const read = await readInputs(names, options);
  const roots = [...read.inputs, ...read.partners];
  const given = read.inputs.map(({ path }) => path);
  const request = {
    given,
    hasPartners: read.partners.length > 0,
    hasTemplates: false,
    including: read.including,
    clusters: read.clusters,
    includeFolders: read.includeFolders,
    options: { rule: [], ...(options.configId && { configId: options.configId }) },
  };
  const comparison = new Comparison(roots, await toRunOptions(request, read.settings));
  const templates = comparison.newest.diagnostics.filter(({ rule }) => rule === "template-text");
  for (const { location } of templates) say(`${location.file} is a template; render it and give the result`);
  const report: UpgradeReport = {
    from,
    to,
    files: given,
    changes: from === undefined ? [] : comparison.changes(from, to),
    alike: from === undefined ? comparison.alike(to) : undefined,
    sources: new Map(comparison.newest.sources.map((source) => [source.path, source])),
  };
  const isBroken = read.failed || templates.length > 0;
  // Before the output, whose reader may go away.
  process.exitCode = isBroken ? USAGE : report.changes.some(isFailing) ? FAILED : OK;
  if ([...read.errors, ...comparison.newest.diagnostics].some(isInternalError)) process.exitCode = BUG;
  if (given.length > templates.length) writeOutput(textOf(report, options.format));
}

function textOf(report: UpgradeReport, format: UpgradeOptions["format"]): string {
  if (format === "json") return jsonUpgrade(report);
  return format === "markdown" ? markdownUpgrade(report) : textUpgrade(report);
}
