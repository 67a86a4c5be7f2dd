import { isMulticast, readAddress } from "../../syntax/addresses.js";
import { type Flow, type HostNeeds, PROTOCOLS } from "../flow.js";
import { isIptables, readIptables } from "./iptables.js";
import { readNftables } from "./nftables.js";
import { type Fate, fateOf, type Packet, type Ruleset } from "./ruleset.js";

/** What rules do to one flow of adverts. */
export interface JudgedFlow {
  readonly flow: Flow;
  /** `late`: dropped until this node has sent an advert to the same peer, whose adverts are replies from then on. */
  readonly fate: Fate | { readonly kind: "late"; readonly by: string };
}

/** Reads `nft -j list ruleset`, `iptables-save` or `ip6tables-save`. Throws with a reason for any other text. */
export function readRuleset(text: string): Ruleset {
  if (isIptables(text)) return readIptables(text);
  try {
    return readNftables(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error('it is neither the output of "nft -j list ruleset" nor that of "iptables-save"');
  }
}

/** All rules of several files. */
export const joined = (rulesets: readonly Ruleset[]): Ruleset => ({
  chains: rulesets.flatMap(({ chains }) => chains),
  families: rulesets.flatMap(({ families }) => families),
});

/** What the rules of a host do to the adverts that it has to send and receive. */
export function judgeAdverts(ruleset: Ruleset, { flows }: HostNeeds): readonly JudgedFlow[] {
  return flows
    .filter(({ protocol }) => protocol === "vrrp" || protocol === "ah")
    .map((flow) => ({ flow, fate: fateOfFlow(ruleset, flow) }));
}

/**
 * An advert to a group is a new connection each time, as nobody answers it. Unicast is one in both directions once this
 * node has sent (measured with 2.2.7: with `ct state established accept` alone both are MASTER for a moment).
 */
function fateOfFlow(ruleset: Ruleset, flow: Flow): JudgedFlow["fate"] {
  const packet = packetOf(flow);
  const fate = fateOf(ruleset, packet);
  if (fate.kind !== "dropped" || packet.isMulticast) return fate;
  const later = fateOf(ruleset, { ...packet, state: "established" });
  if (later.kind !== "passes") return fate;
  // Whether the peer has sent before this node has to is not known.
  return { kind: packet.direction === "in" ? "late" : "unknown", by: fate.by };
}

function packetOf({ direction, family, protocol, from, to, interface: device }: Flow): Packet {
  const target = readAddress(to ?? "");
  const isToGroup = target !== undefined && isMulticast(target);
  return {
    direction: direction === "in" ? "in" : "out",
    family,
    protocol: PROTOCOLS[protocol],
    from: from ?? (isToGroup && family === 6 ? LINK_LOCAL : undefined),
    to,
    interface: device,
    isMulticast: isToGroup,
    state: "new",
  };
}

/** Adverts to a group have a link-local source with IPv6 (RFC 9568 §5.1.2.1). */
const LINK_LOCAL = "fe80::/10";
