import { type Colors, plural } from "../reporters/report.js";
import { displayWidth } from "../text/display-width.js";
import { groupBy } from "../text/group-by.js";
import { printableLine } from "../text/printable.js";
import { wrap } from "../text/wrap.js";
import {
  countMarks,
  describeBack,
  describeEvent,
  describeHolders,
  describeLeftovers,
  describeMark,
  describeOutcome,
  describePair,
  isQuiet,
  listed,
} from "./describe.js";
import { beginningsOf, describeSequences } from "./describe-sequence.js";
import type { Forecast, ForecastLine, LineMark, RouterForecast } from "./forecast.js";

/** Where it is shown, with its columns; `Infinity`: lines are as long as they need. */
export interface TableScreen {
  readonly colors: Colors;
  readonly width: number;
}

/** The forecast as a table for a terminal: one virtual router after the other, one line an event. */
export function prettyForecast(forecasts: readonly Forecast[], screen: TableScreen): string {
  const { colors, width } = screen;
  const parts = forecasts.map((forecast) => prettyOne(forecast, screen));
  const marks = forecasts.reduce((sum, forecast) => sum + countMarks(forecast), 0);
  const routers = forecasts.reduce((sum, { routers: some }) => sum + some.length, 0);
  const color = routers === 0 ? colors.yellow : marks === 0 ? colors.green : colors.red;
  const verdict = indented(describeVerdict(routers, marks), "", width).map((line) => color(line));
  return `${[...parts, ...verdict].join("\n")}\n`;
}

function describeVerdict(routers: number, marks: number): string {
  if (routers === 0) return "no virtual router could be played";
  const found = marks === 0 ? "no avoidable failure found" : plural(marks, "avoidable failure");
  return `${plural(routers, "virtual router")}: ${found}`;
}

function prettyOne({ cluster, nodes, routers, assumptions, left }: Forecast, screen: TableScreen): string {
  const { colors, width } = screen;
  const title = indented(`${cluster === undefined ? "" : `${cluster}: `}${listed(nodes)}`, "", width);
  const notes = [
    ...left.map((text) => `not played: ${text}`),
    ...(assumptions.length === 0 ? [] : ["assumed:", ...assumptions]),
    ...(routers.some(({ lines }) => lines.some(isSplit))
      ? ["*  VRRP has no fencing: nodes that cannot hear each other both hold the addresses."]
      : []),
    ...(routers.some(({ lines }) => lines.some(isOpen))
      ? ["or: the moment of the failure decides, or which of two close timers ends first."]
      : []),
  ];
  return [
    ...title.map((line) => colors.bold(line)),
    ...routers.map((router) => prettyRouter(router, screen)),
    ...notes
      .flatMap((text) => indented(text, assumptions.includes(text) ? "  " : "", width))
      .map((line) => colors.dim(line)),
    "",
  ].join("\n");
}

const isSplit = ({ mark, holders }: ForecastLine): boolean =>
  mark === "none" && holders.some((some) => some.length > 1);

const isOpen = ({ holders, back }: ForecastLine): boolean => holders.length > 1 || back.holders.length > 1;

/** Name, addresses and the order of the nodes: on lines of their own where one is too short for them. */
function headOf({ name, addresses, members }: RouterForecast, { colors, width }: TableScreen): readonly string[] {
  const byPriority = groupBy(
    members.toSorted((a, b) => b.priority - a.priority),
    ({ priority }) => priority,
  );
  const order = [...byPriority].map(([priority, some]) => listed(some.map(({ node }) => `${node} (${priority})`)));
  const parts = [name, shortened(addresses), order.join(" over ")].map(printableLine);
  const [title = "", ...facts] = parts;
  const fits = displayWidth(parts.join("  ")) <= width;
  if (fits) return [[colors.bold(title), ...facts].join("  ")];
  return [colors.bold(title), ...facts.flatMap((text) => indented(text, "  ", width))];
}

/** That the order of starts decides who holds it, and with whom the lines begin. */
function beginningOf(router: RouterForecast, width: number): readonly string[] {
  const holders = beginningsOf(router);
  if (holders === undefined) return [];
  const usual = describeHolders([router.holders]);
  return indented(
    `${describeHolders(holders)}, whichever starts first; the lines below begin with ${usual}`,
    "  ",
    width,
  );
}

function prettyRouter(router: RouterForecast, screen: TableScreen): string {
  const { colors, width } = screen;
  const shown = router.lines.filter((line) => !isQuiet(line, router));
  const quiet = router.lines.filter((line) => isQuiet(line, router));
  const rows: readonly TableRow[] = [
    ...shown.map((line) => rowOf(line, router)),
    ...describeSequences(router).map(({ reason, ...row }) => ({ ...row, more: reason === undefined ? [] : [reason] })),
    ...router.pairs.map((pair) => ({
      event: describePair(pair),
      outcome: describeOutcome(pair, []),
      more: [],
      mark: pair.mark,
    })),
  ];
  const rest =
    quiet.length === 0 ? [] : indented(`nothing changes: ${quiet.map(describeEvent).join("; ")}`, "  ", width);
  return [
    ...headOf(router, screen),
    ...beginningOf(router, width).map((line) => colors.dim(line)),
    ...layOut(rows, screen),
    ...rest.map((line) => colors.dim(line)),
  ].join("\n");
}

/** A text in lines that fit, each after the indent. */
function indented(text: string, indent: string, width: number): readonly string[] {
  const whole = printableLine(text);
  const room = width - indent.length;
  return (displayWidth(whole) <= room ? [whole] : wrap(whole, room)).map((line) => `${indent}${line}`);
}

/** As many texts in a line as fit. */
function packed(texts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const joined = `${last}  ${text}`;
    if (last !== undefined && displayWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(text);
  }
  return lines;
}

const shortened = (addresses: readonly string[]): string =>
  `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ` and ${addresses.length - 3} more` : ""}`;

/** An event with what comes of it; `more` is put below where the screen is too narrow. */
interface TableRow {
  readonly event: string;
  readonly outcome: string;
  readonly more: readonly string[];
  readonly mark: LineMark;
}

/** Cells wider than this do not push what follows in other rows to the right. */
const MAX_CELL = 48;

function layOut(rows: readonly TableRow[], screen: TableScreen): readonly string[] {
  const { colors, width } = screen;
  const safe = rows.map(({ event, outcome, more, mark }) => ({
    event: printableLine(event),
    outcome: printableLine(outcome),
    more: more.map(printableLine),
    mark,
  }));
  const widest = (of: (row: TableRow) => string): number =>
    safe.map((row) => displayWidth(of(row))).reduce((most, one) => (one > MAX_CELL ? most : Math.max(most, one)), 0);
  const [first, second] = [widest(({ event }) => event), widest(({ outcome }) => outcome)];
  const filled = (text: string, columns: number): string =>
    text + " ".repeat(Math.max(0, columns - displayWidth(text)));
  return safe.flatMap((row) => {
    const { event, outcome, more, mark } = row;
    const start = `${filled(event, first)}  ${outcome}`;
    const whole = [filled(start, first + 2 + second), ...more].join("  ").trimEnd();
    const sign = mark === "none" ? " " : colors.red("!");
    const lines = displayWidth(whole) + 2 <= width ? [whole] : brokenRow(row, start, screen);
    return [
      ...lines.map((line, at) => `${at === 0 ? sign : " "} ${line}`),
      ...(mark === "none" ? [] : indented(describeMark(mark), "    ", width).map((line) => colors.red(line))),
    ];
  });
}

/** A row that is too long for a line, without the two columns before it; `start`: its first two cells. */
function brokenRow(
  { event, outcome, more }: TableRow,
  start: string,
  { colors, width }: TableScreen,
): readonly string[] {
  const room = width - 2;
  const head = displayWidth(start) <= room ? [start] : [...indented(event, "", room), ...indented(outcome, "  ", room)];
  const below = packed(more, room - 4).flatMap((text) => indented(text, "    ", room));
  return [...head, ...below.map((line) => colors.dim(line))];
}

function rowOf(line: ForecastLine, router: RouterForecast): TableRow {
  const { reason, written, mark } = line;
  const place = written === undefined ? "" : `${written.file}:${written.line} ${written.text}`;
  return {
    event: describeEvent(line),
    outcome: `${describeOutcome(line, router.holders)}${isSplit(line) ? " *" : ""}`,
    more: [
      describeBack(line, router),
      describeLeftovers(line),
      [reason ?? "", place].filter((one) => one !== "").join("  "),
    ].filter((one) => one !== ""),
    mark,
  };
}
