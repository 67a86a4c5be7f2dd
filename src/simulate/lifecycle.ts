import { carry, deliver, enter, fullSpan, type Self, selfOf, startTimer } from "./machine.js";
import { BFD_START, NEVER, type SimInstance, skew } from "./model.js";
import { send } from "./network.js";
import { isFaulty, readTracker, setPriority } from "./trackers.js";
import type { Cast, Live, LiveGroup, LiveScript, World } from "./world.js";

/** The instances of a node, as they are in the world. */
export const selvesOf = (world: World, node: number): Self[] =>
  world.cast.actors.flatMap((actor, who) => (actor.node === node ? selfOf(world, who) : []));

/** A daemon begins to run: systemctl start, the end of a reboot. What an earlier one left goes (L3, L4). */
export function startNode(world: World, at: number): void {
  const node = world.nodes[at];
  if (node === undefined || node.isUp) return;
  Object.assign(node, { isUp: true, isPaused: false, startedAt: world.now });
  node.waiting.length = 0;
  node.unnoticed.clear();
  node.sessionsAt = tracksSessions(world, at) ? world.now + BFD_START : 0;
  const delay = world.cast.nodes[at]?.startupDelay ?? 0;
  node.delayedUntil = delay > 0 ? world.now + delay : 0;
  for (const script of node.scripts) restart(script, world.now);
  const selves = selvesOf(world, at);
  for (const self of selves) {
    carry(world, self, false);
    prepare(world, self);
  }
  for (const [group, live] of node.groups.entries()) gather(live, membersOf(selves, group));
  for (const self of selves) begin(world, self, node.groups);
}

const tracksSessions = ({ cast }: World, at: number): boolean =>
  cast.nodes[at]?.instances.some(({ trackers }) => trackers.some(({ kind }) => kind === "bfd")) === true;

/** The members of a sync group, by its position. */
export const membersOf = (selves: readonly Self[], group: number): Self[] =>
  selves.filter(({ instance }) => instance.group === group);

export function restart(script: LiveScript, now: number): void {
  // P11: one success is enough after the start (vrrp_scheduler.c:vrrp_init_script).
  Object.assign(script, { result: script.script.rise - 1, hasAnswered: false, nextRun: now, givenUp: NEVER });
}

/** What the instance is before it knows of its group (vrrp_track.c:initialise_vrrp_tracking_priorities). */
export function prepare(world: World, self: Self): void {
  const { instance, live } = self;
  const scripts = instance.trackers.filter(({ kind }) => kind === "script");
  Object.assign(live, {
    state: "off",
    due: NEVER,
    want: instance.startsAsMaster ? "master" : "backup",
    total: instance.priority,
    effective: instance.priority,
    masterInterval: instance.interval,
    preemptUntil: 0,
    faults: 0,
    interfaceFaults: 0,
    unanswered: scripts.filter(({ weight }) => weight === 0).length,
    master: -1,
    heard: undefined,
  } satisfies Partial<Live>);
  countTrackers(world, self);
  setPriority(world, self);
}

/** Adds up what all trackers but scripts say, a process that is missing among them (P17). */
function countTrackers(world: World, { instance, live, actor }: Self): void {
  for (const tracker of instance.trackers) {
    const { adds, isFault } = readTracker(world, actor.node, tracker);
    if (!instance.isOwner) live.total += adds;
    if (!isFault) continue;
    if (tracker.kind === "interface" && actor.sharesInterfaceFlag) live.interfaceFaults = 1;
    else if (tracker.kind === "interface") live.interfaceFaults += 1;
    else live.faults += 1;
  }
}

/** The group is MASTER only if every member is an owner that says `state MASTER` (G2, G14, X3; vrrp_sync.c:vrrp_sync_set_group). */
export function gather(live: LiveGroup, members: readonly Self[]): void {
  live.faulty = members.filter(isFaulty).length;
  live.unanswered = members.filter((member) => member.live.unanswered > 0).length;
  const isMaster =
    members.length > 0 && members.every(({ live: { want }, instance }) => want === "master" && instance.statesMaster);
  live.state = live.faulty > 0 ? "fault" : live.unanswered > 0 ? "init" : isMaster ? "master" : "backup";
}

/** The first state (S1 to S4, X2; vrrp_scheduler.c:vrrp_init_state). */
export function begin(world: World, self: Self, groups: readonly LiveGroup[]): void {
  const { instance, live } = self;
  const group = instance.group === undefined ? undefined : groups[instance.group];
  const waits = live.unanswered > 0 || (group?.unanswered ?? 0) > 0;
  if (isFaulty(self) || (group?.faulty ?? 0) > 0) {
    live.want = "fault";
    enter(world, self, "fault", { kind: "start" });
  } else if (waits) enter(world, self, "init", { kind: "start" });
  else enter(world, self, "backup", { kind: "start" });
  const isFirst =
    live.state === "backup" && live.want === "master" && (group === undefined || group.state === "master");
  // Owners without `state` in a group leave others one interval to speak.
  const isShort = live.state === "backup" && live.want === "master" && group?.state === "backup";
  live.span = isFirst ? 1 : isShort ? instance.interval + leastSkew(instance) : fullSpan(self);
  startTimer(world, self);
}

/** vrrp.h:VRRP_TIMER_SKEW_MIN. */
const leastSkew = (instance: SimInstance): number => skew(instance, 255, instance.interval);

/** systemctl stop: masters say goodbye once, and their addresses go (L1). */
export function stopNode(world: World, at: number): void {
  end(world, at, (self) => {
    if (self.live.state === "master") send(world, self.who, 0);
    carry(world, self, false);
  });
}

/** Power or kernel gone: silence, and no addresses. */
export const crashNode = (world: World, at: number): void => end(world, at, (self) => carry(world, self, false));

/** The daemon alone is gone: silence, but its addresses stay (L3). */
export const killNode = (world: World, at: number): void => end(world, at, () => undefined);

function end(world: World, at: number, each: (self: Self) => void): void {
  const node = world.nodes[at];
  if (node === undefined || !node.isUp) return;
  for (const self of selvesOf(world, at)) {
    each(self);
    enter(world, self, "off", { kind: "stop" });
    self.live.due = NEVER;
  }
  node.isUp = false;
  node.waiting.length = 0;
  for (const script of node.scripts) Object.assign(script, { nextRun: NEVER, givenUp: NEVER });
}

/** SIGSTOP, a live migration: its timers stop and adverts wait. */
export function pauseNode(world: World, at: number): void {
  const node = world.nodes[at];
  if (node?.isUp === true) Object.assign(node, { isPaused: true, pausedAt: world.now });
}

/** It goes on: first it reads what waits, then its timers end (L5). */
export function resumeNode(world: World, at: number): void {
  const node = world.nodes[at];
  if (node?.isPaused !== true) return;
  node.isPaused = false;
  for (const self of selvesOf(world, at)) stepBackIfStalled(world, self);
  world.mail.push(...node.waiting);
  node.waiting.length = 0;
  deliver(world);
}

/** N5 (vrrp.c:vrrp_thread_timeout_handler): someone with that priority would have taken over meanwhile. */
function stepBackIfStalled(world: World, self: Self): void {
  const { instance, live } = self;
  if (live.state !== "master" || instance.timerExpiredBackup === undefined) return;
  const limit = 3 * instance.interval + skew(instance, instance.timerExpiredBackup, instance.interval);
  if (world.now < live.lastSent + limit) return;
  carry(world, self, false);
  live.want = "backup";
  enter(world, self, "backup", { kind: "stalled" });
  live.span = fullSpan(self);
  startTimer(world, self);
}

/** A world in which nothing runs yet. */
export function emptyWorld(cast: Cast): World {
  return {
    cast,
    now: 0,
    live: cast.actors.map(emptyLive),
    nodes: cast.nodes.map((node, at) => ({
      isUp: false,
      isPaused: false,
      pausedAt: 0,
      startedAt: 0,
      delayedUntil: 0,
      sessionsAt: 0,
      unnoticed: new Map(),
      scripts: liveScripts(cast, at),
      groups: node.groups.map(emptyGroup),
      waiting: [],
    })),
    around: {
      scripts: new Map(),
      down: new Set(),
      cut: new Set(),
      files: new Map(),
      processes: new Set(),
      sessions: new Set(),
      parts: new Map(),
      blocked: new Set(),
    },
    mail: [],
    transitions: [],
    priorities: [],
    carried: [],
    decidedUntil: 0,
  };
}

export const emptyGroup = (): LiveGroup => ({ state: "off", faulty: 0, unanswered: 0 });

/** The scripts of a node before any of them ran. */
export const liveScripts = ({ nodes }: Cast, at: number): LiveScript[] =>
  (nodes[at]?.scripts ?? []).map((script) => ({
    script,
    result: 0,
    hasAnswered: false,
    nextRun: NEVER,
    givenUp: NEVER,
  }));

export const emptyLive = (): Live => ({
  state: "off",
  due: NEVER,
  span: 0,
  want: "backup",
  total: 0,
  effective: 0,
  masterInterval: 0,
  preemptUntil: 0,
  carries: false,
  faults: 0,
  interfaceFaults: 0,
  unanswered: 0,
  master: -1,
  lastSent: 0,
  heard: undefined,
});

/** A copy that goes its own way; what has happened so far is shared until one of them adds to it. */
export function copyWorld(world: World): World {
  const { around } = world;
  return {
    cast: world.cast,
    now: world.now,
    live: world.live.map((one) => ({ ...one })),
    nodes: world.nodes.map((node) => ({
      ...node,
      unnoticed: new Map(node.unnoticed),
      scripts: node.scripts.map((script) => ({ ...script })),
      groups: node.groups.map((group) => ({ ...group })),
      waiting: node.waiting.slice(),
    })),
    around: {
      scripts: new Map(around.scripts),
      down: new Set(around.down),
      cut: new Set(around.cut),
      files: new Map(around.files),
      processes: new Set(around.processes),
      sessions: new Set(around.sessions),
      parts: new Map(around.parts),
      blocked: new Set(around.blocked),
    },
    mail: world.mail.slice(),
    transitions: world.transitions.slice(),
    priorities: world.priorities.slice(),
    carried: world.carried.slice(),
    decidedUntil: world.decidedUntil,
  };
}
