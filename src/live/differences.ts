import type { Word } from "../../grammar/index.js";
import { keywordOf } from "../cluster/place.js";
import type { Instance } from "../semantic/instances.js";
import type { Tracker } from "../semantic/trackers.js";
import { SECOND, type SimInstance } from "../simulate/model.js";
import type { Running, RunningTracker } from "./dump.js";
import type { LiveMember, LiveNode } from "./nodes.js";

/** A setting that runs otherwise than it is written. */
export interface Difference {
  readonly node: LiveNode;
  /** Undefined: the node itself. */
  readonly instance: string | undefined;
  /** The keyword. */
  readonly setting: string;
  /** Undefined: secrets, and what is not there. */
  readonly runs: string | undefined;
  readonly written: string | undefined;
  /** Where the written side is; undefined: it is not written. */
  readonly at: Word | undefined;
  /** Line of the dump. */
  readonly line: number | undefined;
}

/** A value that is written, with its place. */
interface Written {
  readonly setting: string;
  readonly value: string | undefined;
  readonly at: Word;
}

/** What differs between the instances of a node and their blocks; `model`: what the model makes of a block. */
export function differencesOf(
  node: LiveNode,
  members: readonly LiveMember[],
  model: (instance: Instance) => SimInstance | undefined,
): readonly Difference[] {
  const { config, dump } = node;
  if (config === undefined) return [];
  const found = members.flatMap((member) => ofMember(member, member.written && model(member.written)));
  const taken = new Set(members.map(({ written }) => written));
  const isWhole = !dump.isCut && !dump.formats.every((format) => format === "stats") && config.isComplete;
  const missing = isWhole ? config.instances.filter((instance) => !taken.has(instance)) : [];
  return [
    ...found,
    ...missing.map(
      (instance): Difference => ({
        node,
        instance: instance.name,
        setting: "vrrp_instance",
        runs: undefined,
        written: instance.name ?? "",
        at: instance.head,
        line: undefined,
      }),
    ),
    ...groupTrackers(node),
  ];
}

function ofMember(member: LiveMember, model: SimInstance | undefined): readonly Difference[] {
  const { node, running, written } = member;
  if (written === undefined) {
    const isKnown = node.config?.isComplete === true && running.state !== undefined;
    if (!isKnown) return [];
    const own = { node, instance: running.name, line: running.line };
    return [{ ...own, setting: "vrrp_instance", runs: running.name, written: undefined, at: undefined }];
  }
  const pairs = [
    ...settingPairs(running, written, node.config?.groupOf(written)?.name),
    ...listPairs(member, written),
    ...modelPairs(member, written, model),
  ];
  return [
    ...pairs.flatMap(([runs, { setting, value, at }]): Difference[] =>
      runs === undefined || value === undefined || runs === value
        ? []
        : [
            {
              ...{ node, instance: running.name, setting, at, line: running.line },
              runs: runs === "" ? undefined : runs,
              written: value === "" ? undefined : value,
            },
          ],
    ),
    ...secretOf(member, written),
    ...trackersOf(member, written),
  ];
}

/** What runs, and what is written; undefined: not known, an empty text: none. */
type Pair = readonly [string | undefined, Written];

const text = (value: number | string | undefined): string | undefined => (value === undefined ? undefined : `${value}`);

function settingPairs(running: Running, written: Instance, group: string | undefined): readonly Pair[] {
  const pair = (
    setting: string,
    runs: number | string | undefined,
    { value, at }: { readonly value: number | string | undefined; readonly at: Word },
  ): Pair => [text(runs), { setting, value: text(value), at }];
  const { head, block } = written;
  const name = written.name === undefined ? undefined : running.name;
  return [
    pair("vrrp_instance", name, { value: written.name, at: head }),
    pair("virtual_router_id", running.vrid, written.vrid),
    pair("priority", running.priority, written.priority),
    pair("version", running.version, written.version),
    pair("advert_int", running.interval, written.advertInt),
    pair("interface", running.interface, written.interface),
    pair("auth_type", running.auth?.kind, { value: kindOf(written), at: written.authentication.at }),
    [
      running.nopreempt === undefined ? undefined : running.nopreempt ? "nopreempt" : "preempt",
      {
        setting: "nopreempt",
        value: written.priority.value === undefined ? undefined : written.nopreempt ? "nopreempt" : "preempt",
        at: written.nopreemptSetting?.word ?? head,
      },
    ],
    [
      running.state === undefined || running.trackers === undefined ? undefined : (running.syncGroup ?? ""),
      { setting: "vrrp_sync_group", value: group ?? "", at: head },
    ],
    [
      running.trackers === undefined ? undefined : running.hmac === undefined ? "" : "auth_hmac",
      {
        setting: "auth_hmac",
        value: running.hmac === undefined && block.authHmac === undefined ? "" : block.authHmac ? "auth_hmac" : "",
        at: block.authHmac?.statement.keyword ?? head,
      },
    ],
  ];
}

const kindOf = ({ authentication: { kind } }: Instance): string | undefined => (kind === "unknown" ? undefined : kind);

function listPairs({ running, node, ...rest }: LiveMember, written: Instance): readonly Pair[] {
  const member = { node: node.config, instance: written } as Parameters<typeof keywordOf>[0];
  const list = (items: readonly { readonly address: string }[] | undefined): string | undefined =>
    items && [...new Set(items.map(({ address }) => address))].sort().join(", ");
  const isUnicast = running.isUnicast === undefined ? undefined : running.isUnicast && written.isUnicast;
  const isWritten = rest.written?.source.isDefault === false;
  const { source } = running;
  const keyword = isUnicast === true ? "unicast_src_ip" : "mcast_src_ip";
  const addresses = (setting: string, own: Running["addresses"], other: Instance["addresses"]): Pair => [
    list(own),
    { setting, value: written.addressesKnown ? list(other) : undefined, at: keywordOf(member, setting) },
  ];
  return [
    addresses("virtual_ipaddress", running.addresses, written.addresses),
    addresses("virtual_ipaddress_excluded", running.excluded, written.excluded),
    [
      running.peers && [...running.peers].sort().join(", "),
      {
        setting: "unicast_peer",
        value: written.peersKnown ? list(written.peers) : undefined,
        at: keywordOf(member, "unicast_peer"),
      },
    ],
    [
      isWritten || source?.isWritten === true ? source?.address : undefined,
      { setting: keyword, value: isWritten ? written.source.value : "", at: written.source.at },
    ],
    [
      isUnicast === false && !written.isUnicast ? running.group : undefined,
      { setting: "mcast_dst_ip", value: written.destination.value, at: written.destination.at },
    ],
  ];
}

function modelPairs(
  { running }: LiveMember,
  { head, block }: Instance,
  model: SimInstance | undefined,
): readonly Pair[] {
  if (model === undefined) return [];
  return [
    [
      text(running.preemptDelay),
      { setting: "preempt_delay", value: `${model.preemptDelay / SECOND}`, at: block.preemptDelay?.word ?? head },
    ],
    [
      text(running.downAdverts),
      { setting: "down_timer_adverts", value: `${model.downAdverts}`, at: block.downTimerAdverts?.word ?? head },
    ],
  ];
}

/** Releases up to 2.3 write the secret of PASS into their dump; only that it differs is said. */
function secretOf({ node, running }: LiveMember, { authentication }: Instance): readonly Difference[] {
  const { kind, secret, at } = authentication;
  if (kind !== "PASS" || running.auth?.kind !== "PASS") return [];
  if (secret === undefined || running.auth.secret === undefined || secret === running.auth.secret) return [];
  const own = { node, instance: running.name, line: running.line };
  return [{ ...own, setting: "auth_pass", runs: undefined, written: undefined, at }];
}

/** Of members of a sync group keepalived keeps, drops and shows weights in ways of its own, so only names are compared. */
function trackersOf(member: LiveMember, written: Instance): readonly Difference[] {
  const { node, running } = member;
  const { config } = node;
  if (running.trackers === undefined || config === undefined) return [];
  const own = config.trackers(written).filter(({ line, group }) => line !== undefined && group === undefined);
  const inGroup = config.groupOf(written) !== undefined || running.syncGroup !== undefined;
  return compareTrackers({ node, instance: running.name, line: running.line }, running.trackers, own, inGroup);
}

function groupTrackers(node: LiveNode): readonly Difference[] {
  const { config, dump } = node;
  if (config === undefined) return [];
  return config.syncGroups.flatMap((group) => {
    const running = dump.groups.get(group.name ?? "");
    const [first] = group.instances;
    if (running === undefined || first === undefined) return [];
    const own = config.trackers(first).filter((tracker) => tracker.group === group && tracker.ignored !== "on-both");
    return compareTrackers({ node, instance: group.name, line: undefined }, running, own, true);
  });
}

function compareTrackers(
  where: Pick<Difference, "node" | "instance" | "line">,
  running: readonly RunningTracker[],
  written: readonly Tracker[],
  areNamesEnough: boolean,
): readonly Difference[] {
  const key = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `track_${kind} ${name}`;
  const weightOf = ({ weight, reverse }: { readonly weight: number | undefined; readonly reverse: boolean }) =>
    `weight ${weight}${reverse ? " reverse" : ""}`;
  const open = new Map(running.map((one) => [key(one), one]));
  const found: Difference[] = [];
  for (const tracker of written) {
    const { target, kind, weight, word, ignored } = tracker;
    if (target === undefined) return [];
    const setting = key({ kind, name: target });
    const runs = open.get(setting);
    open.delete(setting);
    if (ignored !== undefined) continue;
    if (runs === undefined) found.push({ ...where, setting, runs: undefined, written: weightOf(tracker), at: word });
    else if (!areNamesEnough && weight !== undefined && weightOf(runs) !== weightOf(tracker))
      found.push({ ...where, setting, runs: weightOf(runs), written: weightOf(tracker), at: word });
  }
  const rest = [...open].filter(([, { kind }]) => kind !== "interface" || !areNamesEnough);
  return [
    ...found,
    ...rest.map(([setting, one]) => ({ ...where, setting, runs: weightOf(one), written: undefined, at: undefined })),
  ];
}
