import type { BehaviourId, Word } from "../../../grammar/index.js";
import type { VrrpInstance } from "../../syntax/ast.js";
import { allAddresses, type Instance, OWNER_PRIORITY } from "../instances.js";
import type { Node } from "../node.js";
import { at, headOf, type Use, type UsesOf, where } from "./use.js";

const instancesThat =
  (fits: (instance: Instance, node: Node) => boolean): UsesOf =>
  (node) =>
    node.instances.filter((instance) => fits(instance, node)).map(({ head }) => head);

const hasInterface = ({ interface: device }: Instance, { ast }: Node): boolean =>
  device.value !== undefined || !device.isDefault || ast.globalDefs?.defaultInterface !== undefined;

const isUnicastWithoutInterface = (instance: Instance, node: Node): boolean =>
  instance.isUnicast && !hasInterface(instance, node);

const groupsOfOne: UsesOf = ({ syncGroups }) =>
  syncGroups.filter(({ members }) => members.length === 1).map(({ head }) => head);

/** Peers that stand in the list of their instance already. */
function* repeatedPeers({ instances }: Node): Generator<Use> {
  for (const { block } of instances) {
    const seen = new Set<string>();
    for (const { address } of block.unicastPeer) {
      if (address?.value === undefined) continue;
      if (seen.has(address.value.address)) yield address.word;
      seen.add(address.value.address);
    }
  }
}

/** The name that a VMAC is given as the first word, which all releases read. */
function vmacName({ useVmac: [setting] }: VrrpInstance): Word | undefined {
  const [name] = setting?.statement.args ?? [];
  return name === undefined || /:|^(?:name|group|netlink_notify_msg)$/.test(name.value) ? undefined : name;
}

function* repeatedVmacNames(node: Node): Generator<Use> {
  const seen = new Set<string>();
  for (const { block } of node.instances) {
    const name = vmacName(block);
    if (name === undefined) continue;
    if (seen.has(name.value)) yield name;
    seen.add(name.value);
  }
}

/** Two unicast instances on one interface that only their peers tell apart. */
function* sharedVrids({ instances }: Node): Generator<Use> {
  const seen = new Set<string>();
  for (const { isUnicast, vrid, family, interface: device } of instances) {
    if (!isUnicast || vrid.value === undefined || device.value === undefined) continue;
    const key = `${vrid.value} ${family} ${device.value}`;
    if (seen.has(key)) yield vrid.at;
    seen.add(key);
  }
}

const isFiltered = ({ block, isStrict, accepts }: Instance): boolean =>
  isStrict.value === true || accepts.value === false || block.useVmac.length > 0;

const firewall: UsesOf = (node) => {
  const globals = node.ast.globalDefs;
  const isChosen = globals?.nftables !== undefined || globals?.vrrpIptables !== undefined;
  return isChosen ? [] : node.instances.filter(isFiltered).map(({ head }) => head);
};

/** Intervals of version 3 that become 40.96 by rounding, which the field of an advert has no room for. */
function* longIntervals({ instances }: Node): Generator<Use> {
  for (const { version, block } of instances) {
    const { value, word } = block.advertInt ?? {};
    if (version.value === 3 && word !== undefined && typeof value === "number" && value >= 40.955) yield word;
  }
}

function* ownerWeights(node: Node): Generator<Use> {
  for (const instance of node.instances) {
    for (const { lostWeight, ignored, word } of node.trackers(instance))
      if (lostWeight === "owner" || ignored === "owner") yield word;
  }
}

/** Entries with a weight: without one the own interface is tracked anyway. */
function* ownInterfaces(node: Node): Generator<Use> {
  for (const instance of node.instances) {
    for (const { ignored, weight, word } of node.trackers(instance))
      if (ignored === "own-interface" && weight !== undefined && weight !== 0) yield word;
  }
}

const isPlainInitFile = ([, , more]: readonly string[]): boolean => more !== "overwrite";

/** A command with a quote or a backslash in it. */
const quotedCommands: UsesOf = ({ scripts }) =>
  scripts.filter(({ command }) => command !== undefined && /['"\\]/.test(command)).map(({ at: word }) => word);

export const vrrpUses = {
  "interface-required": instancesThat(isUnicastWithoutInterface),
  "unicast-without-interface": instancesThat(isUnicastWithoutInterface),
  "unicast-peer-repeated": repeatedPeers,
  "sync-group-of-one": groupsOfOne,
  "sync-group-of-one-again": groupsOfOne,
  "vmac-name-repeated": repeatedVmacNames,
  "vrid-shared-unicast": sharedVrids,
  "unicast-vmac": instancesThat(({ isUnicast, block }) => isUnicast && block.useVmac.length > 0),
  "unicast-vmac-xmit-base": instancesThat(
    ({ isUnicast, block }) => isUnicast && block.useVmac.length > 0 && block.vmacXmitBase === undefined,
  ),
  "address-missing": instancesThat(
    (instance, { isComplete }) =>
      isComplete && instance.version.value === 2 && instance.addressesKnown && allAddresses(instance).length === 0,
  ),
  "unicast-source-alone": instancesThat(
    ({ block, peersKnown, peers }) => peersKnown && peers.length === 0 && block.unicastSrcIp !== undefined,
  ),
  "advert-interval-rounded": longIntervals,
  "owner-weights": ownerWeights,
  "own-interface-weight": ownInterfaces,
  "init-fail": at("vrrp_script/init_fail"),
  "accept-default": instancesThat(
    ({ version, block, isStrict }) =>
      version.value === 3 && isStrict.value === false && block.accept === undefined && block.noAccept === undefined,
  ),
  "dev-tcp-command": ({ scripts }) =>
    scripts.filter(({ command }) => /^<\s*\//.test(command ?? "")).map(({ at: word }) => word),
  "owner-ignores-adverts": instancesThat(({ priority }) => priority.value === OWNER_PRIORITY),
  "firewall-by-itself": firewall,
  "mail-on-fault": at("global_defs/smtp_alert_vrrp", "vrrp_instance/smtp_alert", "vrrp_sync_group/smtp_alert"),
  "track-file-overwritten": where("track_file/init_file", isPlainInitFile),
  "startup-delay-holds": at("global_defs/vrrp_startup_delay"),
  "preempt-delay-fraction": where("vrrp_instance/preempt_delay", ([, word]) => /\.0*[1-9]/.test(word ?? "")),
  "unicast-checksum": instancesThat(
    ({ isUnicast, version, family }) => isUnicast && version.value === 3 && family === 4,
  ),
  "mcast-group-checked": (node) =>
    node.problems
      .filter(({ place, fault }) => /\/vrrp_mcast_group[46]$/.test(place?.path ?? "") && fault === "not-multicast")
      .map(({ statement }) => headOf(statement)),
  "quotes-in-commands": quotedCommands,
} satisfies Partial<Record<BehaviourId, UsesOf>>;
