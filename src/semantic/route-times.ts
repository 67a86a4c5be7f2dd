import type { Word } from "../../grammar/index.js";
import { readRouteTime } from "../syntax/numbers.js";
import { entryLines } from "./entry-lines.js";
import type { Node } from "./node.js";

/** A time of a route that keepalived replaces by the nearest bound, or that loses the route. */
export interface RouteTimeFault {
  readonly option: string;
  readonly word: Word;
  readonly isLarge: boolean;
  /** The bounds in the unit that is written. */
  readonly range: string;
}

/** Times of a route by their property, with the word for them and what the kernel counts in, in parts of a millisecond. */
const TIMES = [
  { property: "rtt", option: "rtt", parts: 8 },
  { property: "rttvar", option: "rttvar", parts: 4 },
  { property: "rtoMin", option: "rto_min", parts: 1 },
] as const;

/** The kernel's bounds of a retransmission timeout, in milliseconds. */
const BOUNDS = { least: 200, most: 120_000 } as const;

/** Times of routes outside the bounds (vrrp_ip_rule_route_parser.c:get_time_rtt). */
export function* routeTimeFaults(node: Node): Generator<RouteTimeFault> {
  for (const line of entryLines(node)) {
    if (line.kind !== "route") continue;
    for (const { property, option, parts } of TIMES) {
      const time = line.value(property);
      const fault = typeof time?.value === "string" ? boundsFault(time.value, parts) : undefined;
      if (time !== undefined && fault !== undefined) yield { option, word: time.word, ...fault };
    }
  }
}

/** What loses the route, as it is beyond what the number may be, is a problem of its word. */
function boundsFault(text: string, parts: number): Pick<RouteTimeFault, "isLarge" | "range"> | undefined {
  const { value, unit } = readRouteTime(text, BOUNDS.most * parts) ?? {};
  if (value === undefined) return undefined;
  const milliseconds = value * (unit ?? 1 / parts);
  if (milliseconds >= BOUNDS.least && milliseconds <= BOUNDS.most) return undefined;
  const [least, most] = [BOUNDS.least, BOUNDS.most].map((bound) => bound / (unit ?? 1 / parts));
  return { isLarge: milliseconds > BOUNDS.most, range: `${least} to ${most}${unit === undefined ? "" : NAMES[unit]}` };
}

const NAMES = { 1: " ms", 1000: " s" } as const;
