import {
  describeBack,
  describeEvent,
  describeLeftovers,
  describeMark,
  describeOutcome,
  isQuiet,
} from "../forecast/describe.js";
import { describeSequences } from "../forecast/describe-sequence.js";
import type { Forecast, ForecastLine, LineMark, RouterForecast } from "../forecast/forecast.js";
import { clusterCards, text } from "./html-cluster.js";
import { PAGE_STYLE } from "./html-style.js";
import type { ClusterPicture, Picture } from "./picture.js";
import { titleOf } from "./words.js";

/** A finding of the linter, as a page shows it. */
export interface ShownFinding {
  readonly severity: "error" | "warning" | "info";
  readonly rule: string;
  /** Address of the rule's page. */
  readonly url: string;
  readonly message: string;
  /** `lb1.conf:12:5`. */
  readonly place: string;
}

export interface Page {
  readonly picture: Picture;
  /** In the order of the clusters of the picture. */
  readonly forecasts: readonly Forecast[];
  readonly findings: readonly ShownFinding[];
  readonly version: string;
}

/** One page that needs nothing else: the picture, the table of failures, the findings. It runs no script. */
export function htmlPage({ picture, forecasts, findings, version }: Page): string {
  const title = picture.clusters.map(titleOf).join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="kalint ${text(version)}">
<title>${text(title)} - keepalived</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<main>
${picture.clusters.map((cluster, at) => clusterPart(cluster, forecasts[at])).join("\n")}
${findingsPart(findings)}
</main>
</body>
</html>
`;
}

function clusterPart(cluster: ClusterPicture, forecast: Forecast | undefined): string {
  return `<h1>${text(titleOf(cluster))}</h1>
${clusterCards(cluster, forecast !== undefined && forecast.routers.length > 0)}
${forecast === undefined ? "" : failuresPart(forecast)}`;
}

function failuresPart({ routers, assumptions }: Forecast): string {
  if (routers.length === 0) return "";
  const assumed = assumptions.map((one) => `<li>${text(one)}</li>`).join("");
  return `<h2>What failures bring</h2>
${routers.map(tablePart).join("\n")}
${assumed === "" ? "" : `<div class="dim"><p>Assumed, since the files do not say it:</p><ul>${assumed}</ul></div>`}
<p class="dim">VRRP has no fencing: nodes that cannot hear each other both hold the addresses.</p>`;
}

function tablePart(router: RouterForecast): string {
  const shown = router.lines.filter((line) => !isQuiet(line, router));
  const quiet = router.lines.filter((line) => isQuiet(line, router));
  const rows = [
    ...shown.map((line) => lineRow(line, router)),
    ...describeSequences(router).map(({ event, outcome, mark, reason = "" }) =>
      rowPart(event, [outcome], mark, text(reason)),
    ),
  ];
  const nothing =
    quiet.length === 0 ? "" : `<p class="dim">Nothing changes: ${text(quiet.map(describeEvent).join("; "))}</p>`;
  return `<table>
<caption>${text(router.name)} <span class="dim">${text(router.addresses.slice(0, 3).join(", "))}</span></caption>
<thead><tr><th scope="col">event</th><th scope="col">holder</th><th scope="col">afterwards</th><th scope="col">because</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
${nothing}`;
}

const COLUMNS = ["holder", "afterwards", "because"] as const;

function lineRow(line: ForecastLine, router: RouterForecast): string {
  const { reason, written, mark } = line;
  const kept = describeLeftovers(line);
  const place = written === undefined ? "" : `<code>${text(`${written.file}:${written.line} ${written.text}`)}</code>`;
  const because = `${text(kept === "" ? "" : `${kept}. `)}${text(reason ?? "")} ${place}`.trim();
  return rowPart(
    describeEvent(line),
    [describeOutcome(line, router.holders), describeBack(line, router)],
    mark,
    because,
  );
}

function rowPart(event: string, texts: readonly string[], mark: LineMark, last = ""): string {
  const cells = [text(texts[0] ?? ""), text(texts[1] ?? ""), last];
  const sign = mark === "none" ? "" : `<span class="mark">${text(describeMark(mark))}</span>`;
  const [holder = "", ...rest] = cells.map((cell, at) =>
    cell === "" ? "<td></td>" : `<td data-label="${COLUMNS[at]}">${cell}${at === 0 ? sign : ""}</td>`,
  );
  return `<tr${mark === "none" ? "" : ' class="marked"'}><th scope="row">${text(event)}</th>${holder}${rest.join("")}</tr>`;
}

/** More findings than these are counted. */
const MAX_FINDINGS = 200;

function findingsPart(findings: readonly ShownFinding[]): string {
  if (findings.length === 0) return '<h2>Findings</h2>\n<p class="good">The linter found no problems.</p>';
  const items = findings
    .slice(0, MAX_FINDINGS)
    .map(
      ({ severity, rule, url, message, place }) =>
        `<li><span class="${severity}">${severity}</span> ${text(message)}<br><span class="dim"><code>${text(place)}</code> <a href="${text(url)}" rel="noreferrer">${text(rule)}</a></span></li>`,
    );
  const more = findings.length - items.length;
  return `<h2>Findings</h2>\n<ul class="findings">\n${items.join("\n")}\n</ul>${more === 0 ? "" : `\n<p class="dim">… and ${more} more</p>`}`;
}
