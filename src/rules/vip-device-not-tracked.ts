import type { Word } from "../../grammar/index.js";
import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { withBlanksBefore } from "../lint/edits.js";
import { allAddresses, type Instance, type VirtualAddress } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";

export default defineNodeRule({
  name: "vip-device-not-tracked",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  judges: "absence",
  fix: "unsafe",
  summary: "A virtual address with no_track is on another device than the instance.",
  why: `keepalived goes to FAULT when the device of a virtual address goes down; no_track disables that. The node then
stays master while the address is unreachable.`,
  how: "Remove no_track, or list the device in track_interface.",
  ignoreWhen: "The device may go down without harm to the service.",
  keepalived: "Does not detect this.",
  source:
    "vrrp.c:vrrp_complete_instance, measured with 2.2.7: the device goes down, the node stays MASTER with no_track and goes to FAULT without",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/track_interface"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        198.51.100.10/24 dev eth1 no_track
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        198.51.100.10/24 dev eth1
    }
}
`,
  },

  *check(node) {
    // Before 2.0.0 devices of addresses were not watched (and no_track did not exist).
    const isOld = node.target !== undefined && compareReleases(node.target, "2.0.0") < 0;
    for (const instance of node.instances) {
      for (const { entry } of allAddresses(instance)) {
        const device = entry.dev?.value;
        if (device === undefined || (entry.noTrack === undefined && !isOld)) continue;
        if (isWatched(device, instance, node) || VIRTUAL.test(device)) continue;
        yield unwatched(entry, device, isOld);
      }
    }
  },
});

const isWatched = (device: string, instance: Instance, node: Node): boolean =>
  device === instance.interface.value ||
  node.trackers(instance).some(({ kind, target }) => kind === "interface" && target === device);

function unwatched({ address, dev, noTrack }: VirtualAddress["entry"], device: string, isOld: boolean): Finding {
  const at = dev?.word ?? address?.word;
  if (at === undefined) throw new Error("a device without a word");
  const message = `nothing tracks ${device}, the device of ${address?.word.value ?? "the address"}`;
  const finding: Finding = isOld ? { at, message, severity: "warning" } : { at, message };
  return noTrack === undefined ? finding : { ...finding, fix: withoutNoTrack(noTrack.word) };
}

/** Devices that have no link to lose. */
const VIRTUAL = /^(?:lo|dummy.*|vrrp6?\.\d+)$/;

const withoutNoTrack = (word: Word): FindingFix => ({
  title: "Remove no_track",
  safety: "unsafe",
  edits: [{ at: withBlanksBefore(word), text: "" }],
});
