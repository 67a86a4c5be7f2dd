import { NEVER } from "./model.js";
import { findSubject, historyOf, holdersNow, type Subject, steadySince, timeWith } from "./outcome.js";
import type { Expectation, Holders } from "./scenario.js";
import type { World } from "./world.js";

/** One thing that had to be true, and what was. */
export interface ExpectationVerdict {
  readonly at: number;
  /** `holder` and so on: which part of the expectation. */
  readonly kind: "holder" | "within" | "outage" | "overlap" | "priority" | "state";
  /** What it is about: `VI_1`, or `lb1 VI_1`. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
  readonly passed: boolean;
}

/** Compares the world with what a scenario expects; `groups` gives the members of sync groups by name. */
export function judge(
  world: World,
  expected: Expectation,
  lastEvent: number,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ExpectationVerdict[] {
  const verdicts: ExpectationVerdict[] = [];
  for (const [name, holders] of expected.holders) {
    const subject = findSubject(world, name, groups.get(name));
    verdicts.push(...judgeHolders(world, subject, holders, expected, lastEvent));
  }
  for (const [where, value] of expected.priorities) {
    const actual = valueOf(world, where, ({ effective }) => String(effective));
    verdicts.push({
      at: world.now,
      kind: "priority",
      subject: where,
      expected: String(value),
      actual,
      passed: actual === String(value),
    });
  }
  for (const [where, value] of expected.states) {
    const actual = valueOf(world, where, ({ state }) => state.toUpperCase());
    verdicts.push({
      at: world.now,
      kind: "state",
      subject: where,
      expected: value,
      actual,
      passed: actual === value.toUpperCase(),
    });
  }
  return verdicts;
}

function judgeHolders(
  world: World,
  subject: Subject,
  holders: Holders,
  { within, outage, overlap }: Expectation,
  lastEvent: number,
): ExpectationVerdict[] {
  const nameOf = (node: number): string => world.cast.nodes[node]?.name ?? "?";
  const isRight = (some: readonly number[]): boolean => matches(holders, some.map(nameOf));
  const now = holdersNow(world, subject);
  const about = { at: world.now, subject: subject.name };
  const passed = isRight(now);
  const verdicts: ExpectationVerdict[] = [
    { ...about, kind: "holder", expected: describeHolders(holders), actual: describeNames(now.map(nameOf)), passed },
  ];
  if (within === undefined && outage === undefined && overlap === undefined) return verdicts;
  const history = historyOf(world, subject, lastEvent, world.now);
  const limit = (kind: "within" | "outage" | "overlap", most: number | undefined, actual: number): void => {
    if (most === undefined) return;
    verdicts.push({
      ...about,
      kind,
      expected: `at most ${describeTime(most)}`,
      actual: describeTime(actual),
      passed: actual <= most,
    });
  };
  const since = steadySince(history, isRight);
  if (passed) limit("within", within, since === undefined ? NEVER : since - lastEvent);
  limit(
    "outage",
    outage,
    timeWith(history, (count) => count === 0),
  );
  limit(
    "overlap",
    overlap,
    timeWith(history, (count) => count > 1),
  );
  return verdicts;
}

/** Whether names of holders are what was asked for. */
export function matches(holders: Holders, names: readonly string[]): boolean {
  if (holders.kind === "all") return [...names].sort().join() === [...holders.of].sort().join();
  const [only, ...others] = names;
  return only !== undefined && others.length === 0 && (holders.of === "*" || holders.of.includes(only));
}

const describeHolders = ({ kind, of }: Holders): string =>
  kind === "all" ? describeNames(of) : of === "*" ? "any one node" : of.join(" or ");

const describeNames = (names: readonly string[]): string => (names.length === 0 ? "nobody" : names.join(" and "));

/** `3.61 s`, with as many digits as tell. */
export const describeTime = (time: number): string =>
  time === NEVER ? "never" : `${(Math.round(time / 10_000) / 100).toString()} s`;

function valueOf({ cast, live }: World, where: string, of: (one: World["live"][number]) => string): string {
  const [node, name] = where.split(" ");
  const who = cast.actors.findIndex(
    (actor) => cast.nodes[actor.node]?.name === node && (name === undefined || actor.instance.name === name),
  );
  const one = live[who];
  return one === undefined ? "unknown" : of(one);
}
