import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { displayWidth } from "../text/display-width.js";
import { printableLine } from "../text/printable.js";
import { wrap, wrapTight } from "../text/wrap.js";
import { codeFrame } from "./code-frame.js";
import { type Folded, foldFindings, followingText } from "./fold.js";
import { countsText, plural, positionIn, type Report, type Reporter, type RuleCount, skippedText } from "./report.js";

/** For people: each finding with its lines, the places that belong to it, advice, and a summary at the end. */
export const pretty: Reporter = (report) => {
  // Nothing could be read; standard error says why.
  if (report.files.length === 0 && report.diagnostics.length === 0) return "";
  const findings = report.fold === true ? foldFindings(report.diagnostics) : report.diagnostics.map(alone);
  const table = report.statistics === undefined ? [] : [statisticsTable(report.statistics, report)];
  return `${[...findings.map((one) => block(one, report)), ...table, summaryLine(report)].join("\n\n")}\n`;
};

const alone = (diagnostic: Diagnostic): Folded => ({ diagnostic, others: [], following: 0 });

function block({ diagnostic, others, following }: Folded, report: Report): string {
  const { colors } = report;
  const { severity, message, help, location, related, nodes, fix } = diagnostic;
  const line = (label: string, text: string, end = "") => labelled(report, label, text, end);
  const lines = [
    ...headLines(diagnostic, report),
    ...line("", message),
    ...codeFrame(report, location, colorOf(severity, report)),
    ...related.flatMap((one) => line(colors.cyan("→"), `${place(report, one.file, one.start)} ${one.message}`)),
  ];
  if (others.length > 0) lines.push(...line(colors.dim("also"), alsoText(others, report)));
  if (following > 0) lines.push(...line("", followingText(following), colors.dim("(--no-fold shows them)")));
  const shown = nodes.filter((node) => node !== location.file);
  if (shown.length > 0 && nodes.some((node) => node.includes("@"))) {
    lines.push(...line("", `on ${shown.join(", ")}`).map((text) => colors.dim(text)));
  }
  if (help !== undefined) lines.push(...line(colors.cyan("help:"), help));
  if (fix !== undefined) {
    const option = fix.safety === "safe" ? "--fix" : "--fix --unsafe-fixes";
    lines.push(...line(colors.green("fix:"), fix.title, colors.dim(`(${option})`)));
  }
  return lines.join("\n");
}

/** Place, severity and rule; on two lines where they do not fit one. The name of a file is never broken. */
function headLines({ rule, severity, location }: Diagnostic, report: Report): readonly string[] {
  const { colors, width = Number.POSITIVE_INFINITY, link = (_, shown) => shown } = report;
  const where = place(report, location.file, location.start);
  const what = `${colorOf(severity, report)(severity)} ${link(rule, colors.dim(rule))}`;
  const fits = displayWidth(`${where} ${severity} ${rule}`) <= width;
  return fits ? [`${colors.bold(where)} ${what}`] : [colors.bold(where), `  ${what}`];
}

/** More places than these are counted, not listed. */
const MOST_ALSO = 3;

/** Where else the same is found. */
function alsoText(others: readonly Diagnostic[], report: Report): string {
  const places = others.slice(0, MOST_ALSO).map(({ location: { file, start } }) => {
    return `${file}:${positionIn(report, file, start).line}`;
  });
  const rest = others.length - places.length;
  return rest === 0 ? places.join(", ") : `${places.join(", ")} and ${plural(rest, "more file")}`;
}

/** A line of a finding: indented, and broken at the width of the terminal. */
function labelled({ width }: Report, label: string, text: string, end: string): string[] {
  const head = label === "" ? "  " : `  ${label} `;
  const whole = printableLine(text);
  const tail = end === "" ? "" : ` ${end}`;
  if (width === undefined) return [`${head}${whole}${tail}`];
  const indent = label === "" ? 2 : visibleLength(label) + 3;
  const [first = "", ...rest] = wrapTight(whole, width - indent);
  const lines = [`${head}${first}`, ...rest.map((part) => " ".repeat(indent) + part)];
  const last = lines.pop() ?? "";
  const fits = visibleLength(last) + visibleLength(tail) <= width;
  return fits ? [...lines, last + tail] : [...lines, last, " ".repeat(indent) + end];
}

/** Columns without the escape sequences of colours. */
const visibleLength = (text: string): number => displayWidth(text.replace(/\u001b\[[\d;]*m/g, ""));

function place(report: Report, file: string, offset: number): string {
  const { line, column } = positionIn(report, file, offset);
  return `${printableLine(file)}:${line}:${column}`;
}

function colorOf(severity: Severity, { colors }: Report) {
  if (severity === "error") return colors.red;
  return severity === "warning" ? colors.yellow : colors.blue;
}

/** Findings by rule, the gravest and the most frequent first. */
function statisticsTable(counts: readonly RuleCount[], report: Report): string {
  const width = Math.max(0, ...counts.map(({ count }) => String(count).length));
  const lines = counts.map(({ rule, severity, count, fixable }) => {
    const fixes = fixable === 0 ? "" : report.colors.dim(`  (${fixable} fixable)`);
    return `  ${String(count).padStart(width)}  ${colorOf(severity, report)(severity.padEnd(7))}  ${rule}${fixes}`;
  });
  return [report.colors.bold("Findings by rule"), ...lines].join("\n");
}

function summaryLine(report: Report): string {
  const { diagnostics, summary, files, colors } = report;
  const rest = skippedText(report);
  const { errors, warnings, fixable, unsafeFixable } = summary;
  const checked = plural(files.length, "file");
  const { width = Number.POSITIVE_INFINITY } = report;
  const broken = (text: string, color = (line: string) => line) => wrap(text, width).map((line) => color(line));
  if (diagnostics.length === 0) return broken(`${checked} checked, no problems found${rest}`, colors.green).join("\n");
  const color = errors > 0 ? colors.red : warnings > 0 ? colors.yellow : colors.green;
  const unsafe = `${unsafeFixable}${fixable === 0 ? "" : " more"} with --unsafe-fixes`;
  const fixes = [
    ...(fixable === 0 ? [] : [`${fixable} can be fixed with --fix`]),
    ...(unsafeFixable === 0
      ? []
      : [fixable === 0 ? `${unsafeFixable} can be fixed with --fix --unsafe-fixes` : unsafe]),
  ];
  const counts = countsText(summary);
  // The library may be given findings without the texts of their files.
  const where = files.length === 0 ? "" : ` in ${checked}`;
  const more = `${where}${fixes.length === 0 ? "" : `; ${fixes.join(", ")}`}${rest}`;
  if (displayWidth(`${counts}${more}`) <= width) return `${color(counts)}${more}`;
  return [...broken(counts, color), ...broken(more.replace(/^;? /, ""))].join("\n");
}
