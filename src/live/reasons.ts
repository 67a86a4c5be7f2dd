import { readHmac } from "../cluster/hmac.js";
import { OWNER_PRIORITY } from "../semantic/instances.js";
import { judgeAdvert, type Rejection, type Spoken } from "../simulate/hears.js";
import { SECOND } from "../simulate/model.js";
import { addressBytes, readAddress } from "../syntax/addresses.js";
import type { Counters, Running } from "./dump.js";
import type { LiveMember } from "./nodes.js";

/** Why one node does not yield to the adverts of another. */
export type ReasonKind =
  | Rejection
  /** Their router ids, families or groups differ, so the adverts are those of another router. */
  | "router-id"
  | "family"
  | "group"
  /** The sender does not send to the receiver. */
  | "peer"
  | "same-source"
  | "owners"
  /** Counted without a difference that can be seen. */
  | "length"
  | "ttl"
  | "type"
  | "auth-type"
  /** Nothing arrives although all agree. */
  | "silence";

/** A reason with its proof. */
export interface Reason {
  readonly kind: ReasonKind;
  /** What the sender and the receiver have; undefined for secrets and what has no value. */
  readonly sends: string | undefined;
  readonly expects: string | undefined;
  /** How often the receiver has counted it; undefined: it has no counter, or the counters are not there. */
  readonly counted: number | undefined;
}

/** The adverts of `sender`, as `receiver` takes them. */
export interface Deafness {
  readonly sender: LiveMember;
  readonly receiver: LiveMember;
  /** The first is the test that fails now; the others would be next. */
  readonly reasons: readonly Reason[];
  /** The receiver is the one that should yield. */
  readonly shouldYield: boolean;
}

/** Why two holders of a virtual router do not hear each other, the one that should yield first. */
export function whyBoth(a: LiveMember, b: LiveMember): readonly Deafness[] {
  const both = [judge(a, b), judge(b, a)].sort((x, y) => Number(y.shouldYield) - Number(x.shouldYield));
  // Who need not yield is of interest where it says what the other one does not.
  return both.filter(({ shouldYield, reasons }) => shouldYield || reasons.some(({ kind }) => kind !== "silence"));
}

function judge(sender: LiveMember, receiver: LiveMember): Deafness {
  const shouldYield = yieldsTo(receiver.running, sender.running);
  const found = [...addressed(sender.running, receiver.running), ...rejected(sender, receiver)];
  const seen = found.length > 0 ? found : countedOnly(receiver.running);
  const reasons = seen.length > 0 ? seen : silence(sender.running, receiver.running);
  return { sender, receiver, reasons, shouldYield };
}

/** M3: the higher priority, then the higher address (vrrp.c:vrrp_state_master_rx). */
function yieldsTo(own: Running, other: Running): boolean {
  const [mine, theirs] = [own.effective ?? 0, other.effective ?? 0];
  if (mine !== theirs) return mine < theirs;
  return compareAddresses(own.source?.address, other.source?.address) <= 0;
}

function compareAddresses(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a, b].map((text) => readAddress(text ?? ""));
  if (left === undefined || right === undefined) return 0;
  const others = addressBytes(right);
  const place = addressBytes(left).findIndex((byte, at) => byte !== others[at]);
  return place < 0 ? 0 : (addressBytes(left)[place] ?? 0) - (others[place] ?? 0);
}

const reason = (kind: ReasonKind, sends?: unknown, expects?: unknown, counted?: number): Reason => ({
  kind,
  sends: sends === undefined ? undefined : `${sends}`,
  expects: expects === undefined ? undefined : `${expects}`,
  counted,
});

/** Why adverts do not get to the receiver's socket at all (H1, H2, H17). */
function addressed(from: Running, to: Running): readonly Reason[] {
  const reasons: Reason[] = [];
  if (differ(from.vrid, to.vrid)) reasons.push(reason("router-id", from.vrid, to.vrid));
  if (differ(from.family, to.family)) reasons.push(reason("family", `IPv${from.family}`, `IPv${to.family}`));
  const own = to.source?.address;
  if (own !== undefined && own === from.source?.address) reasons.push(reason("same-source", own, own));
  else if (from.isUnicast === true && own !== undefined && from.peers?.includes(own) === false)
    reasons.push(reason("peer", from.peers.join(", ") || "no peer", own));
  else if (from.isUnicast === false && to.isUnicast === false && differ(from.group, to.group))
    reasons.push(reason("group", from.group, to.group));
  const areOwners = from.effective === OWNER_PRIORITY && to.effective === OWNER_PRIORITY;
  if (areOwners) reasons.push(reason("owners", OWNER_PRIORITY, OWNER_PRIORITY));
  return reasons;
}

const differ = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && b !== undefined && a !== b;

/** Tests of the receiver that fail, in keepalived's order: what fails is taken as equal, and judged again. */
function rejected(sender: LiveMember, receiver: LiveMember): readonly Reason[] {
  const reasons: Reason[] = [];
  const to = spoken(receiver, sender);
  let from = spoken(sender, receiver);
  for (let kind = judgeAdvert(from, to); kind !== "accepted"; kind = judgeAdvert(from, to)) {
    reasons.push(rejection(kind, sender.running, receiver.running));
    from = { ...from, ...asEqual(kind, from, to) };
  }
  return withHidden(reasons, sender.running, receiver.running);
}

/** Tests that come after that of the secret (vrrp.c:vrrp_check_packet). */
const AFTER_SECRET: ReadonlySet<ReasonKind> = new Set([
  "interval",
  "checksum",
  "transport",
  "addresses",
  "unicast-source",
]);

/** A secret that is hidden is compared by the receiver alone, which counts how often it fails. */
function withHidden(reasons: readonly Reason[], from: Running, to: Running): readonly Reason[] {
  const isHidden = from.auth?.secret === undefined || to.auth?.secret === undefined;
  const failures = to.counters?.authFailure ?? 0;
  const isKnown = reasons.some(({ kind }) => kind === "secret" || kind === "authentication-header");
  if (reasons.length === 0 || to.auth?.kind === "none" || !isHidden || failures === 0 || isKnown) return reasons;
  const place = reasons.findIndex(({ kind }) => AFTER_SECRET.has(kind));
  const hidden = reason("secret", undefined, undefined, failures);
  return place < 0 ? [...reasons, hidden] : [...reasons.slice(0, place), hidden, ...reasons.slice(place)];
}

function asEqual(kind: Rejection, from: Spoken, { instance: own }: Spoken): Partial<Spoken> {
  const set = (values: Partial<Spoken["instance"]>): Partial<Spoken> => ({ instance: { ...from.instance, ...values } });
  switch (kind) {
    case "authentication-header":
    case "secret":
      return set({ proof: own.proof });
    case "version":
      return set({ version: own.version, interval: own.interval });
    case "hmac":
      return set({ hmac: own.hmac });
    case "interval":
      return set({ interval: own.interval });
    case "checksum":
      return set({ checksumAsV2: own.checksumAsV2 });
    case "transport":
      return set({ isUnicast: own.isUnicast });
    case "addresses":
      return set({ advertised: own.advertised });
    case "unicast-source":
      return { address: undefined };
  }
}

/**
 * An instance as the model judges it. What its dump does not say is taken from the other one, so that it is no difference:
 * of a secret that is hidden, only the counters can say that it differs.
 */
function spoken({ running, node }: LiveMember, { running: other }: LiveMember): Spoken {
  const version = running.version ?? other.version ?? 2;
  const addresses = running.addresses ?? other.addresses ?? [];
  return {
    node: { release: node.release },
    address: running.source?.address,
    instance: {
      version,
      family: running.family ?? other.family ?? 4,
      proof: version === 3 ? "none" : proofOf(running, other),
      hmac: running.hmac === undefined ? undefined : "unknown",
      interval: Math.round((running.interval ?? other.interval ?? 1) * SECOND),
      checksumAsV2: running.checksumAsV2 ?? false,
      isUnicast: running.isUnicast ?? other.isUnicast ?? false,
      advertised: [...new Set(addresses.map(({ address }) => address))].sort().join(" "),
      peers: new Set(running.peers ?? []),
      checksUnicastSource: running.checksUnicastSource ?? false,
    },
  };
}

function proofOf({ auth }: Running, { auth: other }: Running): string {
  const kind = auth?.kind ?? other?.kind ?? "none";
  if (kind === "none") return "none";
  const areShown = auth?.secret !== undefined && other?.secret !== undefined;
  return `${kind} ${areShown ? auth.secret : ""}`;
}

function rejection(kind: Rejection, from: Running, to: Running): Reason {
  const { counters } = to;
  const texts = (name: (running: Running) => unknown, counted?: number): Reason =>
    reason(kind, name(from), name(to), counted);
  switch (kind) {
    case "authentication-header":
      return texts(({ auth }) => auth?.kind, counters?.authTypeMismatch);
    case "secret":
      if (differ(from.auth?.kind, to.auth?.kind)) return texts(({ auth }) => auth?.kind, counters?.authTypeMismatch);
      return reason(kind, undefined, undefined, counters?.authFailure);
    case "version":
      return texts(({ version }) => version);
    case "hmac":
      return texts(({ hmac }) => (hmac === undefined ? "none" : "auth_hmac"), counters && hmacErrors(counters));
    case "interval":
      return texts(({ interval }) => `${interval} s`);
    case "checksum":
      return texts(({ checksumAsV2 }) => (checksumAsV2 === true ? "as version 2" : "with the addresses"));
    case "transport":
      return texts(({ isUnicast }) => (isUnicast === true ? "unicast" : "multicast"), counters?.addresses);
    case "addresses":
      return texts(({ addresses }) => addresses?.map(({ address }) => address).join(", "), counters?.addresses);
    case "unicast-source":
      return reason(kind, from.source?.address, to.peers?.join(", "));
  }
}

/** A signed advert is too long for who has no keys (vrrp.c:vrrp_check_packet). */
const hmacErrors = (counters: Counters): number =>
  counters.length +
  counters.hmacMissing +
  counters.hmacMalformed +
  counters.hmacUnknownKey +
  counters.hmacInvalid +
  counters.hmacStale +
  counters.hmacReplay;

/** What a receiver has counted where no difference can be seen. Secrets that are shown and equal were other ones once. */
function countedOnly({ counters, auth, hmac }: Running): readonly Reason[] {
  if (counters === undefined) return [];
  const reasons: Reason[] = [];
  const add = (kind: ReasonKind, counted: number): void => {
    if (counted > 0) reasons.push(reason(kind, undefined, undefined, counted));
  };
  if (auth?.secret === undefined) add("secret", counters.authFailure);
  if (hmac !== undefined) add("hmac", hmacErrors(counters) - counters.length);
  add("length", counters.length);
  add("ttl", counters.ttl);
  add("auth-type", counters.invalidAuthType);
  add("type", counters.invalidType);
  return reasons;
}

/** All agree, and yet the receiver does not yield: adverts do not arrive. */
const silence = (from: Running, to: Running): readonly Reason[] => [
  reason("silence", from.counters?.sent, to.counters?.received),
];

/** Reasons by which files differ: the same tests for what is written. */
export function writtenReasons(sender: LiveMember, receiver: LiveMember): ReadonlySet<ReasonKind> {
  const [from, to] = [asWritten(sender), asWritten(receiver)];
  if (from === undefined || to === undefined) return new Set();
  const kinds = [...addressed(from.running, to.running), ...rejected(from, to)].map(({ kind }) => kind);
  const [own, other] = [sender.written && readHmac(sender.written), receiver.written && readHmac(receiver.written)];
  const areKeys = typeof own === "object" && typeof other === "object";
  const areOther = areKeys && own.active !== undefined && other.keys.get(own.active.id)?.secret !== own.active.secret;
  return new Set(areOther ? [...kinds, "hmac"] : kinds);
}

/** The member as it would run with what is written now. */
function asWritten(member: LiveMember): LiveMember | undefined {
  const { written, running, node } = member;
  if (written === undefined) return undefined;
  const { authentication: auth } = written;
  return {
    ...member,
    node,
    running: {
      ...running,
      vrid: written.vrid.value ?? running.vrid,
      family: written.family ?? running.family,
      version: written.version.value === 3 ? 3 : written.version.value === 2 ? 2 : running.version,
      interval: written.advertInt.value ?? running.interval,
      group: written.destination.value ?? running.group,
      isUnicast: written.isUnicast,
      peers: written.peersKnown ? written.peers.map(({ address }) => address) : running.peers,
      auth: auth.kind === "unknown" ? running.auth : { kind: auth.kind, secret: auth.secret },
      hmac: readHmac(written) === undefined ? undefined : "on",
      addresses: written.addressesKnown
        ? written.addresses.map(({ address, family }) => ({ address, family, isSet: false }))
        : running.addresses,
      effective: undefined,
    },
  };
}
