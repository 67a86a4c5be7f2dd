import fc from "fast-check";
import { expect, it } from "vitest";
import { format } from "../../src/format/index.js";
import { hardText } from "../support/random-text.js";
import { configurations } from "./configurations.js";
import { lint } from "./promises.js";
import { minutes, search } from "./search.js";

/**
 * 100 kB and what they may take, in seconds of the processor. A long search, which someone watches, holds to the second
 * that is promised; what has to pass on any machine, however slow, fails for what no machine explains.
 */
const SIZE = 100_000;
const SECONDS = minutes === 0 ? 10 : 1;

/** What is fast for one line may be slow for many, and what is fast for many lines may be slow for a long one. */
const repeated = fc
  .oneof(hardText(4), configurations())
  .filter((piece) => piece !== "")
  .map((piece) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE));

function checkTime(text: string): void {
  for (const work of [lint, format]) {
    // The first run compiles, and what else the machine does makes a run slow now and then.
    const seconds = Math.min(...firstOf(4, () => secondsOf(() => work(text))));
    expect(seconds, `seconds to ${work.name} ${JSON.stringify(text.slice(0, 60))} …`).toBeLessThan(SECONDS);
  }
}

/** Measures until one measure is small enough. */
function firstOf(most: number, measure: () => number): number[] {
  const all = [measure()];
  while (all.length < most && (all.at(-1) ?? 0) >= SECONDS) all.push(measure());
  return all;
}

function secondsOf(work: () => void): number {
  const { user: before } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - before) / 1e6;
}

it(`100 kB take no longer than ${SECONDS} s`, { timeout: 300_000 + minutes * 60_000 }, () =>
  search(repeated, checkTime),
);
