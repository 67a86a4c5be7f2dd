import type { Cluster } from "../cluster/cluster.js";
import { collidingRouters } from "../cluster/collisions.js";
import type { Neighbour } from "../cluster/neighbours.js";
import { type Anchor, defineClusterRule, type Finding } from "../lint/define-rule.js";
import { groupBy } from "../text/group-by.js";

/** Ids that two clusters share and that are all reported; of more the first one is, with their number. */
const SHOWN = 3;

export default defineClusterRule({
  name: "cluster-vrid-collision",
  group: "cluster",
  severity: "warning",
  summary: "Two different virtual routers use the same virtual_router_id in one subnet.",
  why: `They hear each other: each rejects the adverts of the other every second, or, with equal passwords and
addresses, the two become one router and one of the addresses is lost. Since 2.3.3 an advert with other addresses is not
rejected: the cluster with the lower priority becomes BACKUP, and its address is on no node. Clusters that are given
together are compared as well: those of one folder, declared ones, and all with public addresses.`,
  how: "Give each virtual router of a subnet its own virtual_router_id.",
  ignoreWhen: "The interfaces are in different VLANs that use the same address range.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet, RFC 9568 §5.2.3",
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

vrrp_instance web {
    state MASTER
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.20/24
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

vrrp_instance db {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        192.0.2.30/24
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

vrrp_instance web {
    state MASTER
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.20/24
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

vrrp_instance web {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        192.0.2.20/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const [first, ...others] of collidingRouters(cluster)) {
      const reference = first?.members[0];
      if (reference === undefined) continue;
      for (const { members } of others) {
        const [member] = members;
        if (member === undefined) continue;
        const { vrid, addresses } = member.instance;
        const theirs = reference.instance.addresses[0]?.address;
        yield {
          at: vrid.at,
          message: `virtual_router_id ${vrid.value} of ${addresses[0]?.address} is also used by ${theirs} on ${reference.node.name}, in the same subnet`,
          related: [{ at: reference.instance.vrid.at, message: `virtual_router_id ${vrid.value} of ${theirs}` }],
        };
      }
    }
    for (const some of groupBy(cluster.neighbours, ({ node }) => node).values()) yield* withNeighbours(cluster, some);
  },
});

/**
 * Another cluster of the run, which the same network joins with this one and nothing else does. Large files may share
 * hundreds of ids, for one reason.
 */
function* withNeighbours(cluster: Cluster, neighbours: readonly Neighbour[]): Generator<Finding> {
  const shared = neighbours.flatMap((neighbour) => {
    const at = placeOf(cluster, neighbour);
    return at === undefined ? [] : [{ at, neighbour }];
  });
  const isMany = shared.length > SHOWN;
  for (const { at, neighbour } of isMany ? shared.slice(0, 1) : shared) {
    const { vrid, instance, node, address } = neighbour;
    const more = isMany ? ` (and ${shared.length - 1} more ids of this file)` : "";
    yield {
      at,
      message: `virtual_router_id ${vrid} is also used by ${instance} (${address}) on ${node}, a node of another cluster in the same network${more}; releases up to 2.3.2 reject the other cluster's adverts, later ones accept them, and one address is lost`,
      help: "Give each cluster of a network a virtual_router_id of its own.",
    };
  }
}

/** The virtual_router_id of this cluster that the other one uses too. */
function placeOf({ routers }: Cluster, { vrid, family, device }: Neighbour): Anchor | undefined {
  for (const { members } of routers) {
    for (const { instance } of members) {
      const isSame = instance.vrid.value === vrid && (instance.family ?? 4) === family;
      if (isSame && instance.interface.value === device && !instance.isUnicast) return instance.vrid.at;
    }
  }
  return undefined;
}
