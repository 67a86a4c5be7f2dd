import { crashNode, killNode, pauseNode, resumeNode, startNode, stopNode } from "./lifecycle.js";
import { deliver } from "./machine.js";
import { linkOf } from "./network.js";
import { endRun } from "./scripts.js";
import { changeAfterLag, changeTracked, nameOn, openSessions } from "./trackers.js";
import type { World } from "./world.js";

/** Something that happens to a cluster; nodes are positions in the cast. */
export type Event =
  | { readonly kind: "start" | "stop" | "crash" | "kill"; readonly nodes: readonly number[] }
  | { readonly kind: "pause" | "resume"; readonly node: number }
  | { readonly kind: "down" | "up"; readonly node: number; readonly interface: string }
  | { readonly kind: "cut" | "join"; readonly node: number; readonly interface: string }
  | { readonly kind: "partition"; readonly parts: readonly (readonly number[])[] }
  | { readonly kind: "heal" }
  | {
      readonly kind: "block" | "unblock";
      readonly from: number;
      readonly to: number;
      readonly interface: string | undefined;
    }
  | { readonly kind: "fail" | "pass" | "hang"; readonly node: number; readonly name: string }
  | { readonly kind: "file"; readonly node: number; readonly name: string; readonly value: number }
  | { readonly kind: "process" | "bfd"; readonly node: number; readonly name: string; readonly isUp: boolean };

/** Makes an event happen now, with what follows at once. */
export function apply(world: World, event: Event): void {
  change(world, event);
  deliver(world);
}

const LIFE = { start: startNode, stop: stopNode, crash: crashNode, kill: killNode } as const;

function change(world: World, event: Event): void {
  switch (event.kind) {
    case "start":
    case "stop":
    case "crash":
    case "kill":
      for (const node of event.nodes) LIFE[event.kind](world, node);
      return;
    case "pause":
      return pauseNode(world, event.node);
    case "resume":
      return resumeNode(world, event.node);
    case "down":
    case "up":
      return changeLink(world, event.node, event.interface, event.kind === "up");
    case "fail":
    case "pass":
    case "hang":
      return changeScript(world, event.node, event.name, event.kind);
    case "file": {
      const { node, name, value } = event;
      return changeTracked(world, node, "file", name, () => world.around.files.set(nameOn(node, name), value));
    }
    case "process":
      return changeSet(world, event, world.around.processes);
    case "bfd":
      return changeSet(world, event, world.around.sessions);
    default:
      return changeNetwork(world, event);
  }
}

type NetworkEvent = Extract<Event, { kind: "cut" | "join" | "partition" | "heal" | "block" | "unblock" }>;

/** What keepalived does not notice by itself. */
function changeNetwork({ around }: World, event: NetworkEvent): void {
  switch (event.kind) {
    case "cut":
      around.cut.add(linkOf(event.node, event.interface));
      return;
    case "join":
      around.cut.delete(linkOf(event.node, event.interface));
      return;
    case "partition":
    case "heal":
      around.parts.clear();
      for (const [part, nodes] of (event.kind === "heal" ? [] : event.parts).entries()) {
        for (const node of nodes) around.parts.set(node, part);
      }
      return;
    case "block":
      around.blocked.add(`${event.from} ${event.to} ${event.interface ?? "*"}`);
      return;
    case "unblock":
      around.blocked.delete(`${event.from} ${event.to} ${event.interface ?? "*"}`);
  }
}

function changeLink(world: World, node: number, name: string, isUp: boolean): void {
  const { down } = world.around;
  const link = linkOf(node, name);
  if (down.has(link) === !isUp) return;
  changeAfterLag(world, node, { kind: "interface", name, isUp }, () => {
    if (isUp) down.delete(link);
    else down.add(link);
  });
}

function changeSet(
  world: World,
  { kind, node, name, isUp }: { readonly kind: "process" | "bfd"; node: number; name: string; isUp: boolean },
  missing: Set<string>,
): void {
  const change = (): void => {
    if (isUp) missing.delete(nameOn(node, name));
    else missing.add(nameOn(node, name));
  };
  if (missing.has(nameOn(node, name)) === !isUp) return isUp && kind === "bfd" ? openSessions(world, node) : undefined;
  if (kind === "process") return changeAfterLag(world, node, { kind, name, isUp }, change);
  // Who says that a session is up does not wait for it to come up.
  if (isUp) openSessions(world, node);
  changeTracked(world, node, kind, name, change);
}

function changeScript(world: World, node: number, name: string, kind: "fail" | "pass" | "hang"): void {
  const { scripts } = world.around;
  if (kind === "pass") scripts.delete(nameOn(node, name));
  else scripts.set(nameOn(node, name), kind);
  if (kind === "hang") return;
  // A run that hung ends now.
  const hanging = world.nodes[node]?.scripts.find(
    ({ script, givenUp }) => script.name === name && Number.isFinite(givenUp),
  );
  if (hanging !== undefined) endRun(world, node, hanging, kind === "pass");
}
