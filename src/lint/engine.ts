import type { Cluster } from "../cluster/cluster.js";
import type { Diagnostic, FileEdit, Fix, RelatedLocation, Severity } from "../diagnostics/diagnostic.js";
import { guarded } from "../diagnostics/internal-error.js";
import type { Node } from "../semantic/node.js";
import type { Anchor, Finding, FindingFix, Rule, RuleOptions } from "./define-rule.js";
import { withKeptComments } from "./kept-comments.js";
import type { LintFile } from "./lint-file.js";

/** What a run looks at; rules of each scope get their part of it. */
export interface LintSubject {
  /** Each file once: roots and what they include. */
  readonly files: readonly LintFile[];
  readonly nodes: readonly Node[];
  readonly clusters: readonly Cluster[];
}

/** The severity a rule has in this run; `off`: it does not run. May differ by file. */
export type SeverityOf = (rule: Rule, file: string | undefined) => Severity | "off";

/** The options that a rule has for what is rooted in a file. */
export type OptionsFor = (rule: Rule, file: string) => RuleOptions;

const NO_OPTIONS: OptionsFor = () => ({});
const NO_PLACES: readonly RelatedLocation[] = [];

/** What a rule finds, before `settle` makes of all findings together what is said. */
export interface FoundDiagnostic extends Diagnostic {
  readonly clears?: string;
}

/** Runs rules over a subject. A rule that throws becomes `internal-error` at that file; the others go on. */
export function runRules(
  rules: readonly Rule[],
  subject: LintSubject,
  severityOf: SeverityOf,
  optionsFor: OptionsFor = NO_OPTIONS,
): FoundDiagnostic[] {
  const diagnostics: FoundDiagnostic[] = [];
  for (const rule of rules) {
    if (severityOf(rule, undefined) === "off") continue;
    for (const { owner, nodes, findings } of applications(rule, subject, optionsFor)) {
      guarded(owner, `rule ${rule.name}`, diagnostics, () => {
        const once = eachTextOnce();
        for (const finding of findings()) {
          const diagnostic = toDiagnostic(rule, once(finding), nodes, severityOf);
          if (diagnostic !== undefined) diagnostics.push(diagnostic);
        }
      });
    }
  }
  return diagnostics;
}

/** Of many findings that say the same each would keep its own copy of the message, in the pieces it was put together of. */
function eachTextOnce(): (finding: Finding) => Finding {
  const known = new Map<string, string>();
  return (finding) => {
    const message = known.get(finding.message);
    if (message === undefined) known.set(finding.message, finding.message);
    if (finding.help === undefined) return message === undefined ? finding : { ...finding, message };
    const help = known.get(finding.help);
    if (help === undefined) known.set(finding.help, finding.help);
    return { ...finding, message: message ?? finding.message, help: help ?? finding.help };
  };
}

interface Application {
  /** File to name when the rule breaks. */
  readonly owner: string;
  readonly nodes: readonly string[];
  readonly findings: () => Iterable<Finding>;
}

function applications(rule: Rule, { files, nodes, clusters }: LintSubject, optionsFor: OptionsFor): Application[] {
  switch (rule.scope) {
    case "file":
      return files.map((file) => {
        const { path } = file.source;
        return { owner: path, nodes: [path], findings: () => rule.check(file, optionsFor(rule, path)) };
      });
    case "node":
      return nodes.map((node) => {
        const { path, name } = node;
        const findings = () => (hasNeeded(rule, node) ? rule.check(node, optionsFor(rule, path)) : []);
        return { owner: path, nodes: [name], findings };
      });
    case "cluster":
      return clusters.map((cluster) => {
        const owner = cluster.nodes[0]?.path ?? "";
        const names = cluster.nodes.map(({ name }) => name);
        return { owner, nodes: names, findings: () => rule.check(cluster, optionsFor(rule, owner)) };
      });
  }
}

/** A look at each of thousands of instances is saved where none can have what the rule is about. */
const hasNeeded = ({ needs }: Rule, node: Node): boolean =>
  needs === undefined || needs.some((path) => node.all(path).length > 0);

function toDiagnostic(
  rule: Rule,
  finding: Finding,
  nodes: readonly string[],
  severityOf: SeverityOf,
): FoundDiagnostic | undefined {
  const { location, via } = locate(finding.at);
  const usual = severityOf(rule, location.file);
  if (usual === "off") return undefined;
  const related = (finding.related ?? []).map(({ at, message }) => ({ ...locate(at).location, message })).concat(via);
  const fix = finding.fix === undefined ? undefined : toFix(finding.fix);
  return {
    rule: rule.name,
    // A severity that the user set holds for all findings of the rule.
    severity: usual === rule.severity ? (finding.severity ?? usual) : usual,
    message: finding.message,
    ...(finding.help === undefined ? {} : { help: finding.help }),
    location,
    related: related.length === 0 ? NO_PLACES : related,
    nodes,
    ...(fix === undefined ? {} : { fix }),
    ...(finding.clears === undefined ? {} : { clears: finding.clears }),
  };
}

function locate({ source, start, end }: Anchor): {
  location: { file: string; start: number; end: number };
  via: RelatedLocation[];
} {
  const place = source.locate(start, end);
  const via = place.via.map(({ path, start: from, end: to, message }) => ({
    file: path,
    start: from,
    end: to,
    message,
  }));
  return { location: { file: place.path, start: place.start, end: place.end }, via };
}

/** How evaluation calls the step through an include; what stands in an included file is as written. */
const INCLUDED = "included here";

/** A fix is offered only where each edited piece stands in a file as the rule saw it. */
function toFix({ title, safety, edits }: FindingFix): Fix | undefined {
  const placed: FileEdit[] = [];
  for (const { at, text } of withKeptComments(edits)) {
    const place = at.source.locate(at.start, at.end);
    const isMade = place.via.some(({ message }) => message !== INCLUDED);
    if (isMade || place.end - place.start !== at.end - at.start) return undefined;
    placed.push({ file: place.path, start: place.start, end: place.end, text });
  }
  return { title, safety, edits: placed };
}
