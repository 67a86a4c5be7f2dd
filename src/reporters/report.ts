import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import type { Summary } from "../diagnostics/summary.js";
import type { SourceFile } from "../text/source-file.js";
import type { Position } from "../text/span.js";

/** What a rule says of itself; only reports that carry help need it. */
export interface RuleHelp {
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly how?: string | undefined;
  /** `why` and `how` as Markdown. */
  readonly markdown?: string | undefined;
  readonly group: string;
}

/** Chalk with colours, or functions that change nothing. */
export type Colors = Readonly<
  Record<"bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan", (text: string) => string>
>;

/** A cluster, drawn. */
export interface ReportPicture {
  readonly title: string;
  /** Text of a mermaid diagram. */
  readonly mermaid: string;
}

/** What a reporter is given. */
export interface Report {
  /** In the order of all output; of many findings of one rule in one file perhaps the first, and one that counts. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of all findings, also those that are not listed. */
  readonly summary: Summary;
  /** Files as they were given on the command line. */
  readonly files: readonly string[];
  /** How many files below a folder, or that a pattern matches, were left out because they are not keepalived's. */
  readonly leftOut?: number;
  /** Templates with the values in them that are not known, and includes that could not be read. */
  readonly skipped?: { readonly templates: number; readonly holes: number; readonly includes: number };
  /** Findings by rule; undefined: no table of them is wanted. */
  readonly statistics?: readonly RuleCount[] | undefined;
  /** Whether the same finding in several files is shown once, and what follows from another one only counted. */
  readonly fold?: boolean;
  /** Text of every file that a diagnostic may name. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Clusters as flowcharts of mermaid, for pages that show them. */
  readonly pictures?: readonly ReportPicture[] | undefined;
  readonly colors: Colors;
  /** Columns of the terminal; undefined: no limit. */
  readonly width: number | undefined;
  /** Makes what is shown of a rule's name a link to its page, where links can be shown. */
  readonly link?: ((rule: string, shown: string) => string) | undefined;
  /** Version of kalint. */
  readonly version: string;
  readonly rules?: readonly RuleHelp[];
}

/** How often a rule reports something. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  readonly fixable: number;
}

/** Makes a text of a report, with a newline at its end unless it is empty. The caller decides where it goes. */
export type Reporter = (report: Report) => string;

/** Line and column, from 1; a file that could not be read has only its start. */
export function positionIn(report: Report, file: string, offset: number): Position {
  return report.sources.get(file)?.positionAt(offset) ?? { line: 1, column: 1 };
}

/** The message and the advice as sentences of one line, for reports that have one text for both. */
export const withHelp = ({
  message,
  help,
}: {
  readonly message: string;
  readonly help?: string | undefined;
}): string => (help === undefined ? message : `${message}${/[.?!]$/.test(message) ? "" : "."} ${help}`);

/** `1 error, 2 warnings, 3 info`: by the names of the severities. */
export const countsText = ({ errors, warnings, infos }: Summary): string =>
  [plural(errors, "error"), plural(warnings, "warning"), `${infos} info`].join(", ");

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** What the summary says of what was not checked, to be put at its end. */
export function skippedText({ leftOut = 0, skipped }: Report): string {
  const { templates = 0, holes = 0, includes = 0 } = skipped ?? {};
  const parts = [
    ...(leftOut === 0 ? [] : [`${plural(leftOut, "other file")} skipped`]),
    ...(templates === 0 ? [] : [`${plural(templates, "template")} with ${plural(holes, "unknown value")}`]),
    ...(includes === 0 ? [] : [`${plural(includes, "include")} not read`]),
  ];
  return parts.map((part) => `; ${part}`).join("");
}
