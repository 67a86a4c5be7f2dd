import { keywordOf } from "../cluster/place.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-peer-list-copied",
  group: "cluster",
  severity: "warning",
  yieldsTo: ["unicast-peer-is-self"],
  summary: "All nodes have the same unicast_peer list, with one address for each node, so each lists itself.",
  why: `Each node sends its adverts to itself, too. As MASTER it hears its own address with its own priority and logs that every
second; nothing distinguishes this from a second master that really exists.`,
  how: "Take the node's own address out of its list, and write it as unicast_src_ip.",
  ignoreWhen: "The list names other nodes than those that are given.",
  keepalived: "Does not detect this; a MASTER logs that it received an advert from its own address.",
  source: "vrrp.c:vrrp_state_master_rx; acassen/keepalived#69, osixia/container-keepalived#33",
  keywords: ["vrrp_instance/unicast_peer", "vrrp_instance/unicast_src_ip"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_peer {
        192.0.2.2
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_peer {
        192.0.2.2
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.3
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
    },
  },

  *check({ routers, isComplete }) {
    for (const router of routers) {
      if (isComplete && haveOneList(router)) yield report(router.members);
    }
  },
});

/** As many addresses as nodes, the same on all, and nobody says which of them is its own. */
function haveOneList({ members }: VirtualRouter): boolean {
  const [first, ...others] = members.map(listOf);
  if (first === undefined || first.split(" ").length !== members.length || members.length < 2) return false;
  return others.every((list) => list === first);
}

/** Undefined where the list is not known, or the source tells what is the node's own. */
function listOf({ node, instance }: Member): string | undefined {
  const { peers, peersKnown, source, isUnicast } = instance;
  if (!isUnicast || !peersKnown || source.value !== undefined || !node.isComplete) return undefined;
  return [...new Set(peers.map(({ address }) => address))].sort().join(" ");
}

function report(members: readonly Member[]): Finding {
  const [first, ...others] = members.map((member) => ({ member, at: keywordOf(member, "unicast_peer") }));
  if (first === undefined) throw new Error("a virtual router without members");
  const addresses = first.member.instance.peers.map(({ address }) => address).join(", ");
  return {
    at: first.at,
    message: `all ${members.length} nodes list the same ${members.length} peers (${addresses}); each lists its own address and sends adverts to itself`,
    help: "Remove each node's own address from its list, and set it as unicast_src_ip.",
    related: others.map(({ member, at }) => ({ at, message: `the same list on ${member.node.name}` })),
  };
}
