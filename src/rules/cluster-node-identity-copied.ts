import type { Cluster } from "../cluster/cluster.js";
import { type Anchor, defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { groupBy } from "../text/group-by.js";

export default defineClusterRule({
  name: "cluster-node-identity-copied",
  group: "cluster",
  severity: "error",
  causes: "node",
  follows: "node",
  summary: "Two nodes use the same source address or the same router_id.",
  why: `The second file was copied and not edited: a node mistakes the adverts of the other for its own, and mails and
SNMP cannot distinguish the nodes.`,
  how: "Give each node its own address and its own router_id.",
  ignoreWhen: "One file serves all nodes and the router_id is not used.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_state_master_rx",
  keywords: ["vrrp_instance/unicast_src_ip", "vrrp_instance/mcast_src_ip", "global_defs/router_id"],
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
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
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
    for (const { members } of cluster.routers) {
      const own = members.flatMap(({ node, instance: { source, block, addresses } }) => {
        // The address of an ipvlan may be the virtual one; a virtual address as the source is another mistake.
        const isOwn =
          [block.unicastSrcIp, block.mcastSrcIp].some((setting) => setting?.word === source.at) &&
          !addresses.some(({ address }) => address === source.value);
        return source.value === undefined || !isOwn ? [] : [{ node, value: source.value, at: source.at }];
      });
      yield* copied(own, "source address");
    }
    const ids = routerIds(cluster);
    for (const finding of copied(ids, "router_id")) yield { ...finding, severity: "info" };
  },
});

interface Identity {
  readonly node: Node;
  readonly value: string;
  readonly at: Anchor;
}

function* copied(identities: readonly Identity[], what: string): Generator<Finding> {
  for (const [value, [first, ...others]] of groupBy(identities, (one) => one.value)) {
    if (first === undefined) continue;
    for (const { at } of others) {
      yield {
        at,
        message: `${what} ${value} is also used by ${first.node.name}; every node needs its own`,
        related: [{ at: first.at, message: `${what} of ${first.node.name}` }],
      };
    }
  }
}

/** Nodes that one file describes share it on purpose. */
function routerIds({ nodes }: Cluster): readonly Identity[] {
  const files = new Set(nodes.map(({ path }) => path));
  if (files.size < nodes.length) return [];
  return nodes.flatMap((node) => {
    const id = node.ast.globalDefs?.routerId;
    return id?.value === undefined ? [] : [{ node, value: id.value, at: id.word }];
  });
}
