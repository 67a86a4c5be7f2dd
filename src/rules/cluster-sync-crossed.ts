import { healthyPriority } from "../cluster/election.js";
import { commonGroups } from "../cluster/sync-groups.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { groupBy } from "../text/group-by.js";

export default defineClusterRule({
  name: "cluster-sync-crossed",
  group: "cluster",
  severity: "warning",
  summary: "In one sync group, different nodes have the highest priority for different instances.",
  why: `A group becomes master only when all its members can: the node that is lower for one member never takes over
while the other one is running. Whichever node starts first keeps everything, the priorities have no effect, and the
log fills up.`,
  how: "Use the same order of nodes for all instances of the group.",
  ignoreWhen: "Three routers share the load on purpose.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_sync.c:vrrp_sync_can_goto_master; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_sync_group", "vrrp_instance/priority"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_sync_group G1 {
    group {
        outside
        inside
    }
}

vrrp_instance outside {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance inside {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
      "lb2.conf": `vrrp_sync_group G1 {
    group {
        outside
        inside
    }
}

vrrp_instance outside {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance inside {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_sync_group G1 {
    group {
        outside
        inside
    }
}

vrrp_instance outside {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance inside {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
      "lb2.conf": `vrrp_sync_group G1 {
    group {
        outside
        inside
    }
}

vrrp_instance outside {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance inside {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const { routers, nodes } of commonGroups(cluster)) {
      const orders = routers.flatMap((router) => orderOf(router, nodes) ?? []);
      const byOrder = [...groupBy(orders, ({ key }) => key).values()].sort((a, b) => b.length - a.length);
      const [majority, ...others] = byOrder;
      const reference = majority?.[0];
      if (reference === undefined) continue;
      // Where the states contradict the priorities too, cluster-state-contradicts-priority shows the mistake.
      for (const odd of others.flat()) if (!isContradicted(odd)) yield report(odd, reference);
    }
  },
});

/** The members of a router, the highest first. */
interface Order {
  readonly key: string;
  readonly members: readonly Member[];
}

/** Undefined where a priority is not known, or two are equal. */
function orderOf({ members }: VirtualRouter, nodes: readonly Node[]): Order | undefined {
  const ranks = members
    .filter(({ node }) => nodes.includes(node))
    .map((member) => ({ member, rank: healthyPriority(member) }));
  if (ranks.some(({ rank }) => rank === undefined) || new Set(ranks.map(({ rank }) => rank)).size < ranks.length)
    return undefined;
  ranks.sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
  return {
    key: ranks.map(({ member }) => nodes.indexOf(member.node)).join(" "),
    members: ranks.map(({ member }) => member),
  };
}

const isContradicted = ({ members }: Order): boolean =>
  members.slice(1).some(({ instance: { state } }) => !state.isDefault && state.value === "MASTER");

function report(odd: Order, reference: Order): Finding {
  const [top] = odd.members;
  const [expected] = reference.members;
  const member = odd.members.find(({ node }) => node === expected?.node) ?? top;
  if (top === undefined || expected === undefined || member === undefined) throw new Error("a router without members");
  return {
    at: member.instance.priority.at,
    message:
      top.node === expected.node
        ? `${member.instance.name} prefers ${list(odd)}, but ${expected.instance.name} in the same sync group prefers ${list(reference)}`
        : `${member.instance.name} prefers ${top.node.name}, but ${expected.instance.name} in the same sync group prefers ${expected.node.name}`,
    related: [...odd.members, ...reference.members]
      .filter((one) => one !== member)
      .map(({ node, instance }) => ({ at: instance.priority.at, message: `${instance.name} on ${node.name}` })),
  };
}

const list = ({ members }: Order): string =>
  members.map(({ node, instance }) => `${node.name} ${instance.priority.value}`).join(" > ");
