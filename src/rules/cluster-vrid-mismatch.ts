import { findOdd } from "../cluster/cluster.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-vrid-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Instances with the same virtual address have different virtual_router_ids.",
  why: `Nodes with different ids ignore each other: each believes that it is alone, and all of them hold the address.`,
  how: "Use the same virtual_router_id on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet, RFC 9568 §7.1",
  keywords: ["vrrp_instance/virtual_router_id"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      // Instances that only share a name have other addresses too, which cluster-vip-mismatch reports.
      if (!shareAddress(router)) continue;
      for (const { member, value, reference, expected } of findOdd(router, ({ instance }) => instance.vrid.value)) {
        yield {
          at: member.instance.vrid.at,
          message: `virtual_router_id is ${value} here but ${expected} on ${reference.node.name}, for the same virtual addresses`,
          help: "Use the same virtual_router_id on all nodes.",
          related: [{ at: reference.instance.vrid.at, message: `virtual_router_id ${expected} here` }],
        };
      }
    }
  },
});

/** Two members share some address, or none is known that could contradict. */
function shareAddress({ members }: VirtualRouter): boolean {
  const seen = new Set<string>();
  return members.some(({ instance }: Member) => {
    const own = new Set(instance.addresses.map(({ address }) => address));
    const isKnown = [...own].some((address) => seen.has(address));
    for (const address of own) seen.add(address);
    return isKnown || own.size === 0;
  });
}
