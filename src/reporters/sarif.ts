import type { Log, Region, ReportingDescriptor, Result, Fix as SarifFix, Location as SarifLocation } from "sarif";
import type { Diagnostic, Fix, Severity } from "../diagnostics/diagnostic.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { groupBy } from "../text/group-by.js";
import { jsonText, wellFormed } from "../text/printable.js";
import type { Location } from "../text/span.js";
import { fingerprints, repositoryPath } from "./fingerprint.js";
import { positionIn, type Report, type Reporter, type RuleHelp } from "./report.js";

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", info: "note" };

export const SARIF_SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** SARIF 2.1.0: one run with its rules, results, related places, fixes and fingerprints. */
export const sarif: Reporter = (report) => {
  const rules = ruleDescriptors(report);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const names = fingerprints(report.diagnostics, report.sources);
  const log: Log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kalint", semanticVersion: report.version, informationUri: ruleUrl("README"), rules } },
        columnKind: "utf16CodeUnits",
        results: report.diagnostics.map((diagnostic, at) => ({
          ruleIndex: index.get(diagnostic.rule) ?? -1,
          ...result(diagnostic, report),
          partialFingerprints: { "kalint/v1": names[at] ?? "" },
        })),
      },
    ],
  };
  return jsonText(log);
};

/** Descriptors of all rules that are known, and of those that only the engine reports. */
function ruleDescriptors({ rules = [], diagnostics }: Report) {
  const known = new Set(rules.map(({ name }) => name));
  const others = [...new Set(diagnostics.map(({ rule }) => rule))].filter((name) => !known.has(name));
  return [...rules.map(descriptor), ...others.sort().map((id) => ({ id, helpUri: ruleUrl(id) }))];
}

function descriptor({ name, group, severity, summary, why, how, markdown }: RuleHelp): ReportingDescriptor {
  const text = how === undefined ? why : `${why}\n\n${how}`;
  return {
    id: name,
    // A name that differs from the id in its case alone is none (SARIF1001 of Microsoft's validator).
    ...(name.includes("-") ? { name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()) } : {}),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text, ...(markdown === undefined ? {} : { markdown }) },
    helpUri: ruleUrl(name),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [group] },
  };
}

function result(
  { rule, severity, message, help, location, related, fix, causedBy }: Diagnostic,
  report: Report,
): Result {
  const relatedLocations = related.map((one, id) => ({
    id,
    ...physical(report, one),
    message: { text: wellFormed(one.message) },
  }));
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: wellFormed(message) + links(related) },
    locations: [physical(report, location)],
    ...(relatedLocations.length === 0 ? {} : { relatedLocations }),
    ...(help === undefined && causedBy === undefined
      ? {}
      : {
          properties: {
            ...(help === undefined ? {} : { help: wellFormed(help) }),
            ...(causedBy === undefined
              ? {}
              : { causedBy: { ruleId: causedBy.rule, ...physical(report, causedBy).physicalLocation } }),
          },
        }),
    ...(fix === undefined || !isUnicode(fix) ? {} : { fixes: [sarifFix(report, fix)] }),
  };
}

/** Links to the related places, by their ids: GitHub shows only those that the message names. */
function links(related: Diagnostic["related"]): string {
  const shown = related.map(({ message }, id) => `[${wellFormed(message).replace(/[[\]\\]/g, "\\$&")}](${id})`);
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}

/** A byte that is not UTF-8 is a lone surrogate in our texts, which JSON readers change. */
const isUnicode = ({ edits }: Fix): boolean => edits.every(({ text }) => wellFormed(text) === text);

function sarifFix(report: Report, { title, edits }: Fix): SarifFix {
  const artifactChanges = [...groupBy(edits, ({ file }) => file)].map(([file, changes]) => ({
    artifactLocation: { uri: uri(file) },
    replacements: changes.map((edit) => ({
      deletedRegion: region(report, edit),
      insertedContent: { text: edit.text },
    })),
  }));
  return { description: { text: title }, artifactChanges };
}

const physical = (report: Report, location: Location): SarifLocation => ({
  physicalLocation: { artifactLocation: { uri: uri(location.file) }, region: region(report, location) },
});

function region(report: Report, { file, start, end }: Location): Region {
  const from = positionIn(report, file, start);
  const to = positionIn(report, file, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** A path as a URI reference: relative ones stay relative, so that the reader's root counts. */
export function uri(file: string): string {
  const path = repositoryPath(wellFormed(file)).split("/").map(encodeURIComponent).join("/");
  if (path.startsWith("/")) return `file://${path}`;
  // The letter of a drive.
  if (/^[a-z]%3A\//i.test(path)) return `file:///${path.replace("%3A", ":")}`;
  return path;
}
