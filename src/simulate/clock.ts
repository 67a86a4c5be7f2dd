import { deliver, onTimer } from "./machine.js";
import { NEVER } from "./model.js";
import { endRun, runScript } from "./scripts.js";
import { takeNotice } from "./trackers.js";
import type { World } from "./world.js";

/** Two timers closer than this may end in either order on a real machine. */
export const RACE = 50_000;

/** Daemons that are started at once begin this far apart: nine of ten starts were within it, half of them within 40 ms. */
export const START_RACE = 100_000;

/** When something happens next by itself; a frozen node does nothing. */
export function nextTime(world: World): number {
  let next = NEVER;
  for (const [who, live] of world.live.entries()) {
    const node = world.nodes[world.cast.actors[who]?.node ?? -1];
    if (live.due < next && node?.isPaused === false) next = live.due;
  }
  for (const node of world.nodes) {
    if (!node.isUp || node.isPaused) continue;
    if (node.delayedUntil > 0 && node.delayedUntil < next) next = node.delayedUntil;
    if (node.sessionsAt > 0 && node.sessionsAt < next) next = node.sessionsAt;
    for (const { at } of node.unnoticed.values()) next = Math.min(next, at);
    for (const { nextRun, givenUp } of node.scripts) next = Math.min(next, nextRun, givenUp);
  }
  return next;
}

/** Lets the world run up to a time. `beforeTimer` is called before the timer of an instance ends. */
export function runUntil(world: World, until: number, beforeTimer?: (world: World, who: number) => void): void {
  for (let next = nextTime(world); next <= until; next = nextTime(world)) {
    world.now = Math.max(world.now, next);
    if (endDelays(world) || noticeAll(world) || runScripts(world)) {
      deliver(world);
      continue;
    }
    // What is due at one moment is sent before anything arrives.
    for (let who = dueAt(world); who >= 0; who = dueAt(world)) {
      beforeTimer?.(world, who);
      onTimer(world, who);
    }
    deliver(world);
  }
  world.now = Math.max(world.now, until);
}

/** The first instance whose timer has ended. */
function dueAt({ live, now, nodes, cast }: World): number {
  let found = -1;
  let earliest = NEVER;
  for (const [who, { due }] of live.entries()) {
    if (due > now || due >= earliest || nodes[cast.actors[who]?.node ?? -1]?.isPaused !== false) continue;
    found = who;
    earliest = due;
  }
  return found;
}

function endDelays({ nodes, now }: World): boolean {
  let ended = false;
  for (const node of nodes) {
    if (node.isPaused || node.delayedUntil === 0 || node.delayedUntil > now) continue;
    node.delayedUntil = 0;
    ended = true;
  }
  return ended;
}

function noticeAll(world: World): boolean {
  let noticed = false;
  for (const at of world.nodes.keys()) noticed = takeNotice(world, at) || noticed;
  return noticed;
}

function runScripts(world: World): boolean {
  let ran = false;
  for (const [at, node] of world.nodes.entries()) {
    if (!node.isUp || node.isPaused) continue;
    for (const script of node.scripts) {
      if (script.givenUp <= world.now) endRun(world, at, script, false);
      else if (script.nextRun <= world.now) runScript(world, at, script);
      else continue;
      ran = true;
    }
  }
  return ran;
}
