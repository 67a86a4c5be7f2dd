import { root, type Word } from "../../grammar/index.js";
import { compareReleases } from "../evaluate/release.js";
import { type Family, readAddress } from "../syntax/addresses.js";
import type { Ast, GlobalDefs, Setting, VrrpInstance } from "../syntax/ast.js";
import { type Authentication, readAuthentication } from "./authentication.js";
import { type Fact, factOf } from "./fact.js";
import { type InOrder, type Misfit, type Peer, readInOrder, type VirtualAddress } from "./instance-order.js";
import { isWhole } from "./whole.js";

export type { Misfit, Peer, VirtualAddress };

/** The priority of a router that owns its virtual addresses (vrrp.h:VRRP_PRIO_OWNER, RFC 9568 §5.2.4). */
export const OWNER_PRIORITY = 255;

/** Trackers cannot move another priority out of this range (vrrp_track.c:vrrp_set_effective_priority). */
export const EFFECTIVE_PRIORITY = { lowest: 1, highest: OWNER_PRIORITY - 1 } as const;

/** What applies to a `vrrp_instance` after defaults and global settings (semantics as in vrrp.c:vrrp_complete_instance). */
export interface Instance {
  readonly block: VrrpInstance;
  /** The word after `vrrp_instance`, or the keyword where the name is missing. */
  readonly head: Word;
  readonly name: string | undefined;
  readonly vrid: Fact<number>;
  readonly priority: Fact<number>;
  /** In strict mode it follows the priority, whatever is written. */
  readonly state: Fact<"MASTER" | "BACKUP">;
  readonly interface: Fact<string>;
  /** That of the first address of any kind, 4 without any; undefined when it cannot be known. */
  readonly family: Family | undefined;
  /** The word that fixed the family. */
  readonly familyBy: Word | undefined;
  readonly version: Fact<number>;
  readonly isStrict: Fact<boolean>;
  /** Whether packets to a virtual address are taken; without it a firewall rule drops them. */
  readonly accepts: Fact<boolean>;
  /** In seconds, rounded as the version does. */
  readonly advertInt: Fact<number>;
  readonly authentication: Authentication;
  /** Those of the instance's family; what keepalived drops is in `misfits`. */
  readonly addresses: readonly VirtualAddress[];
  readonly excluded: readonly VirtualAddress[];
  readonly misfits: readonly Misfit[];
  /** Every address of the two lists is known. */
  readonly addressesKnown: boolean;
  readonly isUnicast: boolean;
  readonly source: Fact<string>;
  /** Multicast group of the adverts. */
  readonly destination: Fact<string>;
  readonly peers: readonly Peer[];
  readonly peersKnown: boolean;
  /** `nopreempt` as it is written, unless `preempt` stands behind it. */
  readonly nopreemptSetting: Setting | undefined;
  /** Whether `nopreempt` works: neither a starting MASTER nor an address owner keeps it. */
  readonly nopreempt: boolean;
}

/**
 * Strict mode and unicast on an interface, which can be taken to know multicast: keepalived stops. Releases from 2.2.5
 * to before 2.4.0 ask before they know that the instance is unicast, and go on (vrrp.c:vrrp_complete_instance).
 */
export function isRefusedUnicast(instance: Instance, target: string | undefined): boolean {
  const isBlind = target !== undefined && compareReleases(target, "2.2.5") >= 0 && compareReleases(target, "2.4.0") < 0;
  return !isBlind && instance.isStrict.value === true && instance.isUnicast && instance.interface.value !== undefined;
}

/** All virtual addresses of an instance. */
export const allAddresses = ({ addresses, excluded }: Instance): readonly VirtualAddress[] =>
  excluded.length === 0 ? addresses : [...addresses, ...excluded];

/** What decides about the instances besides the blocks of the configuration. */
export interface InstancesContext {
  readonly isComplete: boolean;
  /** Release; undefined: the newest one. */
  readonly target: string | undefined;
}

/** Effective values of all instances of a node, in order; of one name only the first counts. */
export function readInstances(ast: Ast, { isComplete, target }: InstancesContext): readonly Instance[] {
  const globals = ast.globalDefs;
  const isStrict = readGlobalStrict(globals, target);
  const names = new Set<string>();
  return ast.vrrpInstance
    .filter(({ args: { name } }) => {
      if (name?.value === undefined) return true;
      const isNew = !names.has(name.value);
      names.add(name.value);
      return isNew;
    })
    .map((block) => readInstance(block, globals, isStrict, isComplete));
}

function readInstance(
  block: VrrpInstance,
  globals: GlobalDefs | undefined,
  globalStrict: Fact<boolean> | undefined,
  isComplete: boolean,
): Instance {
  const nameValue = block.args.name;
  const head = nameValue?.word ?? firstWord(block);
  const order = readInOrder(block);
  // A line that is not known may be the missing one, misspelt: then no default is certain.
  const hasDefaults = isWhole(block, { isComplete });
  const family = order.family ?? (order.familyKnown && hasDefaults ? 4 : undefined);
  const isStrict = readStrict(block, globalStrict, head);
  const version = readVersion(order, globals, family, isStrict.value, head);
  const written = factOf<"MASTER" | "BACKUP">(order.state, undefined, head);
  const priority = certain(readPriority(block, written, head), hasDefaults);
  const read = readAuthentication(block, { version: version.value, strict: isStrict.value, family }, head);
  const isCertain = block.authentication !== undefined || hasDefaults;
  const authentication: Authentication = isCertain ? read : { ...read, kind: "unknown", secret: undefined };
  const state = readState(written, priority.value, isStrict.value, authentication);
  return {
    block,
    head,
    name: nameValue?.value,
    vrid: factOf(block.virtualRouterId, undefined, head),
    priority,
    state,
    interface: factOf<string>(block.interface, globals?.defaultInterface?.value, head),
    family,
    familyBy: order.familyBy,
    version,
    isStrict,
    accepts: readAccept(order, priority.value, isStrict.value, version.value, head),
    advertInt: roundedInterval(certain(writtenInterval(block, head), hasDefaults), version.value),
    authentication,
    addresses: order.addresses,
    excluded: order.excluded,
    misfits: order.misfits,
    addressesKnown: order.addressesKnown,
    isUnicast: order.peers.length > 0 || !order.peersKnown,
    source: sourceOf(order, head),
    destination: readDestination(order, globals, family, head),
    peers: order.peers,
    peersKnown: order.peersKnown,
    nopreemptSetting: order.nopreempt,
    nopreempt: order.nopreempt !== undefined && state.value !== "MASTER" && priority.value !== OWNER_PRIORITY,
  };
}

const writtenInterval = (block: VrrpInstance, head: Word): Fact<number> =>
  factOf<number>(block.advertInt, root.vrrp_instance.children.advert_int.default, head);

const certain = <T>(fact: Fact<T>, hasDefaults: boolean): Fact<T> =>
  fact.isDefault && !hasDefaults ? { ...fact, value: undefined } : fact;

const sourceOf = ({ source }: InOrder, head: Word): Fact<string> => ({
  value: source?.value?.address,
  at: source?.word ?? head,
  isDefault: source === undefined,
});

const firstWord = (block: VrrpInstance): Word => {
  const word = block.statement.keyword;
  if (word === undefined) throw new Error("a vrrp_instance block without its keyword");
  return word;
};

/** 255 when `state MASTER` stands without a priority, else 100 (vrrp.c:vrrp_complete_instance). */
function readPriority(block: VrrpInstance, state: Fact<"MASTER" | "BACKUP">, head: Word): Fact<number> {
  const usual = root.vrrp_instance.children.priority.default;
  if (block.priority !== undefined || state.isDefault) return factOf<number>(block.priority, usual, head);
  const value = state.value === undefined ? undefined : state.value === "MASTER" ? OWNER_PRIORITY : usual;
  return { value, at: head, isDefault: true };
}

/** Without a setting, and always in strict mode, the owner is MASTER; AH lets nobody else start as MASTER. */
function readState(
  written: Fact<"MASTER" | "BACKUP">,
  priority: number | undefined,
  isStrict: boolean | undefined,
  authentication: Authentication,
): Fact<"MASTER" | "BACKUP"> {
  const isOwner = priority === OWNER_PRIORITY;
  if (written.isDefault || isStrict === true) {
    const value = priority === undefined ? undefined : isOwner ? "MASTER" : "BACKUP";
    return { ...written, value };
  }
  if (isStrict === undefined) return { ...written, value: undefined };
  if (authentication.kind === "AH" && written.value === "MASTER" && !isOwner) return { ...written, value: "BACKUP" };
  return written;
}

/** Before 2.3.0 `vrrp_strict off` switches it on too (global_parser.c:vrrp_strict_handler). */
function readGlobalStrict(globals: GlobalDefs | undefined, target: string | undefined): Fact<boolean> | undefined {
  const setting = globals?.vrrpStrict;
  if (setting === undefined) return undefined;
  const isBlind = target !== undefined && compareReleases(target, "2.3.0") < 0;
  return { value: isBlind ? true : setting.value, at: setting.word, isDefault: true };
}

/** The instance's `strict_mode`, else `vrrp_strict`. */
function readStrict(block: VrrpInstance, globalStrict: Fact<boolean> | undefined, head: Word): Fact<boolean> {
  if (block.strictMode !== undefined) return factOf(block.strictMode, false, head);
  return globalStrict ?? { value: false, at: head, isDefault: true };
}

/** The instance's `version` where it counts; IPv6 means 3; else the global one, else 2. */
function readVersion(
  order: InOrder,
  globals: GlobalDefs | undefined,
  family: Family | undefined,
  isStrict: boolean | undefined,
  head: Word,
): Fact<number> {
  const { version } = order;
  if (family === 6 && version?.value === 2) {
    // Version 2 in front of the first IPv6 address is kept outside strict mode.
    return { value: isStrict === undefined ? undefined : isStrict ? 3 : 2, at: version.word, isDefault: false };
  }
  if (version !== undefined) return factOf(version, undefined, head);
  if (family === 6) return { value: 3, at: head, isDefault: true };
  const known = factOf<number>(globals?.vrrpVersion, root.global_defs.children.vrrp_version.default, head);
  return { value: family === undefined ? undefined : known.value, at: known.at, isDefault: true };
}

/** On, but off in strict mode for all but the owner; version 2 in strict mode overrules `accept`. */
function readAccept(
  { accept }: InOrder,
  priority: number | undefined,
  isStrict: boolean | undefined,
  version: number | undefined,
  head: Word,
): Fact<boolean> {
  const at = accept?.word ?? head;
  const isDefault = accept === undefined;
  if (priority === OWNER_PRIORITY) return { value: true, at, isDefault };
  if (accept?.place.name === "no_accept") return { value: false, at, isDefault };
  if (isStrict === undefined || priority === undefined) return { value: undefined, at, isDefault };
  if (!isStrict) return { value: true, at, isDefault };
  if (isDefault) return { value: false, at, isDefault };
  return { value: version === undefined ? undefined : version === 3, at, isDefault };
}

/** Version 2 sends whole seconds, version 3 hundredths up to 40.95 (vrrp.c:vrrp_complete_instance). */
function roundedInterval(fact: Fact<number>, version: number | undefined): Fact<number> {
  if (fact.value === undefined || version === undefined) return { ...fact, value: undefined };
  const value =
    version === 2
      ? Math.max(1, Math.round(fact.value))
      : Math.min(40.95, Math.max(0.01, Math.round(fact.value * 100) / 100));
  return value === fact.value ? fact : { ...fact, value };
}

const GROUPS = { 4: "224.0.0.18", 6: "ff02::12" } as const;

/** `mcast_dst_ip`, else the global group of the family, else the one of the RFC. */
function readDestination(
  order: InOrder,
  globals: GlobalDefs | undefined,
  family: Family | undefined,
  head: Word,
): Fact<string> {
  const { destination } = order;
  if (destination !== undefined) return { value: destination.value?.address, at: destination.word, isDefault: false };
  if (family === undefined) return { value: undefined, at: head, isDefault: true };
  const setting = family === 4 ? globals?.vrrpMcastGroup4 : globals?.vrrpMcastGroup6;
  if (setting === undefined) return { value: GROUPS[family], at: head, isDefault: true };
  const value = setting.value === undefined ? undefined : readAddress(addressText(setting.value))?.address;
  return { value, at: setting.word, isDefault: true };
}

const addressText = (value: string | { readonly address: string }): string =>
  typeof value === "string" ? value : value.address;
