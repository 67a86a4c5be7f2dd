import { SECOND } from "../simulate/model.js";
import type { State, World } from "../simulate/world.js";
import { displayWidth } from "../text/display-width.js";
import { printableLine } from "../text/printable.js";

/** One instance on one node over time, in order; the last stretch goes on to the end. */
export interface TimelineRow {
  readonly node: string;
  readonly instance: string;
  readonly stretches: readonly { readonly from: number; readonly state: State }[];
}

/** The states of all instances over time, by instance and then by node. */
export function timelineOf({ cast, transitions }: World): readonly TimelineRow[] {
  const rows = cast.actors.map(({ node, instance }, who) => ({
    node: cast.nodes[node]?.name ?? "",
    instance: instance.name,
    stretches: transitions.flatMap((one) => (one.who === who ? { from: one.at, state: one.state } : [])),
  }));
  const order = [...new Set(rows.map(({ instance }) => instance))];
  return rows.toSorted((a, b) => order.indexOf(a.instance) - order.indexOf(b.instance));
}

const MARKS: Readonly<Record<State, string>> = { off: " ", init: ".", backup: "\u2500", master: "\u2588", fault: "x" };

/** The state at a time. */
export const stateAt = ({ stretches }: TimelineRow, at: number): State =>
  stretches.findLast(({ from }) => from <= at)?.state ?? "off";

/** The timeline for a terminal: a row a node, blocks where it is MASTER, a line where BACKUP, `x` in FAULT. */
export function textTimeline(world: World, until: number, width = 60): readonly string[] {
  const rows = timelineOf(world).map((row) => ({ ...row, label: printableLine(`${row.instance} ${row.node}`) }));
  const seconds = Math.max(1, Math.ceil(until / SECOND));
  const columns = Math.max(10, Math.min(width, seconds * 2));
  const widest = Math.max(...rows.map(({ label }) => displayWidth(label)));
  const filled = (label: string): string => label + " ".repeat(widest - displayWidth(label));
  const lines = rows.map((row) => {
    const marks = Array.from({ length: columns }, (_, at) => MARKS[stateAt(row, ((at + 0.5) * until) / columns)]);
    return `${filled(row.label)} ${marks.join("")}`.trimEnd();
  });
  return [...lines, `${filled("")} 0 s${`${(until / SECOND).toFixed(0)} s`.padStart(columns - 3)}`];
}
