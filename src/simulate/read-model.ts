import { readHmac } from "../cluster/hmac.js";
import { compareReleases } from "../evaluate/release.js";
import type { Instance } from "../semantic/instances.js";
import { OWNER_PRIORITY } from "../semantic/instances.js";
import { lostDelays } from "../semantic/interface-delays.js";
import type { Node } from "../semantic/node.js";
import { CLASS_OF } from "../semantic/track-lines.js";
import { interfaceTracker, type Tracker } from "../semantic/trackers.js";
import type { Setting } from "../syntax/ast.js";
import { type Lag, NEVER, SECOND, type SimInstance, type SimNode, type SimScript, type SimTracker } from "./model.js";

/** An instance that cannot be played, and why. */
export interface Unplayable {
  readonly node: string;
  readonly instance: Instance;
  /** What is missing: `priority`, `virtual_router_id` and so on. */
  readonly missing: string;
}

export interface ReadModel {
  readonly nodes: readonly SimNode[];
  /** Instances whose files do not tell enough; the simulation leaves them out. */
  readonly left: readonly Unplayable[];
}

/** What a simulation needs of some nodes; unknown values leave their instance out instead of being guessed. */
export function readModel(nodes: readonly Node[], releaseOf: (node: Node) => string | undefined): ReadModel {
  const left: Unplayable[] = [];
  return { nodes: nodes.map((node) => readNode(node, releaseOf(node), left)), left };
}

function readNode(node: Node, release: string | undefined, left: Unplayable[]): SimNode {
  const kept = node.instances.flatMap((instance) => {
    const missing = missingOf(instance, node.trackers(instance));
    if (missing === undefined) return [instance];
    left.push({ node: node.name, instance, missing });
    return [];
  });
  const groups = node.syncGroups.map(({ instances }) => instances.filter((instance) => kept.includes(instance)));
  const groupOf = new Map(groups.flatMap((group, at) => group.map((instance) => [instance, at] as const)));
  const instances = kept.map((instance) => readInstance(instance, node, release, groupOf.get(instance)));
  const position = new Map(kept.map((instance, at) => [instance, at]));
  return {
    name: node.name,
    release,
    startupDelay: startupDelay(node),
    instances,
    groups: groups.map((group) => group.flatMap((instance) => position.get(instance) ?? [])),
    scripts: scriptsOf(node, instances),
    lags: lagsOf(node),
    defined: {
      script: node.names.known(CLASS_OF.script),
      file: node.names.known(CLASS_OF.file),
      process: node.names.known(CLASS_OF.process),
      bfd: node.names.known(CLASS_OF.bfd),
    },
  };
}

/** D13: without these no advert is sent (vrrp.c:vrrp_complete_instance). */
function missingOf(instance: Instance, trackers: readonly Tracker[]): string | undefined {
  if (instance.name === undefined) return "name";
  if (instance.vrid.value === undefined) return "virtual_router_id";
  if (instance.priority.value === undefined) return "priority";
  // Where no address can be read, IPv6 is as likely as IPv4.
  if (instance.family === undefined) return "virtual_ipaddress";
  if (instance.version.value === undefined) return "version";
  if (instance.advertInt.value === undefined) return "advert_int";
  if (instance.authentication.kind === "unknown") return "authentication";
  if (!instance.peersKnown) return "unicast_peer";
  if (trackers.some(({ ignored, weight }) => ignored === undefined && weight === undefined)) return "weight";
  return undefined;
}

const seconds = (value: unknown, fallback: number): number =>
  Math.round((typeof value === "number" ? value : fallback) * SECOND);

/** The largest of all, as keepalived takes it (global_parser.c:vrrp_startup_delay_handler). */
function startupDelay({ ast }: Node): number {
  return seconds((ast.globalDefs?.vrrpStartupDelay as Setting<number> | undefined)?.value, 0);
}

/** `interface_up_down_delays`, which may not outlast the adverts (vrrp.c:check_debounce_timers), and those of processes. */
function lagsOf(node: Node): ReadonlyMap<string, Lag> {
  const lags = new Map<string, Lag>();
  const lost = new Map(lostDelays(node).map(({ entry, longest }) => [entry, seconds(longest, 0)]));
  for (const entry of node.ast.interfaceUpDownDelays) {
    const name = entry.interface?.value;
    if (name === undefined) continue;
    const longest = lost.get(entry) ?? NEVER;
    const up = longest === 0 ? 0 : seconds(entry.upDelay?.value, 0);
    lags.set(`interface ${name}`, { down: Math.min(longest, seconds(entry.downDelay?.value, 0)), up });
  }
  for (const { args, delay, terminateDelay, forkDelay } of node.ast.vrrpTrackProcess) {
    const both = delay?.value ?? 0;
    const lag = { down: seconds(terminateDelay?.value, both), up: seconds(forkDelay?.value, both) };
    if (args.name !== undefined) lags.set(`process ${args.name.value}`, lag);
  }
  return lags;
}

function readInstance(
  instance: Instance,
  node: Node,
  release: string | undefined,
  group: number | undefined,
): SimInstance {
  const { value: priority = 100 } = instance.priority;
  const isOwner = priority === OWNER_PRIORITY;
  return {
    instance,
    name: instance.name ?? "",
    vrid: instance.vrid.value ?? 0,
    family: instance.family ?? 4,
    version: instance.version.value === 3 ? 3 : 2,
    priority,
    isOwner,
    statesMaster: instance.block.state?.value === "MASTER",
    yieldsToOwners: isOwner && !isFrom(release, "2.3.3"),
    startsAsMaster: isOwner && instance.state.value !== "BACKUP" && groupStartsAsMaster(instance, node),
    nopreempt: instance.nopreempt,
    interface: instance.interface.value,
    interval: seconds(instance.advertInt.value, 1),
    isUnicast: instance.isUnicast,
    source: instance.source.value,
    peers: new Set(instance.peers.map(({ address }) => address)),
    destination: instance.destination.value,
    proof: proofOf(instance),
    hmac: isFrom(release, "2.4.0") ? readHmac(instance) : undefined,
    advertised: [...new Set(instance.addresses.map(({ address }) => address))].sort().join(" "),
    addresses: [...instance.addresses, ...instance.excluded].map(({ address }) => address),
    trackers: readTrackers(instance, node),
    group,
    ...readSettings(instance, node, release),
  };
}

type SettingNames =
  | "preemptDelay"
  | "downAdverts"
  | "lowerPrioNoAdvert"
  | "higherPrioSendAdvert"
  | "ownerIgnoresAdverts"
  | "skipsAddressCheck"
  | "checksUnicastSource"
  | "checksumAsV2"
  | "timerExpiredBackup";

/** Settings with a global default, which strict mode overrules (vrrp.c:vrrp_complete_instance). */
function readSettings(instance: Instance, { ast }: Node, release: string | undefined): Pick<SimInstance, SettingNames> {
  const { block, isStrict, nopreempt, priority, state } = instance;
  const globals = ast.globalDefs;
  const strict = isStrict.value === true;
  const flag = (own: Setting | undefined, general: Setting | undefined, inStrict: boolean): boolean => {
    if (strict) return inStrict;
    return own === undefined ? general !== undefined && general.value !== false : own.value !== false;
  };
  const hasNoDelay = state.value === "MASTER" || strict || nopreempt;
  const isOwner = priority.value === OWNER_PRIORITY;
  return {
    preemptDelay: hasNoDelay ? 0 : seconds(block.preemptDelay?.value, 0),
    downAdverts: strict ? 3 : (block.downTimerAdverts?.value ?? globals?.vrrpDownTimerAdverts?.value ?? 3),
    lowerPrioNoAdvert: flag(block.lowerPrioNoAdvert, globals?.vrrpLowerPrioNoAdvert, true),
    higherPrioSendAdvert: flag(block.higherPrioSendAdvert, globals?.vrrpHigherPrioSendAdvert, false),
    ownerIgnoresAdverts:
      isOwner && isFrom(release, "2.3.3") && flag(block.ownerIgnoreAdverts, globals?.vrrpOwnerIgnoreAdverts, true),
    skipsAddressCheck: flag(block.skipCheckAdvAddr, globals?.vrrpSkipCheckAdvAddr, false),
    checksUnicastSource: block.checkUnicastSrc !== undefined || globals?.vrrpCheckUnicastSrc !== undefined,
    checksumAsV2: isFrom(release, "2.3.0") && flag(block.v3ChecksumAsV2, globals?.v3ChecksumAsV2, false),
    timerExpiredBackup: nopreempt && isFrom(release, "2.2.8") ? block.timerExpiredBackup?.value : undefined,
  };
}

/** Whether a release has what came with another one; the newest has all. */
export const isFrom = (release: string | undefined, since: string): boolean =>
  release === undefined || compareReleases(release, since) >= 0;

/** X3: one member that is no owner makes all start as BACKUP (vrrp.c:vrrp_complete_init). */
function groupStartsAsMaster(instance: Instance, node: Node): boolean {
  const members = node.groupOf(instance)?.instances ?? [];
  return members.every(({ priority, state }) => priority.value === OWNER_PRIORITY && state.value !== "BACKUP");
}

const proofOf = ({ authentication }: Instance): string =>
  authentication.kind === "none" ? "none" : `${authentication.kind} ${authentication.secret ?? ""}`;

/**
 * What the files drop is dropped already: weights in a sync group but those of interfaces (G6, G15, P16, X4). `init_fail`
 * has no effect (X5), nor has `use_vmac` (L7).
 */
function readTrackers(instance: Instance, node: Node): readonly SimTracker[] {
  return [...node.trackers(instance), ...lostAddress(instance)].flatMap((tracker) => {
    const { kind, target, line, weight, reverse } = tracker;
    if (tracker.ignored !== undefined || target === undefined) return [];
    return [{ kind, name: target, weight: weight ?? 0, reverse, isOwn: line === undefined, tracker }];
  });
}

/**
 * P15: the link-local address of IPv6 goes with the link, and without an address to send from `dont_track_primary` does not
 * help (keepalived_netlink.c:netlink_if_address_filter).
 */
function lostAddress(instance: Instance): readonly Tracker[] {
  const { block, family, source, interface: own } = instance;
  if (block.dontTrackPrimary === undefined || family !== 6 || source.value !== undefined || own.isDefault) return [];
  return [interfaceTracker(instance)];
}

function scriptsOf(node: Node, instances: readonly SimInstance[]): readonly SimScript[] {
  const names = new Set(
    instances.flatMap(({ trackers }) => trackers.flatMap(({ kind, name }) => (kind === "script" ? name : []))),
  );
  const scripts: SimScript[] = [];
  for (const block of node.ast.vrrpScript) {
    const name = block.args.name?.value;
    if (name === undefined || !names.delete(name)) continue;
    const interval = Math.max(1, seconds(block.interval?.value, 1)) || SECOND;
    scripts.push({
      name,
      interval: block.interval?.value === 0 ? SECOND : interval,
      timeout: block.timeout === undefined ? interval : seconds(block.timeout.value, 1) || SECOND,
      rise: block.rise?.value ?? 1,
      fall: block.fall?.value ?? 1,
    });
  }
  return scripts;
}
