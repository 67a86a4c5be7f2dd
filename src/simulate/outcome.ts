import type { World } from "./world.js";

/** A stretch of time in which the same nodes hold something; positions of nodes, in order. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly holders: readonly number[];
}

/** What can be held: an instance, a sync group (all its members), or an address. */
export interface Subject {
  readonly kind: "instance" | "address";
  readonly name: string;
  /** Actors that count for it. */
  readonly actors: readonly number[];
}

/** Whether a name in a scenario is read as an address: then those that carry it are meant, also where they hold nothing. */
export const isAddressName = (name: string): boolean => /^[\d.]+$|:/.test(name);

/** What a name in a scenario means: instances of the name, members of a sync group, or who carries an address. */
export function findSubject({ cast }: World, name: string, groupMembers: ReadonlySet<string> | undefined): Subject {
  const isAddress = isAddressName(name);
  const names = groupMembers ?? new Set([name]);
  const actors = cast.actors.flatMap(({ instance }, who) =>
    (isAddress ? instance.addresses.includes(name) : names.has(instance.name)) ? [who] : [],
  );
  return { kind: isAddress ? "address" : "instance", name, actors };
}

/** Who holds it now. A sync group is held by a node only with all its members there. */
export function holdersNow(world: World, { kind, actors }: Subject): readonly number[] {
  const byNode = new Map<number, boolean>();
  for (const who of actors) {
    const [actor, live] = [world.cast.actors[who], world.live[who]];
    if (actor === undefined || live === undefined) continue;
    const holds = kind === "address" ? live.carries : live.state === "master";
    const known = byNode.get(actor.node);
    byNode.set(actor.node, kind === "address" ? known === true || holds : known !== false && holds);
  }
  return [...byNode].flatMap(([node, holds]) => (holds ? [node] : [])).sort((a, b) => a - b);
}

/** Who held it from one time to another. */
export function historyOf(world: World, subject: Subject, from: number, to: number): readonly Stretch[] {
  const isOn = new Map<number, boolean>();
  const changes = changesOf(world, subject);
  const holders = (): readonly number[] => combine(world, subject, isOn);
  const stretches: Stretch[] = [];
  let at = 0;
  for (; at < changes.length && (changes[at]?.at ?? 0) <= from; at += 1)
    isOn.set(changes[at]?.who ?? -1, changes[at]?.on === true);
  let start = from;
  let current = holders();
  for (; at < changes.length; at += 1) {
    const change = changes[at];
    if (change === undefined || change.at > to) break;
    isOn.set(change.who, change.on);
    const next = holders();
    if (next.join() === current.join()) continue;
    if (change.at > start) stretches.push({ from: start, to: change.at, holders: current });
    [start, current] = [change.at, next];
  }
  stretches.push({ from: start, to, holders: current });
  return stretches;
}

function changesOf(world: World, { kind, actors }: Subject): readonly { at: number; who: number; on: boolean }[] {
  const own = new Set(actors);
  if (kind === "address") {
    return world.carried.flatMap(({ at, who, carries }) => (own.has(who) ? [{ at, who, on: carries }] : []));
  }
  return world.transitions.flatMap(({ at, who, state }) => (own.has(who) ? [{ at, who, on: state === "master" }] : []));
}

function combine({ cast }: World, { kind, actors }: Subject, isOn: ReadonlyMap<number, boolean>): readonly number[] {
  const byNode = new Map<number, boolean>();
  for (const who of actors) {
    const node = cast.actors[who]?.node;
    if (node === undefined) continue;
    const on = isOn.get(who) === true;
    const known = byNode.get(node);
    byNode.set(node, kind === "address" ? known === true || on : known !== false && on);
  }
  return [...byNode].flatMap(([node, on]) => (on ? [node] : [])).sort((a, b) => a - b);
}

/** From when on it was held as now, without a break. */
export function steadySince(
  history: readonly Stretch[],
  isRight: (holders: readonly number[]) => boolean,
): number | undefined {
  let since: number | undefined;
  for (const stretch of history.toReversed()) {
    if (!isRight(stretch.holders)) break;
    since = stretch.from;
  }
  return since;
}

/** Sum of the time in which the number of holders is such. */
export const timeWith = (history: readonly Stretch[], counts: (holders: number) => boolean): number =>
  history.reduce((sum, { from, to, holders }) => sum + (counts(holders.length) ? to - from : 0), 0);
