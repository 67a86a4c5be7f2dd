import type { Effect } from "../simulate/explore.js";
import type { Rejection } from "../simulate/hears.js";
import type { Subject } from "../simulate/outcome.js";
import type { World } from "../simulate/world.js";

/** What differs where an advert is rejected (H4 to H14). */
const DIFFERS: Readonly<Record<Rejection, string>> = {
  "authentication-header": "auth_type differs",
  version: "the VRRP version differs",
  hmac: "auth_hmac differs",
  secret: "authentication differs",
  interval: "advert_int differs",
  checksum: "v3_checksum_as_v2 differs",
  transport: "one is unicast, the other multicast",
  addresses: "virtual_ipaddress differs",
  "unicast-source": "it is not among its peers",
};

/** Why two nodes hold a router although the network connects them: `lb2 rejects lb1: advert_int differs`. */
export function whyDeaf(world: World, subject: Subject, { after }: Pick<Effect, "after">): string | undefined {
  const holders = after.find(({ length }) => length > 1) ?? [];
  const actors = subject.actors
    .filter((who) => holders.includes(world.cast.actors[who]?.node ?? -1))
    .toSorted((a, b) => (world.live[b]?.effective ?? 0) - (world.live[a]?.effective ?? 0));
  // The weaker one would step back if it took the adverts of the stronger.
  for (const [at, strong] of actors.entries()) {
    for (const weak of actors.slice(at + 1)) {
      const found = whyDeafTo(world, strong, weak) ?? whyDeafTo(world, weak, strong);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function whyDeafTo({ cast }: World, from: number, to: number): string | undefined {
  const [sender, receiver] = [cast.actors[from], cast.actors[to]];
  if (sender === undefined || receiver === undefined || sender.node === receiver.node) return undefined;
  const [a, b] = [sender, receiver].map(({ node }) => cast.nodes[node]?.name ?? "");
  const how = cast.hearing[from]?.find((one) => one.to === to)?.how;
  if (how === "accepted") return undefined;
  if (how !== undefined) return `${b} rejects ${a}: ${DIFFERS[how]}`;
  return sender.instance.isUnicast ? `${a} does not send to ${b}` : `adverts of ${a} do not reach ${b}`;
}
