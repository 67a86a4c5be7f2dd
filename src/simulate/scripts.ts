import { type Self, selfOf } from "./machine.js";
import { NEVER, type SimTracker } from "./model.js";
import { goDown, nameOn, setPriority, tryUp, weighed } from "./trackers.js";
import type { LiveScript, World } from "./world.js";

/** A run of a script is due (vrrp_scheduler.c:vrrp_script_thread); one that is still going on is not run again (P12). */
export function runScript(world: World, node: number, live: LiveScript): void {
  live.nextRun += live.script.interval;
  if (live.givenUp !== NEVER) return;
  const mode = world.around.scripts.get(nameOn(node, live.script.name));
  if (mode === "hang") live.givenUp = world.now + live.script.timeout;
  else endRun(world, node, live, mode === undefined);
}

/** A run has ended, or was given up (vrrp_scheduler.c:vrrp_script_child_thread). */
export function endRun(world: World, node: number, live: LiveScript, succeeded: boolean): void {
  const { rise, fall } = live.script;
  live.givenUp = NEVER;
  const first = !live.hasAnswered;
  const best = rise + fall - 1;
  if (succeeded) {
    if (live.result < rise - 1) live.result += 1;
    else if (live.result !== best) {
      const rose = live.result < rise;
      live.result = best;
      if (rose) tell(world, node, live, true, first);
    }
  } else if (live.result > rise) live.result -= 1;
  else {
    const fell = live.result === rise || first;
    live.result = 0;
    if (fell) tell(world, node, live, false, first);
  }
  live.hasAnswered = true;
}

/** All instances that track the script hear of it (vrrp_track.c:process_script_update_priority). */
function tell(world: World, node: number, { script }: LiveScript, isGood: boolean, isFirst: boolean): void {
  for (const [who, actor] of world.cast.actors.entries()) {
    if (actor.node !== node) continue;
    const tracker = actor.instance.trackers.find(({ kind, name }) => kind === "script" && name === script.name);
    const self = selfOf(world, who);
    if (tracker === undefined || self.live.state === "off") continue;
    if (tracker.weight === 0) tellUnweighted(world, self, tracker, isGood, isFirst);
    else {
      // Before the first result nothing was added (P3).
      const before = isFirst ? 0 : weighed(tracker, !isGood).adds;
      self.live.total += weighed(tracker, isGood).adds - before;
      setPriority(world, self);
    }
  }
}

function tellUnweighted(world: World, self: Self, tracker: SimTracker, isGood: boolean, isFirst: boolean): void {
  const { instance, live, node } = self;
  const group = instance.group === undefined ? undefined : node.groups[instance.group];
  let leavesInit = false;
  if (isFirst) {
    live.unanswered -= 1;
    leavesInit = live.unanswered === 0;
    if (leavesInit && group !== undefined) group.unanswered -= 1;
  }
  const waits = live.unanswered > 0 || (group?.unanswered ?? 0) > 0;
  if (weighed(tracker, isGood).isFault) goDown(world, self, tracker);
  else if (!waits) tryUp(world, self, tracker, { leavesInit });
}
