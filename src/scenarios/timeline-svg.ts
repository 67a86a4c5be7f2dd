import { columnsIn, rect, sheet, textAt, widthOf } from "../picture/svg-sheet.js";
import { SECOND } from "../simulate/model.js";
import type { State } from "../simulate/world.js";
import { printableLine } from "../text/printable.js";
import { describeMiss, describeStep } from "./describe-result.js";
import type { ScenarioResult } from "./run-scenarios.js";
import { type TimelineRow, timelineOf } from "./timeline.js";

const WIDTH = 960;
const PAD = 20;
const LABEL = 170;
const CHART = WIDTH - 2 * PAD - LABEL;
const ROW = 24;

/** The timelines of scenarios as one file: a row a node, blocks where it is MASTER, lines for what happens. */
export function svgTimelines(results: readonly ScenarioResult[]): string {
  const lines: string[] = [];
  let y = PAD;
  for (const result of results) {
    const drawn = drawScenario(result);
    lines.push(`<g transform="translate(${PAD} ${y})">`, ...drawn.lines, "</g>");
    y += drawn.height + 28;
  }
  return sheet(WIDTH, y, printableLine(results.map(({ scenario }) => scenario.name).join("; ")), lines);
}

function drawScenario(result: ScenarioResult): { readonly height: number; readonly lines: readonly string[] } {
  const { scenario, misses, run } = result;
  const until = Math.max(scenario.until, SECOND);
  const at = (time: number): number => LABEL + (Math.min(time, until) / until) * CHART;
  const events = placeEvents(result, at);
  const top = 30 + events.rows * 16;
  const rows = timelineOf(run.world);
  const bottom = top + rows.length * ROW + 6;
  const wrong = misses.map((miss, index) =>
    textAt(
      0,
      bottom + 44 + index * 17,
      printableLine(`at ${(miss.verdict.at / SECOND).toFixed(1)} s ${describeMiss(miss)}`),
      "warn",
      columnsIn(WIDTH - 2 * PAD, 12),
    ),
  );
  return {
    height: bottom + 26 + misses.length * 17,
    lines: [
      textAt(
        0,
        14,
        `${misses.length === 0 ? "\u2713" : "\u2717"} ${printableLine(scenario.name)}`,
        misses.length === 0 ? "name" : "name warn",
        columnsIn(WIDTH - 2 * PAD, 15),
      ),
      ...events.marks.map(
        ({ x, y, text }) =>
          `<line x1="${x}" x2="${x}" y1="${y + 3}" y2="${bottom}" class="rival"/>${textAt(x + 4, y, text, "dim", columnsIn(WIDTH - 2 * PAD - x - 4, 12))}`,
      ),
      ...rows.flatMap((row, index) => drawRow(row, top + index * ROW, at, until)),
      ...drawAxis(bottom, until, at),
      ...wrong,
    ],
  };
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Each event over its line, in the first row in which it does not run into the one before. */
function placeEvents(
  { scenario, run }: ScenarioResult,
  at: (time: number) => number,
): { readonly rows: number; readonly marks: readonly Mark[] } {
  const ends: number[] = [];
  const marks = scenario.steps.flatMap((step) => {
    if (step.kind === "expect") return [];
    const text = printableLine(describeStep(step, run.world));
    const x = Math.round(at(step.at) * 10) / 10;
    const free = ends.findIndex((end) => end < x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + widthOf(text, 12) + 12;
    return [{ x, y: 34 + row * 16, text }];
  });
  return { rows: ends.length, marks };
}

function drawRow(row: TimelineRow, y: number, at: (time: number) => number, until: number): readonly string[] {
  const name = printableLine(`${row.instance} ${row.node}`);
  const blocks = row.stretches.flatMap(({ from, state }, index) => {
    const to = row.stretches[index + 1]?.from ?? until;
    return from >= until || to <= from
      ? []
      : drawStretch(state, at(from), at(Math.min(to, until)), y, (Math.min(to, until) - from) / SECOND);
  });
  return [textAt(0, y + 15, name, "", columnsIn(LABEL - 12)), ...blocks];
}

const NAMES: Readonly<Record<State, string>> = {
  off: "",
  init: "INIT",
  backup: "BACKUP",
  master: "MASTER",
  fault: "FAULT",
};

function drawStretch(state: State, from: number, to: number, y: number, seconds: number): readonly string[] {
  if (state === "off") return [];
  const width = Math.max(0.5, to - from);
  const name = NAMES[state];
  const title = `<title>${name} for ${seconds.toFixed(1)} s</title>`;
  if (state === "init" || state === "backup") return [`<g>${title}${rect(from, y + 9, width, 2, "track")}</g>`];
  const [block, text] = state === "master" ? ["dot", "on"] : ["alarm", "other"];
  const label = widthOf(name, 11) + 10 < width ? [textAt(from + 5, y + 14, name, text)] : [];
  return [`<g>${title}${rect(from, y + 2, width, ROW - 8, block, 2)}</g>`, ...label];
}

/** Ticks at a round number of seconds, ten of them or so. */
function drawAxis(y: number, until: number, at: (time: number) => number): readonly string[] {
  const seconds = until / SECOND;
  const step =
    [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600].find((one) => seconds / one <= 12) ?? Math.ceil(seconds / 10);
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return [
    `<line x1="${LABEL}" x2="${LABEL + CHART}" y1="${y}" y2="${y}" class="line"/>`,
    ...ticks.map((tick) => textAt(at(tick * SECOND), y + 17, `${tick} s`, "dim", 9, ' text-anchor="middle"')),
  ];
}
