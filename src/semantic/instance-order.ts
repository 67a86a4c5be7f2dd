import type { Word } from "../../grammar/index.js";
import {
  addressBytes,
  type Family,
  type IpAddress,
  type IpPrefix,
  isMulticast,
  readAddress,
} from "../syntax/addresses.js";
import type { Value } from "../syntax/arguments.js";
import type { Setting, Typed, VrrpInstance } from "../syntax/ast.js";

type AddressEntry = VrrpInstance["virtualIpaddress"][number];

/** A virtual address of an instance. */
export interface VirtualAddress extends IpPrefix {
  readonly word: Word;
  readonly entry: AddressEntry;
}

/** A router that an instance sends to. */
export interface Peer extends IpAddress {
  readonly word: Word;
}

/** An address of the other family than the instance's: keepalived drops it. */
export interface Misfit {
  readonly kind: "virtual" | "peer" | "source" | "destination" | "native";
  readonly family: Family;
  readonly word: Word;
  /** The line of the list it stands in; undefined for a setting. */
  readonly entry: AddressEntry | undefined;
}

/** What the order of the lines decides, as the handlers of vrrp_parser.c see them one after the other. */
export interface InOrder {
  readonly family: Family | undefined;
  /** The word that fixed the family. */
  readonly familyBy: Word | undefined;
  /** Of the family, without what was dropped. */
  readonly addresses: readonly VirtualAddress[];
  readonly excluded: readonly VirtualAddress[];
  readonly peers: readonly Peer[];
  readonly misfits: readonly Misfit[];
  /** Set when it counts: not refused, and of the instance's family. */
  readonly source: Setting<IpAddress> | undefined;
  readonly destination: Setting<IpAddress> | undefined;
  readonly version: Setting<number> | undefined;
  readonly state: Setting<"MASTER" | "BACKUP"> | undefined;
  /** `nopreempt`, unless `preempt` stands behind it. */
  readonly nopreempt: Setting | undefined;
  readonly accept: Setting | undefined;
  readonly addressesKnown: boolean;
  readonly peersKnown: boolean;
  /** A word that could fix the family is not known. */
  readonly familyKnown: boolean;
}

type MutableOrder = { -readonly [K in keyof InOrder]: InOrder[K] } & { peerAddresses: Set<string> | undefined };

/** Reads an instance line by line. */
export function readInOrder(block: VrrpInstance): InOrder {
  const order: MutableOrder = {
    family: undefined,
    familyBy: undefined,
    addresses: NONE,
    excluded: NONE,
    peers: NONE,
    peerAddresses: undefined,
    misfits: NONE,
    source: undefined,
    destination: undefined,
    version: undefined,
    state: undefined,
    nopreempt: undefined,
    accept: undefined,
    addressesKnown: true,
    peersKnown: true,
    familyKnown: true,
  };
  for (const element of block.contents) HANDLERS[element.place.name]?.(order, element);
  return order;
}

const NONE: readonly never[] = [];

/** The list with one more. An array that is pushed to has room for 17, and nearly all instances need one. */
function grown<T>(list: readonly T[], one: T): readonly T[] {
  if (list.length === 0) return [one];
  (list as T[]).push(one);
  return list;
}

const HANDLERS: Readonly<Record<string, (order: MutableOrder, element: Typed) => void>> = {
  virtual_ipaddress: (order, element) => {
    const entry = element as AddressEntry;
    order.addressesKnown &&= entry.address?.state !== "unknown";
    const address = take(order, "virtual", entry.address, entry);
    if (address !== undefined && entry.address !== undefined)
      order.addresses = grown(order.addresses, placed(address, entry.address.word, entry));
  },
  virtual_ipaddress_excluded: (order, element) => {
    const entry = element as AddressEntry;
    order.addressesKnown &&= entry.address?.state !== "unknown";
    if (entry.address?.value === undefined) return;
    order.excluded = grown(order.excluded, placed(entry.address.value, entry.address.word, entry));
  },
  unicast_peer: (order, element) => {
    const { address: value } = element as VrrpInstance["unicastPeer"][number];
    order.peersKnown &&= value?.state !== "unknown";
    const address = take(order, "peer", value);
    if (address === undefined || value === undefined) return;
    // A repeated one is dropped with a report (vrrp_data.c:alloc_vrrp_unicast_peer).
    order.peerAddresses ??= new Set();
    if (order.peerAddresses.has(address.address)) return;
    order.peerAddresses.add(address.address);
    order.peers = grown(order.peers, { address: address.address, family: address.family, word: value.word });
  },
  unicast_src_ip: takeSource,
  mcast_src_ip: takeSource,
  mcast_dst_ip: (order, element) => {
    const setting = element as Setting<IpAddress>;
    const address = take(order, "destination", setting);
    // An address that is no group is refused, but has fixed the family before.
    const refused = setting.state === "invalid" ? readAddress(setting.word.value) : undefined;
    if (refused !== undefined) fix(order, refused.family, setting.word);
    // One that is refused also clears what was set before.
    order.destination = setting.state === "known" && !isGroup(address) ? undefined : setting;
  },
  use_ipvlan: (order, element) => {
    const address = (element as Setting).args.address;
    if (isValue(address)) take(order, "source", address as Value<IpAddress>);
  },
  native_ipv6: (order, element) => {
    const { word } = element as Setting;
    fix(order, 6, word);
    if (order.family !== 6) order.misfits = grown(order.misfits, { kind: "native", family: 6, word, entry: undefined });
  },
  version: (order, element) => {
    const setting = element as Setting<number>;
    const isRefused =
      setting.value !== undefined &&
      (order.version?.value !== undefined
        ? order.version.value !== setting.value
        : setting.value === 2 && order.family === 6);
    if (!isRefused && (order.version === undefined || order.version.state === "invalid")) order.version = setting;
  },
  // MASTER stands over a later BACKUP; a word that is neither becomes BACKUP (vrrp_parser.c:vrrp_state_handler).
  state: (order, element) => {
    const setting = element as Setting<"MASTER" | "BACKUP">;
    if (order.state?.value !== "MASTER" || setting.value !== "BACKUP") order.state = setting;
  },
  nopreempt: (order, element) => {
    order.nopreempt ??= element as Setting;
  },
  preempt: (order) => {
    order.nopreempt = undefined;
  },
  accept: (order, element) => {
    order.accept = element as Setting;
  },
  no_accept: (order, element) => {
    order.accept = element as Setting;
  },
};

const placed = ({ address, family, prefix }: IpPrefix, word: Word, entry: AddressEntry): VirtualAddress => ({
  address,
  family,
  prefix,
  word,
  entry,
});

/** IPv6 takes groups of the local link only (vrrp_parser.c:vrrp_mcast_dstip_handler). */
const isGroup = (address: IpAddress | undefined): boolean =>
  address !== undefined && isMulticast(address) && (address.family === 4 || (addressBytes(address)[1] ?? 0) % 16 === 2);

const isValue = (value: Value | readonly Value[] | undefined): value is Value =>
  value !== undefined && !Array.isArray(value);

function takeSource(order: MutableOrder, element: Typed): void {
  const setting = element as Setting<IpAddress>;
  const address = take(order, "source", setting);
  // A malformed one is skipped; one of the other family also clears what was set before.
  if (address !== undefined || setting.state === "unknown") order.source = setting;
  else if (setting.state === "known") order.source = undefined;
}

/** The address if it is valid and of the instance's family, which the first one fixes. */
function take<A extends IpAddress>(
  order: MutableOrder,
  kind: Misfit["kind"],
  value: { readonly value: A | undefined; readonly state: Value["state"]; readonly word: Word } | undefined,
  entry?: AddressEntry,
): A | undefined {
  if (value === undefined) return undefined;
  // Also what is refused: which family was meant is not known.
  if (value.state !== "known") order.familyKnown = false;
  const address = value.value;
  if (address === undefined) return undefined;
  fix(order, address.family, value.word);
  if (address.family === order.family) return address;
  order.misfits = grown(order.misfits, { kind, family: address.family, word: value.word, entry });
  return undefined;
}

function fix(order: MutableOrder, family: Family, word: Word): void {
  if (order.family !== undefined) return;
  order.family = family;
  order.familyBy = word;
}
