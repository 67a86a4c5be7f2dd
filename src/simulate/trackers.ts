import {
  becomeMaster,
  fullSpan,
  groupOf,
  leaveFault,
  leaveMaster,
  type Self,
  selfOf,
  startTimer,
  syncBackup,
  syncMaster,
} from "./machine.js";
import type { SimTracker } from "./model.js";
import { linkOf } from "./network.js";
import type { LiveGroup, StateCause, World } from "./world.js";

/** Trackers move the priority of all but an owner within these (vrrp_track.c:vrrp_set_effective_priority). */
const LOWEST = 1;
const HIGHEST = 254;

/** Most that a file can add; as much below zero means FAULT (track_file.c:process_update_vrrp_track_file_status). */
const FILE_LIMIT = 254;

export const nameOn = (node: number, name: string): string => `${node} ${name}`;

/** What a tracker says: its part of the priority, and whether it is a reason for FAULT. */
export interface TrackerReading {
  readonly adds: number;
  readonly isFault: boolean;
}

/** P2, P4, P5, P9: what counts while the tracked thing is up or down. */
export function weighed({ weight, reverse }: SimTracker, isUp: boolean): TrackerReading {
  if (weight === 0) return { adds: 0, isFault: isUp === reverse };
  const counts = isUp ? weight > 0 : weight < 0;
  return { adds: counts ? (reverse ? -weight : weight) : 0, isFault: false };
}

/** P4 and X6: the number in the file times the weight. */
function weighedFile({ weight, reverse }: SimTracker, value: number): TrackerReading {
  const held = Math.max(-FILE_LIMIT, Math.min(FILE_LIMIT, value));
  if (weight === 0) return { adds: 0, isFault: (held !== 0) !== reverse };
  const status = held * (reverse ? -weight : weight);
  return status <= -FILE_LIMIT
    ? { adds: 0, isFault: true }
    : { adds: Math.min(FILE_LIMIT - 1, status), isFault: false };
}

/** A number in a file that takes as much of the priority as one can: what an operator writes to drain a node. */
export function drainingValue({ weight, reverse }: SimTracker): number {
  if (weight === 0) return 1;
  return weight * (reverse ? -1 : 1) > 0 ? -FILE_LIMIT : FILE_LIMIT;
}

/** What a tracker says while all is well, or after the failure that is played of what it tracks. */
export const readingOf = (tracker: SimTracker, hasFailed: boolean): TrackerReading =>
  tracker.kind === "file" ? weighedFile(tracker, hasFailed ? drainingValue(tracker) : 0) : weighed(tracker, !hasFailed);

/** A sum of priority and weights, within what trackers can reach (P1). */
export const heldPriority = (total: number): number => Math.max(LOWEST, Math.min(HIGHEST, total));

/** What a tracker says now; scripts have a memory of their own and are not asked here. */
export function readTracker({ around, nodes }: World, node: number, tracker: SimTracker): TrackerReading {
  const key = nameOn(node, tracker.name);
  const before = nodes[node]?.unnoticed.get(`${tracker.kind} ${tracker.name}`)?.wasUp;
  switch (tracker.kind) {
    case "interface":
      return weighed(tracker, before ?? !around.down.has(linkOf(node, tracker.name)));
    case "process":
      return weighed(tracker, before ?? !around.processes.has(key));
    case "bfd":
      // None is up when the daemon begins (P18; vrrp_track.c:initialise_track_bfd_state).
      return weighed(tracker, !around.sessions.has(key) && nodes[node]?.sessionsAt === 0);
    case "file":
      return weighedFile(tracker, around.files.get(key) ?? 0);
    case "script":
      return { adds: 0, isFault: false };
  }
}

/** Sets the priority that the sum gives (P8), and moves a running timer by the change of its length (T3, T4). */
export function setPriority(world: World, self: Self): void {
  const { live, instance } = self;
  if (instance.isOwner) return;
  const priority = heldPriority(live.total);
  if (priority === live.effective) return;
  live.effective = priority;
  world.priorities.push({ at: world.now, who: self.who, to: priority });
  const before = live.span;
  live.span = fullSpan(self);
  if (live.state === "backup") live.due += live.span - before;
}

export const isFaulty = ({ live }: Self): boolean => live.faults > 0 || live.interfaceFaults > 0;

/** F1, F5: one reason more for FAULT (vrrp_track.c:down_instance). */
export function goDown(world: World, self: Self, tracker: { kind: string; name: string }, onInterface = false): void {
  const { live } = self;
  const wasFaulty = isFaulty(self);
  if (onInterface) live.interfaceFaults = self.actor.sharesInterfaceFlag ? 1 : live.interfaceFaults + 1;
  else live.faults += 1;
  if (wasFaulty && live.state !== "init") return;
  const cause: StateCause = { kind: "tracker", what: tracker.kind, name: tracker.name };
  live.want = "fault";
  if (live.state === "master") leaveMaster(world, self, true, cause);
  else leaveFault(world, self, cause);
  const group = groupOf(world, self);
  if (group === undefined) return;
  group.group.faulty += 1;
  if (group.group.faulty === 1) syncFault(world, self);
}

/** All members go into FAULT with one (G5, G12; vrrp_sync.c:vrrp_sync_fault). */
function syncFault(world: World, self: Self): void {
  const group = groupOf(world, self);
  if (group === undefined || group.group.state === "fault") return;
  const cause: StateCause = { kind: "group", with: self.who };
  for (const other of group.others) {
    if (other.live.state === "fault") continue;
    other.live.want = "fault";
    if (other.live.state === "master") leaveMaster(world, other, false, cause);
    else leaveFault(world, other, cause);
  }
  group.group.state = "fault";
}

/** F4, X1: one reason less (vrrp_scheduler.c:try_up_instance); `leavesInit`: its last script has answered for the first time. */
export function tryUp(
  world: World,
  self: Self,
  tracker: { kind: string; name: string },
  { leavesInit = false, onInterface = false } = {},
): void {
  const { live, instance } = self;
  const group = groupOf(world, self);
  if (onInterface) live.interfaceFaults = self.actor.sharesInterfaceFlag ? 0 : Math.max(0, live.interfaceFaults - 1);
  else if (!leavesInit) live.faults = Math.max(0, live.faults - 1);
  if (isFaulty(self)) return;
  if (live.unanswered > 0) {
    if (group !== undefined) Object.assign(group.group, { faulty: group.group.faulty - 1, state: "init" });
    live.want = "backup";
    return;
  }
  if (live.want !== "master" || !instance.isOwner) live.want = "backup";
  live.masterInterval = instance.interval;
  live.span = fullSpan(self);
  if (group !== undefined && isHeldBack(group.group, leavesInit)) return;
  comeUp(world, self, leavesInit ? { kind: "start" } : { kind: "tracker", what: tracker.kind, name: tracker.name });
}

/** Whether other members still keep the group down. */
function isHeldBack(group: LiveGroup, leavesInit: boolean): boolean {
  if (!leavesInit) group.faulty -= 1;
  return group.faulty !== 0 || (!leavesInit && group.unanswered > 0);
}

function comeUp(world: World, self: Self, cause: StateCause): void {
  const { live } = self;
  const { want } = live;
  const others = groupOf(world, self)?.others ?? [];
  if (want === "master" && others.some((other) => other.live.want !== "master")) live.want = "backup";
  if (live.want === "master") becomeMaster(world, self, cause);
  else leaveFault(world, self, cause);
  startTimer(world, self);
  live.want = want;
  if (live.state === "master") syncMaster(world, self);
  else syncBackup(world, self);
}

/** Something tracked other than a script has changed on a node, or all of a kind have: `change` makes the change. */
export function changeTracked(
  world: World,
  node: number,
  kind: SimTracker["kind"],
  name: string | undefined,
  change: () => void,
): void {
  const affected = world.cast.actors.flatMap((actor, who) =>
    actor.node !== node
      ? []
      : actor.instance.trackers
          .filter((tracker) => tracker.kind === kind && (name === undefined || tracker.name === name))
          .map((tracker) => ({ who, tracker, before: readTracker(world, node, tracker) })),
  );
  change();
  if (world.nodes[node]?.isUp !== true) return;
  for (const { who, tracker, before } of affected) applyChange(world, who, tracker, before);
}

/**
 * P7: the same for what a node takes notice of after a while: a change that does not last is none
 * (keepalived_netlink.c:update_interface_flags, track_process.c:process_update_track_process_status).
 */
export function changeAfterLag(
  world: World,
  node: number,
  { kind, name, isUp }: { readonly kind: "interface" | "process"; readonly name: string; readonly isUp: boolean },
  change: () => void,
): void {
  const live = world.nodes[node];
  const key = `${kind} ${name}`;
  const lag = world.cast.nodes[node]?.lags.get(key)?.[isUp ? "up" : "down"] ?? 0;
  if (live?.unnoticed.delete(key) === true || live?.isUp !== true || lag === 0) {
    return changeTracked(world, node, kind, name, change);
  }
  change();
  live.unnoticed.set(key, { kind, name, wasUp: !isUp, at: world.now + lag });
}

/** Takes notice of what has lasted long enough, and of BFD sessions that have come up. Gives whether there was any. */
export function takeNotice(world: World, node: number): boolean {
  const live = world.nodes[node];
  if (live === undefined || !live.isUp || live.isPaused) return false;
  const due = [...live.unnoticed].filter(([, { at }]) => at <= world.now);
  for (const [key, { kind, name }] of due) changeTracked(world, node, kind, name, () => live.unnoticed.delete(key));
  const opens = live.sessionsAt > 0 && live.sessionsAt <= world.now;
  if (opens) openSessions(world, node);
  return opens || due.length > 0;
}

export const openSessions = (world: World, node: number): void =>
  changeTracked(world, node, "bfd", undefined, () => Object.assign(world.nodes[node] ?? {}, { sessionsAt: 0 }));

function applyChange(world: World, who: number, tracker: SimTracker, before: TrackerReading): void {
  const self = selfOf(world, who);
  if (self.live.state === "off") return;
  const after = readTracker(world, self.actor.node, tracker);
  const onInterface = tracker.kind === "interface";
  if (after.adds !== before.adds) {
    self.live.total += after.adds - before.adds;
    setPriority(world, self);
  }
  if (after.isFault === before.isFault) return;
  if (after.isFault) goDown(world, self, tracker, onInterface);
  else tryUp(world, self, tracker, { onInterface });
}
