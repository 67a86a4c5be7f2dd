import { defineNodeRule } from "../lint/define-rule.js";
import { type IpAddress, inSameNetwork, isMulticast, readAddress } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "mcast-group-not-link-local",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  needs: ["vrrp_instance/mcast_dst_ip", "global_defs/vrrp_mcast_group4", "global_defs/vrrp_mcast_group6"],
  summary: "A multicast group is outside 224.0.0.0/24 or ff02::/16.",
  why: `Switches forward link-local groups to all ports. For other groups they learn who listens, and without a
querier on the network they forget it after minutes: the adverts stop, and both nodes become master.`,
  how: "Use 224.0.0.18 and ff02::12, or another link-local group.",
  ignoreWhen: "The switches are known to forward the group because there is a querier or no snooping.",
  keepalived: "Does not detect this for IPv4; rejects an IPv6 mcast_dst_ip that is not link-local.",
  source: "vrrp_parser.c:vrrp_mcast_dstip_handler, RFC 4541 §2.1.2",
  keywords: ["global_defs/vrrp_mcast_group4", "global_defs/vrrp_mcast_group6", "vrrp_instance/mcast_dst_ip"],
  examples: {
    bad: `global_defs {
    vrrp_mcast_group4 224.0.10.18
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    vrrp_mcast_group4 224.0.0.19
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const globals = node.ast.globalDefs;
    const settings = [
      globals?.vrrpMcastGroup4,
      globals?.vrrpMcastGroup6,
      ...node.instances.map(({ block }) => block.mcastDstIp),
    ];
    for (const setting of settings) {
      if (setting?.value === undefined) continue;
      const group = readAddress(setting.word.value);
      // An address that is not a multicast group at all is rejected, which another rule reports.
      if (group === undefined || !isMulticast(group) || isOfLink(group)) continue;
      const message = `${setting.place.name} ${group.address} is not a link-local group`;
      const finding = { at: setting.word, message, help: `Use a group in ${LINK[group.family]}.` };
      const isRefused = group.family === 6 && setting.place.name === "mcast_dst_ip";
      yield isRefused ? { ...finding, severity: "error" } : finding;
    }
  },
});

const LINK = { 4: "224.0.0.0/24", 6: "ff02::/16" } as const;
const NETWORKS = {
  4: { address: "224.0.0.0", family: 4, prefix: 24 },
  6: { address: "ff02::", family: 6, prefix: 16 },
} as const;

const isOfLink = (group: IpAddress): boolean =>
  inSameNetwork(group, NETWORKS[group.family], NETWORKS[group.family].prefix);
