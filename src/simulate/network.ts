import type { Advert, Live, World } from "./world.js";

/** Whether the instance's own link lets it send (and hear). Without an interface only its node decides. */
function isLinked({ around, cast }: World, who: number): boolean {
  const actor = cast.actors[who];
  if (actor === undefined) return false;
  const link = linkOf(actor.node, actor.instance.interface);
  return !around.down.has(link) && !around.cut.has(link);
}

export const linkOf = (node: number, name: string | undefined): string => `${node} ${name ?? ""}`;

/** Whether packets of one node get to another one, over an interface of the sender; loss may have one direction (H18). */
function isConnected({ around }: World, from: number, to: number, name: string | undefined): boolean {
  if ((around.parts.get(from) ?? 0) !== (around.parts.get(to) ?? 0)) return false;
  if (around.blocked.size === 0) return true;
  return !around.blocked.has(`${from} ${to} *`) && !around.blocked.has(`${from} ${to} ${name ?? ""}`);
}

/** Puts an advert on the wire for all whom it may reach. */
export function send(world: World, who: number, priority: number): void {
  const { cast, live, now } = world;
  const [actor, one] = [cast.actors[who], live[who]];
  if (actor === undefined || one === undefined) return;
  one.lastSent = now;
  if (!isLinked(world, who)) return;
  for (const heard of cast.hearing[who] ?? []) {
    const { to } = heard;
    const receiver = cast.actors[to];
    if (receiver === undefined || !isLinked(world, to)) continue;
    if (!isConnected(world, actor.node, receiver.node, actor.instance.interface)) continue;
    world.mail.push({ from: who, to, priority, interval: actor.instance.interval, heard });
  }
}

/** Whether an instance takes the advert from its socket at all (H3, F3). */
export function listens({ nodes, cast }: World, { to }: Advert, { state }: Live): boolean {
  const actor = cast.actors[to];
  const node = actor === undefined ? undefined : nodes[actor.node];
  if (actor === undefined || node === undefined || !node.isUp) return false;
  if (node.delayedUntil > 0 && actor.isDeafWhileDelayed) return false;
  return state === "backup" || state === "master";
}
