import { SECOND, type SimNode, type SimScript } from "./model.js";

/** How long a cluster needs at most until nothing moves by itself any more. */
export function settleTime(nodes: readonly SimNode[]): number {
  const all = nodes.flatMap(({ instances }) => instances);
  const interval = most(
    all.map((one) => one.interval),
    SECOND,
  );
  const adverts = most(
    all.map(({ downAdverts }) => downAdverts),
    3,
  );
  const delay = most(all.map(({ preemptDelay }) => preemptDelay));
  const checks = most(nodes.flatMap(({ scripts }) => scripts.map(longestCheck)));
  const lag = most(nodes.flatMap(({ lags }) => [...lags.values()].flatMap(({ down, up }) => [down, up])));
  const start = most(nodes.map(({ startupDelay }) => startupDelay));
  const total = (adverts + 1) * interval + delay + Math.max(checks, lag) + start + 3 * SECOND;
  return Math.ceil(total / SECOND) * SECOND;
}

const most = (values: readonly number[], least = 0): number => values.reduce((a, b) => Math.max(a, b), least);

/** Until as many runs as it takes have ended; one that hangs is waited for (P12, P13). */
const longestCheck = ({ interval, timeout, rise, fall }: SimScript): number =>
  Math.max(interval, timeout) * Math.max(rise, fall);
