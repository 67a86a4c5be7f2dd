import type { Word } from "../../grammar/index.js";
import type { Tracker } from "../semantic/trackers.js";
import type { Setting } from "../syntax/ast.js";
import type { Cluster } from "./cluster.js";
import { effective, type Weighed, type Weighted, weigh } from "./election.js";
import type { Member, VirtualRouter } from "./virtual-routers.js";

/** A node whose checks can fail, and a node that should take over then: the next one, or one further down. */
export interface Handover {
  readonly router: VirtualRouter;
  readonly top: Weighed;
  readonly rival: Weighed;
  /** Nodes between the two, which must have failed too before the rival counts. */
  readonly between: readonly Weighed[];
  /** Nodes that come before both. */
  readonly above: readonly Weighed[];
}

/** Trackers that fail together, and the priority that this leads to. */
export interface TrackerFailure {
  readonly down: readonly Weighted[];
  readonly priority: number;
}

/**
 * The handovers that weights decide, for each virtual router whose priorities and weights are all known. Left out is
 * what another rule reports: equal priorities, a next node that never preempts, weights that do not count.
 */
export function* handovers({ routers }: Cluster): Generator<Handover> {
  for (const router of routers) {
    const { members } = router;
    const order = healthyOrder(members) ?? [];
    // Where weights turn the order round, cluster-tracking-asymmetric shows it, and later nodes are not looked at.
    const isInOrder = order.every(
      ({ weighing }, at) => at === 0 || weighing.base <= (order[at - 1]?.weighing.base ?? 0),
    );
    for (const [at, top] of order.entries()) {
      const { weighted, hasFiles } = top.weighing;
      if (weighted.length === 0 || hasFiles || hasVoidWeight(top.member)) continue;
      for (const handover of handoversOf(top, order.slice(at + 1), isInOrder)) {
        yield { router, above: order.slice(0, at), ...handover };
      }
    }
  }
}

/** A node that never preempts does not take over, whatever the numbers (nopreempt-with-weight). */
function* handoversOf(
  top: Weighed,
  lower: readonly Weighed[],
  isInOrder: boolean,
): Generator<Pick<Handover, "top" | "rival" | "between">> {
  for (const [at, rival] of lower.entries()) {
    if (at > 0 && !isInOrder) return;
    if (rival.healthy === top.healthy || rival.member.instance.nopreempt) return;
    yield { top, rival, between: lower.slice(0, at) };
  }
}

/** The priority of a node while some trackers fail. */
export const failing = ({ weighing }: Weighed, down: readonly Weighted[]): TrackerFailure => ({
  down,
  priority: effective(weighing, new Set(down)),
});

/** What a node may come to at worst: everything fails whose failing lowers the priority. */
export const worstFailure = (top: Weighed): TrackerFailure =>
  failing(
    top,
    top.weighing.weighted.filter((one) => one.up > one.down),
  );

/** Above this, sums of weights are not looked at one by one. */
const MOST_TRACKERS = 40;

/**
 * A tracker whose failing decides in no combination with the others: there is no sum of the others' losses that leaves
 * the node above the rival, and with this loss below. Looks at all sums that are possible.
 */
export function idleTracker({ top, rival }: Handover): Weighted | undefined {
  const { base, weighted } = top.weighing;
  if (weighted.length > MOST_TRACKERS) return undefined;
  const gap = weighted.reduce((sum, { up }) => sum + up, base) - rival.healthy;
  return weighted.find((one) => {
    const loss = one.up - one.down;
    const others = weighted.filter((other) => other !== one).map(({ up, down }) => up - down);
    return loss > 0 && ![...sums(others)].some((sum) => sum <= gap && sum + loss > gap);
  });
}

/** Every sum that some of the numbers make; there are no more than the numbers are large. */
function sums(numbers: readonly number[]): ReadonlySet<number> {
  const found = new Set([0]);
  for (const number of numbers) for (const sum of [...found]) found.add(sum + number);
  return found;
}

/** By priority with all trackers up; undefined where one is not known. */
function healthyOrder(members: readonly Member[]): readonly Weighed[] | undefined {
  const order: Weighed[] = [];
  for (const member of members) {
    const weighing = weigh(member);
    if (weighing === undefined || !member.node.isComplete) return undefined;
    order.push({ member, weighing, healthy: effective(weighing) });
  }
  return order.sort((a, b) => b.healthy - a.healthy);
}

/** Some weight is lost for a reason that has a rule of its own. */
const hasVoidWeight = ({ node, instance }: Member): boolean =>
  node
    .trackers(instance)
    .some(({ ignored, lostWeight }) => lostWeight !== undefined || (ignored !== undefined && HARMFUL.has(ignored)));

const HARMFUL: ReadonlySet<string> = new Set(["undefined", "defined-later", "malformed", "sync-group", "owner"]);

/** The word that says the weight: on the line, in the definition, else the name on the line. */
export const weightWord = ({ tracker }: Weighted): Word => weightWordOf(tracker);

function weightWordOf({ line, definition, word }: Tracker): Word {
  if (line?.weightWord !== undefined && typeof line.weight === "number") return line.weightWord;
  const setting = (definition?.block as { readonly weight?: Setting } | undefined)?.weight;
  return setting?.word ?? word;
}

/**
 * The words that say the same weight of the same tracker on all nodes of a virtual router, each place once: nodes share
 * it, and an edit of one alone would make them differ. Empty where the tracker's own weight is not a plain number.
 */
export function sharedWeightWords({ members }: VirtualRouter, { tracker }: Weighted): readonly Word[] {
  const isSame = ({ kind, target, weight }: Tracker) =>
    kind === tracker.kind && target !== undefined && target === tracker.target && weight === tracker.weight;
  const words = members
    .flatMap(({ node, instance }) => node.trackers(instance).filter(isSame))
    .map(weightWordOf)
    .filter(({ value }) => value === String(tracker.weight));
  const placeOf = ({ source, start, end }: Word): string => {
    const place = source.locate(start, end);
    return `${place.start} ${place.path}`;
  };
  return [...new Map(words.map((word) => [placeOf(word), word])).values()];
}

/** How a fix is called that changes a weight in so many places. */
export const weightTitle = (weight: number, places: number): string =>
  `Change to weight ${weight}${places > 1 ? " on all nodes" : ""}`;

/** The tracker that weighs most among those that fail. */
export function heaviest(down: readonly Weighted[]): Weighted | undefined {
  return [...down].sort((a, b) => b.up - b.down - (a.up - a.down))[0];
}

/** `when chk_web and chk_db fail on lb1, 150 - 20 - 10 = 120`. */
export function describeFailure({ member, weighing }: Weighed, { down, priority }: TrackerFailure): string {
  const names = down.map(({ tracker }) => tracker.target ?? "a tracker").join(" and ");
  const isDown = new Set(down);
  const terms = weighing.weighted.map((one) => (isDown.has(one) ? one.down : one.up)).filter((term) => term !== 0);
  const sum = terms.map((term) => (term < 0 ? ` - ${-term}` : ` + ${term}`)).join("");
  const base = member.instance.priority.value;
  const total = terms.length === 0 ? `${base}` : `${base}${sum} = ${priority}`;
  return `when ${names} ${down.length > 1 ? "fail" : "fails"} on ${member.node.name}, ${total}`;
}
