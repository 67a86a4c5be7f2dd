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

/** An address owner takes packets to its addresses whatever is set (vrrp.c:vrrp_handle_accept_mode). */
const isOwner = ({ priority }: Instance): boolean => priority.value === OWNER_PRIORITY;

const isFiltered = (instance: Instance): boolean =>
  (instance.accepts.value === false && !isOwner(instance)) || instance.block.useVmac.length > 0;

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

/** Settings that make a unicast instance of one without peers, except for the one that stops it (vrrp_parser.c). */
const saysUnicast = ({
  unicastSrcIp,
  checkUnicastSrc,
  oldUnicastChecksum,
  unicastFaultNoPeer,
  bodies,
}: VrrpInstance): boolean =>
  unicastFaultNoPeer === undefined &&
  ((unicastSrcIp ?? checkUnicastSrc ?? oldUnicastChecksum) !== undefined ||
    bodies.some(({ items }) => items.some((item) => item.kind === "statement" && item.keyword?.is("unicast_peer"))));

/** `old_unicast_checksum` without `never` keeps the checksum of old releases. */
const keepsOldChecksum = ({ oldUnicastChecksum }: VrrpInstance): boolean =>
  oldUnicastChecksum !== undefined && oldUnicastChecksum.statement.words[1]?.value !== "never";

const FALSE: ReadonlySet<string | undefined> = new Set(["false", "no", "off"]);

/** Mails that are wanted, where somebody gets them and `no_email_faults` does not keep them as they were. */
function* mailsOnFault(node: Node): Generator<Use> {
  const globals = node.ast.globalDefs;
  if (globals?.noEmailFaults !== undefined || node.all("global_defs/notification_email").length === 0) return;
  yield* where("vrrp_instance/smtp_alert", ([, word]) => !FALSE.has(word))(node);
  yield* where("vrrp_sync_group/smtp_alert", ([, word]) => !FALSE.has(word))(node);
}

/** Address owners that have to wait for what they track: those without become MASTER after the delay. */
function* delayedOwners(node: Node): Generator<Use> {
  const waits = (instance: Instance) =>
    node.trackers(instance).some(({ line, ignored }) => line !== undefined && ignored === undefined);
  if (!node.instances.some((instance) => isOwner(instance) && waits(instance))) return;
  yield* at("global_defs/vrrp_startup_delay")(node);
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
    ({ block, peersKnown, peers }) => peersKnown && peers.length === 0 && saysUnicast(block),
  ),
  "advert-interval-rounded": longIntervals,
  "owner-weights": ownerWeights,
  "own-interface-weight": ownInterfaces,
  "init-fail": at("vrrp_script/init_fail"),
  "accept-default": instancesThat(
    (instance) =>
      instance.version.value === 3 &&
      instance.isStrict.value === false &&
      instance.priority.value !== undefined &&
      !isOwner(instance) &&
      instance.block.accept === undefined &&
      instance.block.noAccept === undefined,
  ),
  "dev-tcp-command": ({ scripts }) =>
    scripts.filter(({ command }) => /^<\s*\//.test(command ?? "")).map(({ at: word }) => word),
  "owner-ignores-adverts": instancesThat(
    (instance) =>
      isOwner(instance) && instance.isStrict.value === true && instance.block.ownerIgnoreAdverts === undefined,
  ),
  "firewall-by-itself": firewall,
  "mail-on-fault": mailsOnFault,
  "track-file-overwritten": where("track_file/init_file", isPlainInitFile),
  "startup-delay-holds": delayedOwners,
  "preempt-delay-fraction": where("vrrp_instance/preempt_delay", ([, word]) => /\.0*[1-9]/.test(word ?? "")),
  "unicast-checksum": instancesThat(
    ({ isUnicast, version, family, block }) =>
      isUnicast && version.value === 3 && family === 4 && !keepsOldChecksum(block),
  ),
  "mcast-group-checked": (node) =>
    node.problems
      .filter(({ place, fault }) => /\/vrrp_mcast_group[46]$/.test(place?.path ?? "") && fault === "not-multicast")
      .map(({ statement }) => headOf(statement)),
  "quotes-in-commands": quotedCommands,
} satisfies Partial<Record<BehaviourId, UsesOf>>;
