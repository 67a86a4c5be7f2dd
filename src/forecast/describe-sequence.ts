import { describeHolders, describeKept, describeSeconds, listed } from "./describe.js";
import type { LineMark, RouterForecast } from "./forecast.js";
import type { Seconds } from "./seconds.js";
import type { FailureSequence } from "./sequences.js";

/** A row of the table: sequences that end the same. */
export interface SequenceRow {
  /** `cold start, lb1 first`. */
  readonly event: string;
  /** `lb2, then lb1; 0.6 s without a holder`. */
  readonly outcome: string;
  readonly mark: LineMark;
  /** Why several nodes hold it, where they do from the start. */
  readonly reason: string | undefined;
}

/** What cold starts, a rolling restart and rolling reloads bring, as few rows as there are outcomes. */
export const describeSequences = (router: RouterForecast): readonly SequenceRow[] =>
  (["start", "restart", "reload"] as const).flatMap((kind) => rowsOf(router, kind));

const NAMES = { start: "cold start", restart: "rolling restart", reload: "rolling reload" } as const;

function rowsOf(router: RouterForecast, kind: FailureSequence["kind"]): readonly SequenceRow[] {
  const all = router.sequences.filter((one) => one.kind === kind);
  const byOutcome = new Map<string, { outcome: string; mark: LineMark; some: FailureSequence[] }>();
  for (const one of all) {
    const outcome = describeSequence(one, router);
    const known = byOutcome.get(outcome) ?? { outcome, mark: "none", some: [] };
    byOutcome.set(outcome, known);
    known.some.push(one);
    if (known.mark === "none") known.mark = one.mark;
  }
  return [...byOutcome.values()].map(({ outcome, mark, some }) => ({
    event: describeOrders(NAMES[kind], some, all),
    outcome,
    mark,
    reason: mark === "several" && kind === "start" ? router.deafness : undefined,
  }));
}

/** Who may hold a router when all nodes are started at once, where that is open. */
export function beginningsOf({ sequences }: RouterForecast): readonly (readonly string[])[] | undefined {
  const together = sequences.find(({ kind, isTogether }) => kind === "start" && isTogether);
  return together === undefined || together.holders.length < 2 ? undefined : together.holders;
}

/** More orders than this are counted, not listed. */
const MAX_ORDERS = 2;

function describeOrders(name: string, some: readonly FailureSequence[], all: readonly FailureSequence[]): string {
  if (some.length === all.length) return all.length === 1 ? name : `${name} in any order`;
  const orders = some.filter(({ isTogether }) => !isTogether);
  const together = orders.length < some.length ? ["all at once"] : [];
  const first = [...new Set(orders.map(({ order }) => order[0] ?? ""))];
  const areWhole = first.every(
    (node) =>
      all.filter(({ order, isTogether }) => !isTogether && order[0] === node).length ===
      orders.filter(({ order }) => order[0] === node).length,
  );
  const names = areWhole
    ? first.length === 0
      ? []
      : [`${listed(first, "or")} first`]
    : orders.length <= MAX_ORDERS
      ? orders.map(({ order }) => order.join(" - "))
      : [`${orders.length} orders, such as ${orders[0]?.order.join(" - ")}`];
  return `${name}, ${[...together, ...names].join("; ")}`;
}

/** `lb2 becomes MASTER again and again`. */
const describeRestless = ({ restless }: RouterForecast): readonly string[] =>
  restless.length === 0
    ? []
    : [`${listed(restless)} ${restless.length === 1 ? "becomes" : "become"} MASTER again and again`];

function describeSequence({ kind, steps, holders, mark }: FailureSequence, router: RouterForecast): string {
  if (steps.some(({ flaps }) => flaps)) return "the holder changes again and again";
  if (kind === "start") return [describeHolders(holders), ...describeRestless(router)].join("; ");
  const path: string[] = [describeHolders([router.holders])];
  for (const step of steps) {
    const holder = describeHolders(step.holders);
    if (holder !== path.at(-1)) path.push(holder);
  }
  const sum = (value: (step: FailureSequence["steps"][number]) => Seconds): Seconds => ({
    least: steps.reduce((all, step) => all + value(step).least, 0),
    most: steps.reduce((all, step) => all + value(step).most, 0),
  });
  const [outage, overlap] = [sum((step) => step.outage), sum((step) => step.overlap)];
  const notes = [
    ...(outage.most < 0.05 ? [] : [`${describeSeconds(outage)} without a holder`]),
    // While both hold it for good, the next step ends it, and when that is nobody knows.
    ...(overlap.most < 0.05 || mark === "several" ? [] : [`${describeSeconds(overlap)} with several`]),
  ];
  const moves = path.length === 1 ? describeKept(router.holders) : path.slice(1).join(", then ");
  return [moves, ...notes].join("; ");
}
