import { SECOND, type SimNode } from "./model.js";
import { settleTime } from "./settle.js";

/**
 * How much there is to do while a cluster runs for some time: every timer of an instance (T1) and run of a script (P11) looks at
 * all others. An upper bound; a million are some hundredths of a second.
 */
export function effortOf(nodes: readonly SimNode[], time: number): number {
  const periods = nodes.flatMap(({ instances, scripts }) => [...instances, ...scripts].map(({ interval }) => interval));
  const timers = periods.reduce((sum, period) => sum + time / Math.max(1, period), 0);
  return timers === 0 ? 0 : timers * (periods.length + nodes.length);
}

/** The same for the time after which nothing moves any more. */
export const settleEffort = (nodes: readonly SimNode[]): number => effortOf(nodes, settleTime(nodes));

/** Whether this is more than somebody waits for; what would be is not played, and that is said. */
export const isTooMuch = (effort: number, most: number): boolean => !(effort <= most);

/** How many instances nodes have, for a message: `2 instances`. */
export function describeInstances(nodes: readonly SimNode[]): string {
  const count = nodes.reduce((sum, node) => sum + node.instances.length, 0);
  return count === 1 ? "1 instance" : `${count} instances`;
}

const UNITS = [
  ["years", 365 * 86_400],
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
] as const;

/** `12 days`, `3.5 hours`, `40 seconds`. */
export function describeDuration(time: number): string {
  const seconds = time / SECOND;
  const [unit, length] = UNITS.find(([, least]) => seconds >= 2 * least) ?? ["seconds", 1];
  const count = seconds / length;
  return `${(count < 10 ? Math.round(count * 10) / 10 : Math.round(count)).toString()} ${unit}`;
}
