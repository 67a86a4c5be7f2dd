import type { SimInstance, SimNode } from "./model.js";
import { isFrom } from "./read-model.js";

/** Why a node takes no notice of another one's adverts; the first test that fails (vrrp.c:vrrp_check_packet). */
export type Rejection =
  | "authentication-header"
  | "version"
  | "hmac"
  | "secret"
  | "interval"
  | "checksum"
  | "transport"
  | "addresses"
  | "unicast-source";

/** What one instance makes of another's adverts. `unheard`: none of them reaches it. */
export type Hearing = "accepted" | "unheard" | Rejection;

/** An instance with its machine. */
export interface Speaker {
  readonly node: SimNode;
  readonly instance: SimInstance;
  /** Address it sends from; undefined: not known. */
  readonly address: string | undefined;
}

/** What decides whether an advert is accepted, of its sender or its receiver. */
export interface Spoken {
  readonly instance: Pick<
    SimInstance,
    | "proof"
    | "version"
    | "hmac"
    | "interval"
    | "family"
    | "checksumAsV2"
    | "isUnicast"
    | "advertised"
    | "peers"
    | "checksUnicastSource"
  >;
  readonly node: Pick<SimNode, "release">;
  readonly address: string | undefined;
}

/** Whether interfaces of two nodes are on one segment. */
export type SameSegment = (
  a: SimNode,
  b: SimNode,
  interfaces: readonly [string | undefined, string | undefined],
) => boolean;

/** Whether adverts of `sender` get to the socket on which `receiver` listens, while the network works (H1, H2, H17). */
export function reaches(sender: Speaker, receiver: Speaker, areOneSegment: SameSegment): boolean {
  const [from, to] = [sender.instance, receiver.instance];
  if (from.vrid !== to.vrid || from.family !== to.family) return false;
  if (from.isUnicast) return receiver.address !== undefined && from.peers.has(receiver.address);
  if (from.destination !== to.destination && !to.isUnicast) return false;
  return areOneSegment(sender.node, receiver.node, [from.interface, to.interface]);
}

/** The tests that an advert has to pass, in keepalived's order (H4 to H14; `check_unicast_src` in all releases, X7). Who owns the addresses and ignores all is asked elsewhere. */
export function judgeAdvert(sender: Spoken, receiver: Spoken): Exclude<Hearing, "unheard"> {
  const [from, to] = [sender.instance, receiver.instance];
  const release = receiver.node.release;
  if (from.proof.startsWith("AH ") !== to.proof.startsWith("AH ")) return "authentication-header";
  if (from.version !== to.version) return "version";
  if (!isSigned(from, to)) return "hmac";
  if (to.version === 2 && from.proof !== to.proof) return "secret";
  if (to.version === 2 && from.interval !== to.interval) return "interval";
  if (to.version === 3 && to.family === 4 && from.checksumAsV2 && !to.checksumAsV2) return "checksum";
  if (from.isUnicast !== to.isUnicast) return "transport";
  // Since 2.3.3 other addresses are only logged (H13).
  if (!isFrom(release, "2.3.3") && from.advertised !== to.advertised) return "addresses";
  const isStranger = sender.address !== undefined && !to.peers.has(sender.address);
  if (to.isUnicast && to.checksUnicastSource && isStranger) return "unicast-source";
  return "accepted";
}

/**
 * H7 (vrrp.c:vrrp_auth_ext_verify): who has keys wants a signature by one of them, or none where its mode allows that; for
 * who has no keys a signed advert is too long.
 */
function isSigned({ hmac: sent }: Spoken["instance"], { hmac: known }: Spoken["instance"]): boolean {
  const signs = sent !== undefined && (sent === "unknown" || sent.mode !== "receive-only");
  if (known === undefined) return !signs;
  if (!signs) return known !== "unknown" && known.mode !== "enforce";
  if (sent === "unknown" || known === "unknown" || sent.active === undefined) return true;
  return known.keys.get(sent.active.id)?.secret === sent.active.secret;
}

/** H13 up to 2.3.2: with `skip_check_adv_addr` the addresses are compared only when the sender changes, their number always. */
export const isLenientOnAddresses = ({ instance, node }: Speaker, from: SimInstance): boolean =>
  !isFrom(node.release, "2.3.3") &&
  instance.skipsAddressCheck &&
  from.advertised.split(" ").length === instance.advertised.split(" ").length;
