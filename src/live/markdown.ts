import { printableLine } from "../text/printable.js";
import { differenceText, priorityText, routerTitle, timeText, verdictText } from "./describe.js";
import type { LiveReport, LiveRouter } from "./live.js";
import { noteLines, routerRows, type Style, summaryOf } from "./text.js";

/** The report as Markdown, for an issue or a chat. */
export function liveMarkdown(report: LiveReport, place: Style["place"]): string {
  const differences = report.differences.map((one) => [
    cell(one.node.name),
    cell(one.instance ?? ""),
    cell(one.setting),
    cell(differenceText(one)),
    cell(place(one.at)),
  ]);
  return [
    `**${cell(summaryOf(report))}**\n`,
    ...report.routers.map((router) => routerMarkdown(router, place)),
    ...(differences.length === 0
      ? []
      : [`## Runs otherwise than written\n\n${table(["Node", "Instance", "Setting", "", "Written"], differences)}`]),
    ...noteLines(report).map((text) => `> ${cell(text)}\n`),
  ].join("\n");
}

function routerMarkdown(router: LiveRouter, place: Style["place"]): string {
  const members = router.members.map(({ node, running }) => [
    cell(node.name),
    running.state ?? "",
    cell(priorityText(running)),
    running.since === undefined || running.since === 0 ? "" : timeText(running.since),
    cell(`${node.dump.path}:${running.line}`),
  ]);
  const rows = routerRows(router, place).map(({ label, text, places }) => {
    const where = places.length === 0 ? "" : ` (${places.map(cell).join(", ")})`;
    return `- ${label}: ${cell(text)}${where}\n`;
  });
  const title = `## ${cell(routerTitle(router))}: ${cell(verdictText(router))}\n`;
  return `${title}\n${table(["Node", "State", "Priority", "Since", "Dump"], members)}\n${rows.join("")}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");

/** Text that cannot break out of its line or cell, nor be taken for HTML or a mention. */
const cell = (text: string): string =>
  printableLine(text)
    .replace(/[\\|<>*`[\]]/g, (sign) => `\\${sign}`)
    .replace(/@/g, "&#64;");
