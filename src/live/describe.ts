import type { Word } from "../../grammar/index.js";
import { keywordOf } from "../cluster/place.js";
import type { Difference } from "./differences.js";
import { type LiveRouter, misplaced, type Rivalry } from "./live.js";
import type { LiveMember } from "./nodes.js";
import type { Deafness, Reason, ReasonKind } from "./reasons.js";

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "nobody") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

export const namesOf = (members: readonly LiveMember[]): string => listed(members.map(({ node }) => node.name));

/** `VI_1 (VRID 51)`; where names or ids differ, all of them. */
export function routerTitle({ members }: LiveRouter): string {
  const distinct = (values: readonly unknown[]): string =>
    [...new Set(values.filter((one) => one !== undefined))].join(" / ");
  const ids = distinct(members.map(({ running }) => running.vrid));
  const name = distinct(members.map(({ running }) => running.name));
  return ids === "" ? name : `${name} (VRID ${ids})`;
}

/** Who holds it, in one line. */
export function verdictText({ verdict, holders, elsewhere }: LiveRouter): string {
  switch (verdict) {
    case "one":
      return `held by ${namesOf(holders)}`;
    case "double":
      return `${holders.length} MASTERs: ${namesOf(holders)}`;
    case "apart":
      return `MASTER in the dumps of ${namesOf(holders)}, which are of different moments`;
    case "orphan":
      return "held by nobody";
    case "elsewhere":
      return `held by ${elsewhere}, of which there is no dump`;
    case "unknown":
      return "held by none of these nodes";
  }
}

/** Why a member is not MASTER where nobody is, or what it waits for. */
export function stateNote({ running, node }: LiveMember): string | undefined {
  const { state, unanswered = 0, faults = 0, faultFlags = [], source } = running;
  if (state === "INIT" && unanswered > 0)
    return `${unanswered} of its scripts ${unanswered > 1 ? "have" : "has"} not answered yet`;
  if (state === "BACKUP") return "waits until no advert has come for its time of silence";
  if (state !== "FAULT") return undefined;
  const tracked = new Map(node.dump.tracked.map((one) => [`${one.kind} ${one.name}`, one]));
  const own =
    running.interface === undefined ? [] : [{ kind: "interface" as const, name: running.interface, weight: 0 }];
  const group = node.dump.groups.get(running.syncGroup ?? "") ?? [];
  const failed = [...own, ...(running.trackers ?? []), ...group]
    .filter(({ kind, name, weight }) => weight === 0 && tracked.get(`${kind} ${name}`)?.isUp === false)
    .map(({ kind, name }) => `${kind} ${name}`);
  const causes = [...new Set(failed), ...faultFlags, ...(source === undefined ? ["no source address"] : [])];
  if (causes.length > 0) return `failed: ${[...new Set(causes)].join(", ")}`;
  if (running.syncGroup !== undefined && faults === 0)
    return `another member of sync group ${running.syncGroup} is in FAULT`;
  return faults > 0 ? `${faults} of what it tracks failed` : undefined;
}

/** `lb2 rejects the adverts of lb1`, `no advert of lb1 gets to lb2`. */
export function directionText({ sender, receiver, reasons: [first] }: Deafness): string {
  const [from, to] = [sender.node.name, receiver.node.name];
  if (first?.kind === "owners" || first?.kind === "same-source") return `${to} does not yield to ${from}`;
  return UNSEEN.has(first?.kind ?? "silence")
    ? `${to} takes no notice of the adverts of ${from}`
    : `${to} rejects the adverts of ${from}`;
}

const UNSEEN: ReadonlySet<ReasonKind> = new Set(["router-id", "family", "group", "peer", "silence"]);

/** One reason as a fact, with how often it was counted. */
export function reasonText({ sender, receiver }: Deafness, reason: Reason): string {
  const [from, to] = [sender.node.name, receiver.node.name];
  const { counted } = reason;
  const fact = factText(reason, from, to);
  return counted === undefined || counted === 0 ? fact : `${fact} (${to} has counted ${counted})`;
}

function factText(reason: Reason, from: string, to: string): string {
  const { kind, sends = "", expects = "" } = reason;
  const setting = kind === "secret" && sends === "" ? undefined : SETTINGS[kind];
  if (setting !== undefined) return `${setting} is ${sends || "empty"} on ${from} and ${expects || "empty"} on ${to}`;
  switch (kind) {
    case "family":
      return `${from} has addresses of ${sends} and ${to} of ${expects}`;
    case "group":
      return `${from} sends to group ${sends}, but ${to} listens on ${expects}`;
    case "peer":
      return `unicast_peer of ${from} has ${sends}, not ${expects}, from which ${to} sends`;
    case "same-source":
      return `both send from ${sends}`;
    case "hmac":
      return sends === expects
        ? "the keys of auth_hmac differ"
        : `auth_hmac is on ${sends === "none" ? to : from} alone`;
    case "checksum":
      return `the checksum is computed ${sends} on ${from} and ${expects} on ${to} (v3_checksum_as_v2)`;
    case "transport":
      return `${from} sends by ${sends}, but ${to} takes ${expects} alone`;
    case "unicast-source":
      return `unicast_peer of ${to} has ${expects || "nothing"}, not ${sends}, from which ${from} sends, and check_unicast_src is on`;
    default:
      return FACTS[kind] ?? kind;
  }
}

/** Reasons that are two values of a keyword. */
const SETTINGS: Partial<Readonly<Record<ReasonKind, string>>> = {
  "router-id": "virtual_router_id",
  "authentication-header": "auth_type",
  secret: "auth_type",
  version: "version",
  interval: "advert_int",
  addresses: "virtual_ipaddress",
};

const FACTS: Partial<Readonly<Record<ReasonKind, string>>> = {
  secret: "auth_pass differs",
  owners: "both have priority 255",
  length: "the length of the adverts is wrong",
  ttl: "the TTL of the adverts is wrong: a router is between the nodes, or something changes it",
  "auth-type": "the adverts have an authentication type that does not exist",
  type: "packets of VRRP come that are not adverts",
  silence: "their settings agree and no error is counted, so adverts do not arrive: a firewall or a switch drops them",
};

/** Where a node writes what a reason is about. */
export function writtenAt({ written, node }: LiveMember, kind: ReasonKind): Word | undefined {
  if (written === undefined || node.config === undefined) return undefined;
  const keyword = (name: string): Word =>
    keywordOf({ node: node.config as NonNullable<typeof node.config>, instance: written }, name);
  switch (kind) {
    case "router-id":
      return written.vrid.at;
    case "group":
      return written.destination.at;
    case "owners":
      return written.priority.at;
    case "version":
      return written.version.at;
    case "secret":
    case "authentication-header":
      return written.authentication.at;
    case "hmac":
      return keyword("auth_hmac");
    case "interval":
      return written.advertInt.at;
    case "checksum":
      return keyword("v3_checksum_as_v2");
    case "peer":
    case "transport":
    case "unicast-source":
      return keyword("unicast_peer");
    case "addresses":
    case "family":
      return keyword("virtual_ipaddress");
    default:
      return undefined;
  }
}

/** Reasons that two nodes cannot have by their files, because something on the way is at fault. */
const ON_THE_WAY: ReadonlySet<ReasonKind> = new Set(["silence", "ttl", "length", "type", "auth-type", "same-source"]);

/** What follows from whether the files have the reason as well. */
export function remedy({ inFiles, stale }: Rivalry, { receiver }: Deafness, { kind }: Reason): string | undefined {
  if (kind === "silence") return `kalint host lists what the firewall of ${receiver.node.name} must let in`;
  if (inFiles === undefined || inFiles.has(kind) || ON_THE_WAY.has(kind)) return undefined;
  const nodes = stale.map(({ name }) => name);
  return nodes.length === 0
    ? "the files agree, so this is of an earlier configuration, or a node has not read its file: reload both"
    : `the files agree, but ${listed(nodes)} ${nodes.length > 1 ? "run" : "runs"} something else: reload keepalived there`;
}

/** What the model says, and whether the nodes agree. */
export function modelText({ model, holders }: LiveRouter): string | undefined {
  if (model === undefined) return undefined;
  const { holders: wanted, agrees, isSettling } = model;
  const verb = wanted.length > 1 ? "hold" : "holds";
  const names = wanted.length === 0 ? "nobody" : namesOf(wanted);
  if (agrees && wanted.length > 1) return `with these files ${names} hold it: the files are the cause`;
  if (agrees) return `with these files ${names} ${verb} it, as now`;
  if (isSettling) return `with these files ${names} ${verb} it, and may still take over`;
  const isPart = wanted.length > 0 && wanted.every((one) => holders.includes(one));
  return isPart
    ? `with these files ${names} alone ${verb} it`
    : `with these files ${names} ${verb} it, not ${namesOf(holders)}`;
}

/** What runs and what is written. */
export function differenceText({ setting, runs, written }: Difference): string {
  if (setting === "auth_pass") return "another secret runs than is written";
  if (setting === "effective priority")
    return `runs ${runs}, but the files give ${written} with what is tracked as it is`;
  if (runs === undefined) return `${written ?? ""} is written, but does not run`;
  if (written === undefined) return `${runs} runs, but is not written`;
  return `runs ${runs}, written ${written}`;
}

/** Addresses that a member carries and should not, or the other way round. */
export function misplacedText(member: LiveMember): string | undefined {
  const wrong = misplaced(member);
  if (wrong.length === 0) return undefined;
  const { state } = member.running;
  return state === "MASTER"
    ? `MASTER, but without ${wrong.join(", ")}`
    : `${state}, but still with ${wrong.join(", ")}`;
}

/** `2026-11-30 12:20:40 UTC`. */
export const timeText = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;

export const priorityText = ({ priority, effective }: LiveMember["running"]): string =>
  priority === undefined
    ? ""
    : effective === undefined || effective === priority
      ? `priority ${priority}`
      : `priority ${priority}, effective ${effective}`;
