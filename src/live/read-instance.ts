import { readPrefix } from "../syntax/addresses.js";
import type { DumpTrackerKind, Running, RunningAddress, RunningAuth, RunningState, RunningTracker } from "./dump.js";

/** A block of a dump: its settings by name, and its lists. */
export interface DumpBlock {
  readonly name: string;
  readonly line: number;
  readonly settings: Map<string, string>;
  readonly lists: Map<string, string[]>;
}

const STATES: readonly string[] = ["INIT", "BACKUP", "MASTER", "FAULT"] satisfies RunningState[];

export const toState = (text: string | undefined): RunningState | undefined =>
  STATES.includes(text ?? "") ? (text as RunningState) : undefined;

/** What the lines of an instance say (vrrp_data.c:dump_vrrp). */
export function toRunning({ name, line, settings, lists }: DumpBlock): Running {
  const version = number(settings.get("VRRP Version"));
  const isWhole = settings.has("Notify priority changes") || lastLines(settings);
  const addresses = addressesIn(lists, "Virtual IP");
  return {
    name,
    line,
    state: toState(settings.get("State")),
    version: version === 2 || version === 3 ? version : undefined,
    family: settings.has("Using Native IPv6") ? 6 : settings.has("State") ? 4 : undefined,
    vrid: number(settings.get("Virtual Router ID")),
    priority: number(settings.get("Priority")),
    effective: number(settings.get("Effective priority")),
    interval: intervalOf(settings.get("Advert interval")),
    interface: interfaceOf(settings),
    ...sendingOf(settings, lists, isWhole),
    ...authOf(settings, version),
    addresses: isWhole || settings.has("Unicast Peer") ? (addresses ?? []) : undefined,
    excluded: isWhole ? (addressesIn(lists, "Virtual IP Excluded") ?? []) : undefined,
    trackers: isWhole ? toTrackers({ lists }) : undefined,
    ...electionOf(settings),
    ...timesOf(settings),
    faults: number(
      settings.get("Number of tracker faults") ?? settings.get("Number of interface and track script faults"),
    ),
    faultFlags: lists.get("Flags of interface faults"),
    unanswered: number(settings.get("Number of track scripts init")),
  };
}

/** A line after all lists is there, so what is not listed does not exist. */
const lastLines = (settings: ReadonlyMap<string, string>): boolean =>
  settings.has("Using smtp notification") || settings.has("Notify deleted");

const number = (text: string | undefined): number | undefined => {
  const found = /^-?\d+(?:\.\d+)?/.exec(text ?? "")?.[0];
  return found === undefined ? undefined : Number(found);
};

/** `1 sec`, `500 milli-sec`. */
function intervalOf(text: string | undefined): number | undefined {
  const value = number(text);
  if (value === undefined) return undefined;
  return /milli-sec/.test(text ?? "") ? value / 1000 : value;
}

/** `eth0`; `vrrp.51, vmac on eth0, xmit base i/f`: the interface that was written is the one below. */
function interfaceOf(settings: ReadonlyMap<string, string>): string | undefined {
  const text = settings.get("Configured interface") ?? settings.get("Interface");
  if (text === undefined || text === "not configured") return undefined;
  return /, \w+ on ([^,\s]+)/.exec(text)?.[1] ?? text;
}

function sendingOf(
  settings: ReadonlyMap<string, string>,
  lists: ReadonlyMap<string, readonly string[]>,
  isWhole: boolean,
): Partial<Running> {
  const [, address, rest = ""] = /^(\S+)(.*)$/.exec(settings.get("Using src_ip") ?? "") ?? [];
  const group = [...settings.keys()].map((key) => /^Multicast address ([^\s,]+)/.exec(key)?.[1]).find(Boolean);
  const flags = lists.get("Flags") ?? [];
  const isUnicast = flags.some((flag) => flag.startsWith("Using unicast")) || lists.has("Unicast Peer");
  return {
    source:
      address === undefined || address === "(none)"
        ? undefined
        : { address, isWritten: rest.includes("from configuration") },
    isUnicast: isUnicast ? true : group === undefined && !isWhole ? undefined : false,
    group,
    peers: lists.get("Unicast Peer")?.flatMap((entry) => entry.split(/\s/)[0] ?? []) ?? (isWhole ? [] : undefined),
    checksUnicastSource: isUnicast ? settings.has("Check unicast src : yes") : undefined,
  };
}

function authOf(settings: ReadonlyMap<string, string>, version: number | undefined): Partial<Running> {
  const type = settings.get("Authentication type");
  const hmac = settings.has("Authentication extension");
  // The lines below it have five spaces, and belong to no list.
  const password = settings.get("Password");
  const secret = password === undefined || /^\*{8}$/.test(password) ? undefined : password;
  const kind = KINDS[type ?? ""] ?? (version === 3 ? "none" : undefined);
  const auth: RunningAuth | undefined = kind && { kind, secret: kind === "PASS" ? secret : undefined };
  return { auth, hmac: hmac ? "on" : undefined, checksumAsV2: enabled(settings.get("VRRPv3 uses VRRPv2 checksum")) };
}

const KINDS: Readonly<Record<string, RunningAuth["kind"]>> = {
  SIMPLE_PASSWORD: "PASS",
  IPSEC_AH: "AH",
  none: "none",
};

const enabled = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : text === "enabled";

function electionOf(settings: ReadonlyMap<string, string>): Partial<Running> {
  const preempt = settings.get("Preempt");
  const master = settings.get("Master router");
  const owner = settings.get("Address owner ignores received adverts");
  return {
    nopreempt: preempt === undefined ? undefined : preempt === "disabled",
    preemptDelay: preempt === undefined ? undefined : (number(settings.get("Preempt delay")) ?? 0),
    downAdverts: number(settings.get("Down timer adverts")),
    syncGroup: settings.get("Sync group"),
    skipsAddressCheck: settings.has("Skip checking advert IP addresses"),
    ownerIgnoresAdverts: owner === undefined ? undefined : owner === "true",
    master:
      master === undefined || master === "0.0.0.0" || master === "::" || !/^[\da-f.:]+$/i.test(master)
        ? undefined
        : { address: master, priority: number(settings.get("Master priority")) },
  };
}

function timesOf(settings: ReadonlyMap<string, string>): Partial<Running> {
  const down = number(settings.get("Master down timer"));
  return {
    since: number(settings.get("Last transition")),
    due: number(settings.get("Read timeout")),
    masterDown: down === undefined ? undefined : down / 1_000_000,
  };
}

const addressesIn = (
  lists: ReadonlyMap<string, readonly string[]>,
  name: string,
): readonly RunningAddress[] | undefined => lists.get(name)?.flatMap((entry) => toAddress(entry) ?? []);

/** `192.0.2.100/24 brd … dev eth0 scope global set` (vrrp_ipaddress.c:format_ipaddress). */
export function toAddress(entry: string): RunningAddress | undefined {
  const [first = "", ...words] = entry.split(/\s+/);
  const read = readPrefix(first)?.value;
  // A label or a device may be called "set".
  const isSet = words.some((word, at) => word === "set" && words[at - 1] !== "label" && words[at - 1] !== "dev");
  return read && { address: read.address, family: read.family, isSet };
}

const TRACKED: Readonly<Record<string, DumpTrackerKind>> = {
  "Tracked interfaces": "interface",
  "Tracked scripts": "script",
  "Tracked files": "file",
  "Tracked processes": "process",
  "Tracked process": "process",
  "Tracked BFDs": "bfd",
};

/** `eth1 weight -5`, `f, weight 1 reverse`, `b: weight 10` (vrrp_track.c:dump_tracked_…). */
export const toTrackers = ({ lists }: Pick<DumpBlock, "lists">): readonly RunningTracker[] =>
  [...lists].flatMap(([list, entries]) => {
    const kind = TRACKED[list];
    if (kind === undefined) return [];
    return entries.flatMap((entry) => {
      const [, name, weight, reverse] = /^(.*?)[,:]? weight (-?\d+)( reverse)?$/.exec(entry) ?? [];
      return name === undefined ? [] : [{ kind, name, weight: Number(weight), reverse: reverse !== undefined }];
    });
  });
