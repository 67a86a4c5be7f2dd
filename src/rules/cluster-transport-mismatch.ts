import { findOdd } from "../cluster/cluster.js";
import { keywordOf } from "../cluster/place.js";
import type { Member } from "../cluster/virtual-routers.js";
import { type Anchor, defineClusterRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";

export default defineClusterRule({
  name: "cluster-transport-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router mix unicast and multicast, or use different multicast groups.",
  why: `A node does not accept adverts that are sent the other way: all nodes become master. A pair of which only one
node was converted looks like this.`,
  how: "Give all nodes a unicast_peer list, or none; and use one mcast_dst_ip.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/unicast_peer", "vrrp_instance/mcast_dst_ip"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
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
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
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
    unicast_src_ip 192.0.2.3
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      for (const { member, value, reference, expected } of findOdd(router, transport)) {
        // Half a unicast configuration is reported by unicast-without-peers.
        if (isHalf(member) || isHalf(reference)) continue;
        yield {
          at: place(member),
          message: `${member.node.name} uses ${value}, but ${reference.node.name} uses ${expected}`,
          related: [{ at: place(reference), message: `${expected} here` }],
        };
      }
    }
  },
});

/** Undefined where a list is not known, or where all that is in it is refused and reported elsewhere. */
function transport({ node, instance }: Member): string | undefined {
  const { block, isUnicast, peers, peersKnown, destination } = instance;
  if (!peersKnown || (peers.length === 0 && block.unicastPeer.length > 0)) return undefined;
  if (isUnicast) return "unicast";
  if (!isWhole(block, node)) return undefined;
  return destination.value === undefined ? undefined : `multicast to ${destination.value}`;
}

const isHalf = ({ instance: { isUnicast, block } }: Member): boolean =>
  !isUnicast && (block.unicastSrcIp ?? block.checkUnicastSrc ?? block.unicastFaultNoPeer) !== undefined;

const place = (member: Member): Anchor =>
  member.instance.isUnicast ? keywordOf(member, "unicast_peer") : member.instance.destination.at;
