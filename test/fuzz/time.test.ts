import fc from "fast-check";
import { expect, it } from "vitest";
import { format } from "../../src/format/index.js";
import { hardText } from "../support/random-text.js";
import { configurations } from "./configurations.js";
import { lint } from "./promises.js";
import { minutes, search } from "./search.js";

/** 100 kB and what they may take, in seconds of the processor: others use it too. */
const SIZE = 100_000;
const SECONDS = 1;

/**
 * An ordinary configuration of that size is linted in an eighth of it. Where a text takes longer, this is how the seconds of a
 * slow or busy machine are told from those of the text.
 */
const ORDINARY = Array.from(
  { length: 1000 },
  (_, at) =>
    `vrrp_instance VI_${at} {\n    state BACKUP\n    interface eth${at}\n    virtual_router_id ${(at % 255) + 1}\n    priority 100\n}\n`,
)
  .join("")
  .slice(0, SIZE);
const ORDINARY_SECONDS = SECONDS / 8;

/** What is fast for one line may be slow for many, and what is fast for many lines may be slow for a long one. */
const repeated = fc
  .oneof(hardText(4), configurations())
  .filter((piece) => piece !== "")
  .map(ofSize);

function ofSize(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
}

function checkTime(text: string): void {
  for (const work of [lint, format]) {
    // The first run compiles, and what else the machine does makes a run slow now and then.
    const seconds = Math.min(...firstOf(4, () => comparable(secondsOf(() => work(text)))));
    expect(seconds, `seconds to ${work.name} ${JSON.stringify(text.slice(0, 60))} …`).toBeLessThan(SECONDS);
  }
}

/** Measures until one measure is small enough. */
function firstOf(most: number, measure: () => number): number[] {
  const all = [measure()];
  while (all.length < most && (all.at(-1) ?? 0) >= SECONDS) all.push(measure());
  return all;
}

/** The seconds on a machine that lints an ordinary configuration as fast as is said above; of three times the least, when all is compiled. */
function comparable(seconds: number): number {
  if (seconds < SECONDS) return seconds;
  const ordinary = Math.min(...[1, 2, 3].map(() => secondsOf(() => lint(ORDINARY))));
  return (seconds * ORDINARY_SECONDS) / ordinary;
}

function secondsOf(work: () => void): number {
  const { user: before } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - before) / 1e6;
}

it.each(["}~LST({A, i}, {x, 2}, {y}) ", "\n}", "${A}${", '"${', "%{ if a }${", "${ \n"])(
  `100 kB of %j take no longer than ${SECONDS} s`,
  { timeout: 60_000 },
  (piece) => checkTime(ofSize(piece)),
);

it(`100 kB take no longer than ${SECONDS} s`, { timeout: 300_000 + minutes * 60_000 }, () =>
  search(repeated, checkTime),
);
