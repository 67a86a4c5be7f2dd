import type {
  FailedNodes,
  Forecast,
  ForecastLine,
  ForecastPair,
  LineMark,
  Outcome,
  RouterForecast,
} from "./forecast.js";
import type { Seconds } from "./seconds.js";

/** `lb1 and lb2`, `lb1, lb2 and lb3`. */
export const listed = (names: readonly string[], word = "and"): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1)}`;

/** What happens, as a clause: `chk_haproxy fails on lb1`. */
export function describeEvent({ failure: { kind, name = "" }, nodes }: FailedNodes): string {
  const on = listed(nodes);
  switch (kind) {
    case "stop":
      return `${on} is stopped`;
    case "crash":
      return `${on} crashes`;
    case "kill":
      return `keepalived is killed on ${on}`;
    case "freeze":
      return `${on} freezes`;
    case "isolate":
      return `${on} is isolated`;
    case "down":
      return `${name} of ${on} goes down`;
    case "cut":
      return `${name} of ${on} is cut off`;
    case "fail":
      return `${name} fails on ${on}`;
    case "file":
      return `${name} is set on ${on}`;
    case "process":
      return `${name} stops on ${on}`;
    case "bfd":
      return `BFD ${name} is lost on ${on}`;
  }
}

/** `lb3 crashes, then chk_haproxy fails on lb1`. */
export const describePair = ({ failures }: ForecastPair): string => failures.map(describeEvent).join(", then ");

/** Who holds a router: `lb2`, `lb1 and lb2`, `nobody`, `lb1 or lb2`, `lb1 and lb2, or lb1 and lb3`. */
export function describeHolders(holders: readonly (readonly string[])[]): string {
  const ways = holders.map((some) => (some.length === 0 ? "nobody" : listed(some)));
  // "lb1 and lb2, or lb3" is not "lb1 and (lb2 or lb3)".
  return holders.some(({ length }) => length > 1) ? ways.join(", or ") : listed(ways, "or");
}

/** `0.6 s`, `2.6–3.6 s`: outward to a tenth. */
export function describeSeconds({ least, most }: Seconds): string {
  const [from, to] = [Math.floor(least * 10 + 1e-6) / 10, Math.ceil(most * 10 - 1e-6) / 10];
  const nearest = Math.round(most * 10) / 10;
  return most - least < 0.05 ? `${nearest.toFixed(1)} s` : `${from.toFixed(1)}–${to.toFixed(1)} s`;
}

const same = (a: readonly (readonly string[])[], b: readonly string[]): boolean =>
  a.length === 1 && (a[0] ?? []).join("\n") === b.join("\n");

/** Whether nothing changes hands at all, neither by the failure nor by its end. */
export const isQuiet = (line: ForecastLine, { holders }: RouterForecast): boolean =>
  line.mark === "none" &&
  line.after === undefined &&
  same(line.holders, holders) &&
  line.back.after === undefined &&
  same(line.back.holders, holders);

/** `lb2 after 2.6–3.6 s`. */
export function describeOutcome({ holders, after, flaps }: Outcome, before: readonly string[]): string {
  if (flaps) return "the holder changes again and again";
  const who = describeHolders(holders);
  if (after === undefined) return same(holders, before) ? describeKept(before) : who;
  return `${who} ${describeWhen(after)}`;
}

/** `at once`, `after 2.6–3.6 s`. */
const describeWhen = (after: Seconds): string => (after.most < 0.05 ? "at once" : `after ${describeSeconds(after)}`);

/** That nothing changed: `lb1 keeps it`. */
export function describeKept(holders: readonly string[]): string {
  if (holders.length === 0) return "still nobody";
  return `${listed(holders)} ${holders.length === 1 ? "keeps" : "keep"} it`;
}

/** That nodes which are out of service keep their addresses; empty where none does. */
export const describeLeftovers = ({ leftovers }: Outcome): string =>
  leftovers.length === 0
    ? ""
    : `${listed(leftovers)} ${leftovers.length === 1 ? "keeps" : "keep"} the addresses until keepalived runs there again`;

/** What the end of a failure brings: `back to lb1 after 3.4 s`, or that it stays. */
export function describeBack({ back, holders }: ForecastLine, { holders: usual }: RouterForecast): string {
  const returns = same(back.holders, usual);
  if (back.flaps) return "then the holder changes again and again";
  const when = back.after === undefined ? "at once" : describeWhen(back.after);
  if (returns) return same(holders, usual) ? "" : `back to ${listed(usual)} ${when}`;
  return later(back, holders);
}

/** Holders after the end of a failure, where they are not the usual ones. */
function later({ holders, after }: Outcome, before: Outcome["holders"]): string {
  if (describeHolders(holders) === describeHolders(before) && after === undefined)
    return `stays on ${describeHolders(holders)}`;
  return `then ${describeHolders(holders)}${after === undefined ? "" : ` ${describeWhen(after)}`}`;
}

const MARKS: Readonly<Record<LineMark, string>> = {
  none: "",
  nobody: "nobody holds the addresses, although another node could",
  several: "several nodes hold the addresses, although the network connects them",
  flaps: "the addresses move again and again",
  unmoved: "the check does not move the addresses",
  unreachable: "the addresses stay on a node that is cut off; only a check that fails with the segment would move them",
};

export const describeMark = (mark: LineMark): string => MARKS[mark];

/** How many lines, sequences and pairs of a forecast are marked. */
export const countMarks = ({ routers }: Forecast): number =>
  routers.reduce((sum, { lines, sequences, pairs }) => {
    const isMarked = ({ mark }: { readonly mark: LineMark }): boolean => mark !== "none";
    return sum + pairs.length + lines.filter(isMarked).length + sequences.filter(isMarked).length;
  }, 0);
