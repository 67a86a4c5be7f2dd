import { findOdd } from "../cluster/cluster.js";
import { keywordOf } from "../cluster/place.js";
import type { Member } from "../cluster/virtual-routers.js";
import { type Anchor, defineClusterRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";

export default defineClusterRule({
  name: "cluster-vmac-mismatch",
  group: "cluster",
  severity: "warning",
  summary: "A virtual router uses a virtual MAC address on some nodes only, or different ones.",
  why: `The MAC address of the virtual address changes on failover, which a virtual MAC is meant to prevent: clients
keep the old one until their caches expire.`,
  how: "Set use_vmac, with the same address, on all nodes or on none.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_vmac.c:netlink_link_add_vmac, RFC 9568 §7.3",
  keywords: ["vrrp_instance/use_vmac", "vrrp_instance/vmac_xmit_base"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
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
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
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
    use_vmac
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      for (const { member, value, reference, expected } of findOdd(router, vmac)) {
        yield {
          at: place(member),
          message: `${value} here but ${expected} on ${reference.node.name}`,
          related: [{ at: place(reference), message: `${expected} here` }],
        };
      }
    }
  },
});

const MAC = /^(?:[0-9a-f]{1,2}:){4,5}[0-9a-f]{1,2}$/i;

/** Interface names may differ, so only the address is compared. Undefined where the block is not wholly known. */
function vmac({ node, instance: { block } }: Member): string | undefined {
  if (block.useVmac.length === 0 && !isWhole(block, node)) return undefined;
  const words = block.useVmac.flatMap(({ statement }) => statement.args.map(({ value }) => value));
  if (words.some((word) => word.includes("$"))) return undefined;
  const mac = words.find((word) => MAC.test(word));
  if (block.useVmac.length === 0) return "no use_vmac";
  return `use_vmac${mac === undefined ? "" : ` ${mac.toLowerCase()}`}${block.vmacXmitBase === undefined ? "" : " with vmac_xmit_base"}`;
}

const place = (member: Member): Anchor => keywordOf(member, "use_vmac");
