import type { Dump, Running } from "./dump.js";

/** When a dump was taken, in seconds since 1970; a dump does not say it, but its timers do. */
export interface LiveMoment {
  readonly from: number;
  readonly to: number;
}

/** Clocks of nodes that NTP keeps together, and the time that a signal takes. */
const SLACK = 2;

/**
 * A MASTER's timer ends at its next advert, a BACKUP's when it would take over, and nothing in the dump is later than the
 * dump. Undefined: no instance runs a timer.
 */
export function momentOf({ instances }: Dump): LiveMoment | undefined {
  const bounds = instances.flatMap((one) => boundsOf(one) ?? []);
  if (bounds.length === 0) return undefined;
  const [from, to] = [Math.max(...bounds.map((one) => one.from)), Math.min(...bounds.map((one) => one.to))];
  // Timers of a busy daemon are late.
  return from <= to ? { from, to } : { from, to: from };
}

function boundsOf({ state, since, due, interval, masterDown }: Running): LiveMoment | undefined {
  if (due === undefined || since === undefined) return undefined;
  const span = state === "MASTER" ? interval : state === "BACKUP" ? masterDown : undefined;
  return span === undefined ? undefined : { from: Math.max(since, due - span), to: due };
}

/** Seconds between two dumps; 0: they may be of one moment. */
export function gap(a: LiveMoment | undefined, b: LiveMoment | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const seconds = Math.max(a.from - b.to, b.from - a.to) - SLACK;
  return seconds > 0 ? seconds + SLACK : 0;
}

/**
 * Whether two MASTERs were perhaps never so together: their dumps are apart, and one of them became MASTER after the dump
 * of the other may have been taken.
 */
export const mayFollow = ({ since }: Running, own: LiveMoment | undefined, other: LiveMoment | undefined): boolean =>
  since !== undefined && other !== undefined && gap(own, other) > 0 && since > other.from;
