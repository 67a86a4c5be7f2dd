import {
  begin,
  emptyGroup,
  emptyLive,
  gather,
  liveScripts,
  membersOf,
  prepare,
  restart,
  selvesOf,
} from "./lifecycle.js";
import { carry, deliver, fullSpan, type Self, startTimer } from "./machine.js";
import { send } from "./network.js";
import { isFaulty, setPriority, weighed } from "./trackers.js";
import type { Cast, Live, LiveScript, RunningNode, World } from "./world.js";

/**
 * SIGHUP with other files (L6): an instance that is the same keeps its state, results of scripts are kept, a MASTER sends
 * at once, first with the old values. `cast` is the new one, `from` gives the old position of each of its actors.
 */
export function reloadNode(world: World, at: number, cast: Cast, from: readonly (number | undefined)[]): void {
  const before = world.live.slice();
  const kept = new Set(from);
  for (const self of selvesOf(world, at)) {
    if (self.live.state !== "master") continue;
    send(world, self.who, kept.has(self.who) ? self.live.effective : 0);
  }
  deliver(world);
  const results = new Map((world.nodes[at]?.scripts ?? []).map((one) => [one.script.name, one]));
  world.cast = cast;
  world.live.splice(
    0,
    world.live.length,
    ...from.map((old) => (old === undefined ? emptyLive() : (before[old] ?? emptyLive()))),
  );
  renumber(world, from);
  const node = world.nodes[at];
  if (node === undefined) return;
  node.scripts.splice(
    0,
    node.scripts.length,
    ...liveScripts(cast, at).map((one) => keepResult(one, results.get(one.script.name), world.now)),
  );
  node.groups.splice(0, node.groups.length, ...(cast.nodes[at]?.groups ?? []).map(emptyGroup));
  if (!node.isUp) return;
  const selves = selvesOf(world, at);
  const states = selves.map(({ live }) => live.state);
  for (const self of selves) prepareAgain(world, self, node);
  for (const [group, live] of node.groups.entries()) gather(live, membersOf(selves, group));
  for (const [index, self] of selves.entries()) goOn(world, self, node, states[index]);
  for (const [group, live] of node.groups.entries()) {
    const members = membersOf(selves, group);
    if (members.length > 0 && members.every((member) => member.live.state === "master")) live.state = "master";
  }
  deliver(world);
}

/** What has happened so far names instances by their positions, which a reload may move; those that are gone get none. */
function renumber(world: World, from: readonly (number | undefined)[]): void {
  if (from.every((old, now) => old === now)) return;
  const now = new Map(from.flatMap((old, at) => (old === undefined ? [] : [[old, at] as const])));
  for (const list of [world.transitions, world.priorities, world.carried] as { who: number }[][]) {
    list.splice(0, list.length, ...list.map((one) => ({ ...one, who: now.get(one.who) ?? -1 })));
  }
  for (const { waiting } of world.nodes) {
    const moved = waiting.flatMap((advert) => {
      const [sender, receiver] = [now.get(advert.from), now.get(advert.to)];
      return sender === undefined || receiver === undefined ? [] : { ...advert, from: sender, to: receiver };
    });
    waiting.splice(0, waiting.length, ...moved);
  }
}

function keepResult(fresh: LiveScript, old: LiveScript | undefined, now: number): LiveScript {
  if (old === undefined) {
    restart(fresh, now);
    return fresh;
  }
  return {
    ...fresh,
    result: old.hasAnswered && old.result >= old.script.rise ? fresh.script.rise + fresh.script.fall - 1 : 0,
    hasAnswered: old.hasAnswered,
    nextRun: now,
  };
}

function prepareAgain(world: World, self: Self, node: RunningNode): void {
  const { instance, live } = self;
  const { state } = live;
  prepare(world, self);
  live.unanswered = 0;
  for (const tracker of instance.trackers) {
    if (tracker.kind !== "script") continue;
    const script = node.scripts.find((one) => one.script.name === tracker.name);
    if (script === undefined) continue;
    if (!script.hasAnswered) live.unanswered += tracker.weight === 0 ? 1 : 0;
    else {
      // A result that is known already counts as if `reverse` were not there (vrrp_track.c:initialise_track_script_state).
      const { adds, isFault } = weighed({ ...tracker, reverse: false }, script.result >= script.script.rise);
      if (!instance.isOwner) live.total += adds;
      if (isFault) live.faults += 1;
    }
  }
  live.effective = instance.priority;
  setPriority(world, self);
  live.state = state;
}

function goOn(world: World, self: Self, node: RunningNode, was: Live["state"] | undefined): void {
  const { live, instance } = self;
  const group = instance.group === undefined ? undefined : node.groups[instance.group];
  if (was !== "master" || isFaulty(self) || (group?.faulty ?? 0) > 0) {
    carry(world, self, false);
    // One that was BACKUP stays so, whatever the file wants (vrrp.c:vrrp_complete_init).
    if (was === "backup") live.want = "backup";
    live.state = "off";
    begin(world, self, node.groups);
    return;
  }
  live.want = "master";
  live.span = fullSpan(self);
  send(world, self.who, live.effective);
  startTimer(world, self);
}
