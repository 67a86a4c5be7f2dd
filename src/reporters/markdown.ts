import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { printableLine } from "../text/printable.js";
import { foldCauses, followingText } from "./fold.js";
import {
  countsText,
  plural,
  positionIn,
  type Report,
  type Reporter,
  type ReportPicture,
  skippedText,
} from "./report.js";

const SIGNS: Readonly<Record<Severity, string>> = { error: "❌ error", warning: "⚠️ warning", info: "ℹ️ info" };

/** Characters that a table may have: GitHub takes a summary of 1 MiB, and each may be three bytes. */
const MAX_LENGTH = 340_000;

/** A table for a page such as GitHub's step summary or a comment on a merge request. */
export const markdown: Reporter = (report) => {
  const { diagnostics, files } = report;
  const checked = `${plural(files.length, "file")} checked`;
  // The library may be given findings without the texts of their files.
  const title = files.length === 0 ? "" : `${checked}: `;
  const skipped = skippedText(report);
  const pictures = (report.pictures ?? []).map(pictureText).join("");
  if (diagnostics.length === 0) return `### kalint\n\n✅ ${checked}, no problems found${skipped}\n${pictures}`;
  const folded =
    report.fold === false ? { shown: diagnostics, followers: new Map<Diagnostic, number>() } : foldCauses(diagnostics);
  const rows = firstRows(report, folded);
  const rest = folded.shown.length - rows.length;
  const more = rest === 0 ? "" : `\n… and ${rest} more\n`;
  const head = `### kalint\n\n${title}${countsText(report.summary)}${skipped}\n\n`;
  return `${head}| Severity | Place | Finding | Rule |\n| --- | --- | --- | --- |\n${rows.join("")}${more}${pictures}`;
};

/** A diagram that GitHub and GitLab draw. */
const pictureText = ({ title, mermaid }: ReportPicture): string =>
  `\n#### ${cell(title)}\n\n\`\`\`mermaid\n${mermaid}\`\`\`\n`;

function firstRows(report: Report, { shown, followers }: ReturnType<typeof foldCauses>): readonly string[] {
  const rows: string[] = [];
  let left = MAX_LENGTH;
  for (const diagnostic of shown) {
    const text = row(diagnostic, report, followers.get(diagnostic) ?? 0);
    left -= text.length;
    if (left < 0) break;
    rows.push(text);
  }
  return rows;
}

function row({ rule, severity, message, help, location }: Diagnostic, report: Report, following: number): string {
  const { line, column } = positionIn(report, location.file, location.start);
  const place = cell(`${location.file}:${line}:${column}`);
  const more = following === 0 ? [] : [followingText(following)];
  const finding = [message, ...(help === undefined ? [] : [help]), ...more].map(cell).join("<br>");
  return `| ${SIGNS[severity]} | ${place} | ${finding} | [${rule}](${ruleUrl(rule)}) |\n`;
}

/** Text that Markdown shows as it is, in one row. */
const cell = (text: string): string =>
  printableLine(text).replace(/[\\`*_{}[\]()<>#+!|~&$@]/g, (char) => `&#${char.charCodeAt(0)};`);
