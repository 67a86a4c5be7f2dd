import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { printableLine } from "../text/printable.js";
import { codeFrame } from "./code-frame.js";
import { countsText, leftOutText, plural, positionIn, type Report, type Reporter } from "./report.js";

/** For people: each finding with its lines, the places that belong to it, a hint, and a summary at the end. */
export const pretty: Reporter = (report) => {
  // Nothing could be read; standard error says why.
  if (report.files.length === 0) return "";
  const blocks = report.diagnostics.map((diagnostic) => block(diagnostic, report));
  return `${[...blocks, summaryLine(report)].join("\n\n")}\n`;
};

function block(diagnostic: Diagnostic, report: Report): string {
  const { colors, link = (_, shown) => shown } = report;
  const { rule, severity, message, help, location, related, nodes, fix } = diagnostic;
  const lines = [
    `${colors.bold(place(report, location.file, location.start))} ${colorOf(severity, report)(severity)} ${link(rule, colors.dim(rule))}`,
    `  ${printableLine(message)}`,
    ...codeFrame(report, location, colorOf(severity, report)),
    ...related.map(
      (one) => `  ${colors.cyan("→")} ${place(report, one.file, one.start)} ${printableLine(one.message)}`,
    ),
  ];
  const shown = nodes.filter((node) => node !== location.file);
  if (shown.length > 0 && nodes.some((node) => node.includes("@")))
    lines.push(`  ${colors.dim(`on ${printableLine(shown.join(", "))}`)}`);
  if (help !== undefined) lines.push(`  ${colors.cyan("help:")} ${printableLine(help)}`);
  if (fix !== undefined) {
    const option = fix.safety === "safe" ? "--fix" : "--fix --unsafe-fixes";
    lines.push(`  ${colors.green("fix:")} ${printableLine(fix.title)} ${colors.dim(`(${option})`)}`);
  }
  return lines.join("\n");
}

function place(report: Report, file: string, offset: number): string {
  const { line, column } = positionIn(report, file, offset);
  return `${printableLine(file)}:${line}:${column}`;
}

function colorOf(severity: Severity, { colors }: Report) {
  if (severity === "error") return colors.red;
  return severity === "warning" ? colors.yellow : colors.blue;
}

function summaryLine(report: Report): string {
  const { diagnostics, summary, files, colors } = report;
  const rest = leftOutText(report);
  const { errors, warnings, fixable } = summary;
  const checked = plural(files.length, "file");
  if (diagnostics.length === 0) return colors.green(`${checked} checked, no problems found${rest}`);
  const color = errors > 0 ? colors.red : warnings > 0 ? colors.yellow : colors.green;
  const fixes = fixable === 0 ? "" : `; ${fixable} can be fixed with --fix`;
  return `${color(countsText(summary))} in ${checked}${fixes}${rest}`;
}
