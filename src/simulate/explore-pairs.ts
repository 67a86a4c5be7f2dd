import {
  type Base,
  type Effect,
  type ExploredLine,
  effectsNow,
  effectsOf,
  type Mark,
  markOf,
  settleAfter,
} from "./explore.js";
import type { Failure, FailureKind } from "./failures.js";

/** A second failure after a first one, which alone both do no harm to a virtual router; together they do. */
export interface FailurePair {
  readonly first: Failure;
  readonly second: Failure;
  /** Position of the subject. */
  readonly subject: number;
  readonly effect: Effect;
  readonly mark: Mark;
}

/**
 * Plays all ordered pairs of failures without repair between them and gives those with an avoidable end. `members`: the
 * nodes of each subject. What a single failure does already is not told again.
 */
export function explorePairs(
  base: Base,
  singles: readonly ExploredLine[],
  members: readonly (readonly number[])[],
): readonly FailurePair[] {
  const sound = new Map(singles.map((line) => [line.failure, soundSubjects(line, members)] as const));
  return singles.flatMap(({ failure: first }) => {
    const own = sound.get(first) ?? [];
    if (own.length === 0) return [];
    const afters = settleAfter(base, first);
    return singles.flatMap(({ failure }) => {
      const open = own.filter((at) => sound.get(failure)?.includes(at) === true);
      if (open.length === 0 || !canFollow(first, failure)) return [];
      const second = together(first, failure, base.world.cast.nodes.length);
      const found = afters.flatMap((after) => judgePair(after, first, second, { open, members }));
      return found.filter(({ subject }, at) => found.findIndex((one) => one.subject === subject) === at);
    });
  });
}

function soundSubjects({ failure, effects }: ExploredLine, members: readonly (readonly number[])[]): readonly number[] {
  return effects.flatMap((effect, at) => (markOf(effect, [failure], members[at] ?? []) === "none" ? [at] : []));
}

interface Open {
  readonly open: readonly number[];
  readonly members: readonly (readonly number[])[];
}

/** First at one moment; only what looks wrong there is played at all that make a difference. */
function judgePair(after: Base, first: Failure, second: Failure, { open, members }: Open): readonly FailurePair[] {
  const mark = (effect: Effect | undefined, at: number): Mark =>
    effect === undefined ? "none" : markOf(effect, [first, second], members[at] ?? []);
  const quick = effectsNow(after, second);
  const suspect = open.filter((at) => mark(quick[at], at) !== "none");
  if (suspect.length === 0) return [];
  const effects = effectsOf(after, second);
  return suspect.flatMap((subject) => {
    const effect = effects[subject];
    const found = mark(effect, subject);
    return effect === undefined || found === "none" ? [] : [{ first, second, subject, effect, mark: found }];
  });
}

/** After these nothing more happens on a node. */
const ENDS: ReadonlySet<FailureKind> = new Set(["stop", "crash", "kill", "freeze"]);

function canFollow(first: Failure, second: Failure): boolean {
  const isOver = ENDS.has(first.kind) && second.nodes.every((node) => first.nodes.includes(node));
  const isSame =
    first.kind === second.kind && first.name === second.name && second.nodes.some((node) => first.nodes.includes(node));
  return !isOver && !isSame;
}

/** The second failure so that it leaves the first as it is: a partition replaces the one before it. */
function together(first: Failure, second: Failure, count: number): Failure {
  if (first.kind !== "isolate" || second.kind !== "isolate") return second;
  const alone = [...first.nodes, ...second.nodes];
  const rest = Array.from({ length: count }, (_, at) => at).filter((at) => !alone.includes(at));
  const parts = [...alone.map((node) => [node]), ...(rest.length === 0 ? [] : [rest])];
  return { ...second, happens: [{ kind: "partition", parts }] };
}
