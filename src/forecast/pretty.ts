import type { Colors } from "../reporters/report.js";
import {
  countMarks,
  describeBack,
  describeEvent,
  describeMark,
  describeOutcome,
  describePair,
  isQuiet,
  listed,
} from "./describe.js";
import type { Forecast, ForecastLine, RouterForecast } from "./forecast.js";

/** The forecast as a table for a terminal: one virtual router after the other, one line an event. */
export function prettyForecast(forecasts: readonly Forecast[], colors: Colors): string {
  const parts = forecasts.map((forecast) => prettyOne(forecast, colors));
  const marks = forecasts.reduce((sum, forecast) => sum + countMarks(forecast), 0);
  const routers = forecasts.reduce((sum, { routers: some }) => sum + some.length, 0);
  const what = `${routers} virtual ${routers === 1 ? "router" : "routers"}`;
  const verdict =
    marks === 0
      ? `${what}: no avoidable failure found`
      : `${what}: ${marks} avoidable ${marks === 1 ? "failure" : "failures"}`;
  return `${parts.join("\n")}\n${marks === 0 ? colors.green(verdict) : colors.red(verdict)}\n`;
}

function prettyOne({ cluster, nodes, routers, assumptions, left }: Forecast, colors: Colors): string {
  const title = colors.bold(`${cluster === undefined ? "" : `${cluster}: `}${listed(nodes)}`);
  const notes = [
    ...left.map((text) => `not played: ${text}`),
    ...(assumptions.length === 0 ? [] : ["assumed:", ...assumptions.map((text) => `  ${text}`)]),
    ...(routers.some(({ lines }) => lines.some(isSplit))
      ? ["*  VRRP has no fencing: nodes that cannot hear each other both hold the addresses."]
      : []),
  ];
  return [title, ...routers.map((router) => prettyRouter(router, colors)), ...notes.map(colors.dim), ""].join("\n");
}

const isSplit = ({ mark, holders }: ForecastLine): boolean =>
  mark === "none" && holders.some((some) => some.length > 1);

function prettyRouter(router: RouterForecast, colors: Colors): string {
  const order = router.members
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ node, priority }) => `${node} (${priority})`);
  const head = `${colors.bold(router.name)}  ${router.addresses.slice(0, 3).join(", ")}${router.addresses.length > 3 ? ` and ${router.addresses.length - 3} more` : ""}  ${order.join(" over ")}`;
  const shown = router.lines.filter((line) => !isQuiet(line, router));
  const quiet = router.lines.filter((line) => isQuiet(line, router));
  const rows = shown.map((line) => rowOf(line, router));
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row, at) => {
    const [event = "", outcome = "", ...rest] = row;
    const text = [event.padEnd(widths[0] ?? 0), outcome.padEnd(widths[1] ?? 0), ...rest.filter((one) => one !== "")]
      .join("  ")
      .trimEnd();
    const { mark = "none" } = shown[at] ?? {};
    return mark === "none" ? `  ${text}` : `${colors.red("!")} ${text}\n    ${colors.red(describeMark(mark))}`;
  });
  const rest = quiet.length === 0 ? [] : [colors.dim(`  nothing changes: ${quiet.map(describeEvent).join("; ")}`)];
  const pairs = router.pairs.map(
    (pair) =>
      `${colors.red("!")} ${describePair(pair)}  ${describeOutcome(pair, [])}\n    ${colors.red(describeMark(pair.mark))}`,
  );
  return [head, ...lines, ...rest, ...pairs].join("\n");
}

function rowOf(line: ForecastLine, router: RouterForecast): readonly string[] {
  const { reason, written, leftovers } = line;
  const place = written === undefined ? "" : `${written.file}:${written.line} ${written.text}`;
  const kept =
    leftovers.length === 0 ? "" : `${listed(leftovers)} keeps the addresses until keepalived runs there again`;
  return [
    describeEvent(line),
    `${describeOutcome(line, router.holders)}${isSplit(line) ? " *" : ""}`,
    describeBack(line, router),
    kept,
    reason ?? "",
    place,
  ];
}
