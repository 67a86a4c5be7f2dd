import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { allAddresses } from "../semantic/instances.js";

/** Devices that have no link to lose. */
const VIRTUAL = /^(?:lo|dummy.*|vrrp6?\.\d+)$/;

/** Before, devices of addresses were not watched: v2.0.0 is the first whose vrrp.c:vrrp_complete_instance asks for dont_track. */
const FIRST_WATCHED = "2.0.0";

export default defineNodeRule({
  name: "vip-device-tracked",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  judges: "pair",
  needs: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  summary: "A virtual address is on another device than the instance, whose link decides the state too.",
  why: `keepalived watches the device of each virtual address as if it were listed in track_interface: when its link goes down,
the instance goes to FAULT and gives up all its addresses.`,
  how: "Add no_track to the address where the device may go down, or list the device in track_interface to say that it is meant.",
  ignoreWhen: "It is meant so.",
  keepalived: "Does not detect this until the link goes down: entering FAULT state (interface eth1 down).",
  source: "vrrp.c:vrrp_complete_instance; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        198.51.100.10/24 dev eth1
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        198.51.100.10/24 dev eth1 no_track
    }
    track_interface {
        eth1
    }
}
`,
  },

  *check(node) {
    if (node.target !== undefined && compareReleases(node.target, FIRST_WATCHED) < 0) return;
    for (const instance of node.instances) {
      const { value: own } = instance.interface;
      if (own === undefined || instance.block.useVmac.length > 0) continue;
      const trackers = node.trackers(instance);
      const known = new Set([own, ...trackers.flatMap(({ kind, target }) => (kind === "interface" ? target : []))]);
      for (const { entry } of allAddresses(instance)) {
        const device = entry.dev;
        if (device?.value === undefined || entry.noTrack !== undefined) continue;
        if (known.has(device.value) || VIRTUAL.test(device.value)) continue;
        known.add(device.value);
        yield {
          at: device.word,
          message: `"dev ${device.value}" is not the instance's interface ${own}; when ${device.value} goes down, the instance goes to FAULT`,
          related: [{ at: instance.interface.at, message: "the instance's interface" }],
          help: "Add no_track to the address if its device may go down.",
        };
      }
    }
  },
});
