import { describeDuration, describeInstances, isTooMuch, settleEffort } from "../simulate/effort.js";
import type { Failure } from "../simulate/failures.js";
import type { SimNode } from "../simulate/model.js";
import { settleTime } from "../simulate/settle.js";

/** Most that is played of one part of a cluster, for each kind of answer: about a minute. */
const MOST = 1_000_000_000;

/** A failure falls at two moments, that of a script at eight, and each time its end is played too. */
const MOMENTS = 2;
const SCRIPT_MOMENTS = 8;

/** Where the order of timers is open, both are played; more than this on average are not expected. */
const BRANCHES = 4;

/** How often a part would have to come to rest, and whether that is more than somebody waits for. */
const exceeds = (nodes: readonly SimNode[], times: number): boolean => isTooMuch(times * settleEffort(nodes), MOST);

export const areSinglesTooMuch = (nodes: readonly SimNode[], failures: readonly Failure[]): boolean =>
  exceeds(
    nodes,
    failures.reduce((sum, { kind }) => sum + 2 * (kind === "fail" ? SCRIPT_MOMENTS : MOMENTS), 0),
  );

export const arePairsTooMany = (nodes: readonly SimNode[], failures: readonly Failure[]): boolean =>
  exceeds(nodes, failures.length ** 2);

/** `steps`: of all sequences together. */
export const areSequencesTooMany = (nodes: readonly SimNode[], steps: number): boolean =>
  exceeds(nodes, steps * BRANCHES);

/** What is left out because it is too much. */
export const describeTooMuch = (what: string, nodes: readonly SimNode[]): string =>
  `${what}: too much to play; ${describeInstances(nodes)} take up to ${describeDuration(settleTime(nodes))} to come to rest`;
