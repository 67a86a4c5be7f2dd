import type { Colors } from "../reporters/report.js";
import { displayWidth } from "../text/display-width.js";
import { printableLine } from "../text/printable.js";
import { wrap } from "../text/wrap.js";
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
import { describeSequences } from "./describe-sequence.js";
import type { Forecast, ForecastLine, LineMark, RouterForecast } from "./forecast.js";

/** Where it is shown; without a width lines are as long as they need. */
export interface Screen {
  readonly colors: Colors;
  readonly width: number | undefined;
}

/** The forecast as a table for a terminal: one virtual router after the other, one line an event. */
export function prettyForecast(forecasts: readonly Forecast[], screen: Screen): string {
  const { colors } = screen;
  const parts = forecasts.map((forecast) => prettyOne(forecast, screen));
  const marks = forecasts.reduce((sum, forecast) => sum + countMarks(forecast), 0);
  const routers = forecasts.reduce((sum, { routers: some }) => sum + some.length, 0);
  if (routers === 0) return `${parts.join("\n")}\n${colors.yellow("no virtual router could be played")}\n`;
  const what = `${routers} virtual ${routers === 1 ? "router" : "routers"}`;
  const verdict =
    marks === 0
      ? `${what}: no avoidable failure found`
      : `${what}: ${marks} avoidable ${marks === 1 ? "failure" : "failures"}`;
  return `${parts.join("\n")}\n${marks === 0 ? colors.green(verdict) : colors.red(verdict)}\n`;
}

function prettyOne({ cluster, nodes, routers, assumptions, left }: Forecast, screen: Screen): string {
  const { colors } = screen;
  const title = colors.bold(printableLine(`${cluster === undefined ? "" : `${cluster}: `}${listed(nodes)}`));
  const notes = [
    ...left.map((text) => `not played: ${text}`),
    ...(assumptions.length === 0 ? [] : ["assumed:", ...assumptions.map((text) => `  ${text}`)]),
    ...(routers.some(({ lines }) => lines.some(isSplit))
      ? ["*  VRRP has no fencing: nodes that cannot hear each other both hold the addresses."]
      : []),
  ];
  return [
    title,
    ...routers.map((router) => prettyRouter(router, screen)),
    ...notes.map((text) => colors.dim(printableLine(text))),
    "",
  ].join("\n");
}

const isSplit = ({ mark, holders }: ForecastLine): boolean =>
  mark === "none" && holders.some((some) => some.length > 1);

function prettyRouter(router: RouterForecast, { colors, width }: Screen): string {
  const order = router.members
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ node, priority }) => `${node} (${priority})`);
  const head = `${colors.bold(printableLine(router.name))}  ${printableLine(`${shortened(router.addresses)}  ${order.join(" over ")}`)}`;
  const shown = router.lines.filter((line) => !isQuiet(line, router));
  const quiet = router.lines.filter((line) => isQuiet(line, router));
  const rows: readonly Row[] = [
    ...shown.map((line) => rowOf(line, router)),
    ...describeSequences(router).map(({ event, outcome, mark }) => ({ event, outcome, more: [], mark })),
    ...router.pairs.map((pair) => ({
      event: describePair(pair),
      outcome: describeOutcome(pair, []),
      more: [],
      mark: pair.mark,
    })),
  ];
  // chalk would take the position, which map gives too, for a second text.
  const dim = (text: string): string => colors.dim(text);
  const rest =
    quiet.length === 0 ? [] : wrapped(`nothing changes: ${quiet.map(describeEvent).join("; ")}`, width).map(dim);
  return [head, ...layOut(rows, { colors, width }), ...rest].join("\n");
}

/** With two spaces before each line. */
const wrapped = (text: string, width: number | undefined): readonly string[] =>
  wrap(printableLine(text), (width ?? Number.POSITIVE_INFINITY) - 2).map((line) => `  ${line}`);

/** As many texts in a line as fit. */
function packed(texts: readonly string[], width = Number.POSITIVE_INFINITY): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const joined = `${last}  ${text}`;
    if (last !== undefined && displayWidth(joined) + 6 <= width) lines[lines.length - 1] = joined;
    else lines.push(text);
  }
  return lines;
}

const shortened = (addresses: readonly string[]): string =>
  `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ` and ${addresses.length - 3} more` : ""}`;

/** An event with what comes of it; `more` is put below where the screen is too narrow. */
interface Row {
  readonly event: string;
  readonly outcome: string;
  readonly more: readonly string[];
  readonly mark: LineMark;
}

/** Cells wider than this do not push what follows in other rows to the right. */
const MAX_CELL = 48;

function layOut(rows: readonly Row[], { colors, width }: Screen): readonly string[] {
  const safe = rows.map(({ event, outcome, more, mark }) => ({
    event: printableLine(event),
    outcome: printableLine(outcome),
    more: more.map(printableLine),
    mark,
  }));
  const widest = (of: (row: Row) => string): number =>
    safe.map((row) => displayWidth(of(row))).reduce((most, one) => (one > MAX_CELL ? most : Math.max(most, one)), 0);
  const [first, second] = [widest(({ event }) => event), widest(({ outcome }) => outcome)];
  const filled = (text: string, columns: number): string =>
    text + " ".repeat(Math.max(0, columns - displayWidth(text)));
  return safe.flatMap(({ event, outcome, more, mark }) => {
    const start = `${filled(event, first)}  ${outcome}`;
    const whole = [filled(start, first + 2 + second), ...more].join("  ").trimEnd();
    const isWide = displayWidth(whole) + 2 > (width ?? Number.POSITIVE_INFINITY);
    const sign = mark === "none" ? " " : colors.red("!");
    const lines = isWide
      ? [`${sign} ${start}`, ...packed(more, width).map((one) => `      ${colors.dim(one)}`)]
      : [`${sign} ${whole}`];
    return mark === "none" ? lines : [...lines, `    ${colors.red(describeMark(mark))}`];
  });
}

function rowOf(line: ForecastLine, router: RouterForecast): Row {
  const { reason, written, leftovers, mark } = line;
  const place = written === undefined ? "" : `${written.file}:${written.line} ${written.text}`;
  const kept =
    leftovers.length === 0 ? "" : `${listed(leftovers)} keeps the addresses until keepalived runs there again`;
  return {
    event: describeEvent(line),
    outcome: `${describeOutcome(line, router.holders)}${isSplit(line) ? " *" : ""}`,
    more: [describeBack(line, router), kept, [reason ?? "", place].filter((one) => one !== "").join("  ")].filter(
      (one) => one !== "",
    ),
    mark,
  };
}
