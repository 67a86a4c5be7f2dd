import { masterDown, NEVER, type SimInstance, skew } from "./model.js";
import { listens, send } from "./network.js";
import type { Actor, Advert, Live, LiveGroup, RunningNode, State, StateCause, World } from "./world.js";

/** An instance in a world, with all that its state depends on. */
export interface Self {
  readonly who: number;
  readonly actor: Actor;
  readonly instance: SimInstance;
  readonly live: Live;
  readonly node: RunningNode;
}

/** Instances of a world are never missing; one that is would be a mistake of ours. */
export function selfOf({ cast, live, nodes }: World, who: number): Self {
  const actor = cast.actors[who];
  const one = live[who];
  const node = actor === undefined ? undefined : nodes[actor.node];
  if (actor === undefined || one === undefined || node === undefined) throw new Error(`no instance ${who}`);
  return { who, actor, instance: actor.instance, live: one, node };
}

/** The sync group of an instance with its other members. */
export function groupOf(world: World, { who, actor, node }: Self): { group: LiveGroup; others: Self[] } | undefined {
  const at = actor.instance.group;
  const group = at === undefined ? undefined : node.groups[at];
  if (group === undefined) return undefined;
  const members = world.cast.members.get(`${actor.node} ${at}`) ?? [];
  return { group, others: members.filter((one) => one !== who).map((one) => selfOf(world, one)) };
}

/** Puts the addresses on the machine, or takes them away, and writes it down. */
export function carry(world: World, { who, live }: Self, carries: boolean): void {
  if (live.carries === carries) return;
  live.carries = carries;
  world.carried.push({ at: world.now, who, carries });
}

/** Changes the state and writes it down. */
export function enter(world: World, { who, live }: Self, state: State, cause: StateCause): void {
  if (live.state === state) return;
  live.state = state;
  world.transitions.push({ at: world.now, who, state, cause });
}

export const fullSpan = ({ instance, live }: Self): number => masterDown(instance, live.effective, live.masterInterval);

/** Starts the timer anew, after a startup delay where one runs (T5; vrrp_scheduler.c:vrrp_init_instance_sands). */
export function startTimer(world: World, { live, instance, node }: Self): void {
  const from = node.delayedUntil > 0 ? node.delayedUntil : world.now;
  if (live.state === "master") live.due = from + instance.interval;
  else live.due = live.state === "backup" ? from + live.span : NEVER;
}

/** The timer has ended, as nothing has moved it (B5, B7; vrrp_scheduler.c:vrrp_dispatcher_read_timeout). */
export function onTimer(world: World, who: number): void {
  const self = selfOf(world, who);
  const { live } = self;
  if (live.state === "master") transmit(world, self);
  else if (live.state === "backup") {
    live.want = "master";
    if (becomeMaster(world, self, live.heard ?? { kind: "silence" })) syncMaster(world, self);
  }
  startTimer(world, self);
}

/** BACKUP to MASTER, where the sync group lets it (G3; vrrp.c:vrrp_state_goto_master). Gives whether it did. */
export function becomeMaster(world: World, self: Self, cause: StateCause): boolean {
  const { live } = self;
  const group = groupOf(world, self);
  live.want = "master";
  if (
    group !== undefined &&
    group.group.state !== "master" &&
    group.others.some((other) => other.live.want !== "master")
  ) {
    live.span = fullSpan(self);
    startTimer(world, self);
    return false;
  }
  enter(world, self, "master", cause);
  startTimer(world, self);
  if (self.node.delayedUntil === 0) transmit(world, self);
  return true;
}

/** Sends an advert, the first of a new MASTER before it takes the addresses (vrrp.c:vrrp_state_master_tx). */
function transmit(world: World, self: Self): void {
  send(world, self.who, self.live.effective);
  carry(world, self, true);
}

/**
 * All members become MASTER with one, when the last of them wants to: whatever keeps one back keeps all (G8 to G11, G13;
 * vrrp_sync.c:vrrp_sync_master).
 */
export function syncMaster(world: World, self: Self): void {
  const group = groupOf(world, self);
  if (group === undefined || group.group.state === "master") return;
  if (group.others.some(({ live }) => live.want !== "master")) return;
  for (const other of group.others) {
    if (other.live.state !== "master") becomeMaster(world, other, { kind: "group", with: self.who });
  }
  group.group.state = "master";
}

/** All members become BACKUP with one, without a farewell (G4; vrrp_sync.c:vrrp_sync_backup). */
export function syncBackup(world: World, self: Self): void {
  const group = groupOf(world, self);
  if (group === undefined || group.group.state === "backup") return;
  const cause: StateCause = { kind: "group", with: self.who };
  for (const other of group.others) {
    if (other.live.state === "backup") continue;
    other.live.want = "backup";
    if (other.live.state === "master") leaveMaster(world, other, false, cause);
    else leaveFault(world, other, cause);
  }
  group.group.state = "backup";
}

/** MASTER to BACKUP or FAULT, whichever it wants (vrrp.c:vrrp_state_leave_master). FAULT says goodbye (F2, L2). */
export function leaveMaster(world: World, self: Self, saysGoodbye: boolean, cause: StateCause): void {
  const { live } = self;
  const state = live.want === "fault" ? "fault" : "backup";
  if (state === "backup") live.preemptUntil = 0;
  if (state === "fault") send(world, self.who, 0);
  if (saysGoodbye) send(world, self.who, 0);
  carry(world, self, false);
  enter(world, self, state, cause);
  live.span = fullSpan(self);
  live.heard = undefined;
  startTimer(world, self);
}

/** FAULT or INIT to what it wants (vrrp.c:vrrp_state_leave_fault). An address that is still there stays (P19). */
export function leaveFault(world: World, self: Self, cause: StateCause): void {
  const { live, instance } = self;
  if (live.want === "master") becomeMaster(world, self, cause);
  else {
    enter(world, self, live.want === "fault" ? "fault" : "backup", cause);
    if (live.state === "backup") live.preemptUntil = 0;
  }
  live.masterInterval = instance.interval;
  live.span = fullSpan(self);
  live.heard = undefined;
  startTimer(world, self);
}

/** Gives all adverts on their way to those who listen, with what they bring about. */
export function deliver(world: World): void {
  // Answers join the queue while it is gone through.
  for (const advert of world.mail) receive(world, advert);
  world.mail.length = 0;
}

function receive(world: World, advert: Advert): void {
  const self = selfOf(world, advert.to);
  if (self.node.isPaused) {
    self.node.waiting.push(advert);
    return;
  }
  if (!listens(world, advert, self.live)) return;
  const isAccepted = isOk(self, advert);
  if (self.live.state === "backup") asBackup(world, self, advert, isAccepted);
  else if (isAccepted) asMaster(world, self, advert);
  const isMaster = self.live.state === "master";
  if (!isMaster || !self.instance.lowerPrioNoAdvert) startTimer(world, self);
}

function isOk({ live, instance }: Self, { from, heard }: Advert): boolean {
  if (instance.ownerIgnoresAdverts && live.effective === 255) return false;
  if (heard.how === "addresses" && heard.isLenient) return live.state === "backup" && live.master === from;
  return heard.how === "accepted";
}

/** B1 to B4, with B8, B11 and N1 to N4 (vrrp.c:vrrp_state_backup). */
function asBackup(world: World, self: Self, { from, priority, interval }: Advert, isAccepted: boolean): void {
  const { live, instance } = self;
  const waits = instance.preemptDelay > 0 && (live.preemptUntil === 0 || live.preemptUntil > world.now);
  if (isAccepted && priority === 0) {
    live.span = skew(instance, live.effective, live.masterInterval);
    live.heard = { kind: "farewell", from };
    return;
  }
  if (isAccepted && (instance.nopreempt || priority >= live.effective || waits)) {
    if (instance.version === 3) live.masterInterval = interval;
    live.span = fullSpan(self);
    live.master = from;
    live.heard = undefined;
    live.want = "backup";
    if (instance.preemptDelay > 0) {
      if (priority >= live.effective) live.preemptUntil = 0;
      else if (live.preemptUntil === 0) live.preemptUntil = world.now + instance.preemptDelay;
    }
    return;
  }
  if (isAccepted) {
    live.heard = { kind: "preempts", from, own: live.effective, other: priority };
    live.master = from;
  }
  // T2: the timer goes on, but its length is what is left.
  live.span = Math.max(0, live.due - world.now);
}

/**
 * M1 to M4 (vrrp.c:vrrp_state_master_rx). Equal priorities go by the address here alone (B6), and nopreempt is not asked
 * for (N2).
 */
function asMaster(world: World, self: Self, { from, priority, interval }: Advert): void {
  const { live, instance } = self;
  if (instance.yieldsToOwners && live.effective === 255 && priority === 255) giveUpOwnership(world, self);
  const own = live.effective;
  const isHigher = rankOf(world, from) > self.actor.rank;
  const yields = priority > own || (priority === own && isHigher);
  if (priority === 0 || (instance.higherPrioSendAdvert && yields)) send(world, self.who, own);
  if (priority === 0) return;
  if (!yields) {
    if (!instance.lowerPrioNoAdvert) send(world, self.who, own);
    return;
  }
  if (instance.version === 3) live.masterInterval = interval;
  live.master = from;
  live.want = "backup";
  leaveMaster(world, self, false, { kind: "yields", from, own, other: priority });
  syncBackup(world, self);
}

/** M5 up to 2.3.2: it goes on as if its priority were 254, whatever the other does (vrrp.c:vrrp_state_master_rx). */
function giveUpOwnership(world: World, { live, who }: Self): void {
  live.effective = 254;
  world.priorities.push({ at: world.now, who, to: 254 });
}

const rankOf = ({ cast }: World, who: number): number => cast.actors[who]?.rank ?? 0;
