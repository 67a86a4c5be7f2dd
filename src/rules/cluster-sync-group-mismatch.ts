import { readGroupings, type SyncGrouping } from "../cluster/sync-groups.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { groupBy } from "../text/group-by.js";

export default defineClusterRule({
  name: "cluster-sync-group-mismatch",
  group: "cluster",
  severity: "warning",
  summary: "The same virtual routers are in one sync group on one node but not on another.",
  why: `One node moves them together, the other one individually: the inside and the outside of a firewall end up on
different machines.`,
  how: "Group the same instances on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_sync.c:vrrp_sync_set_group",
  keywords: ["vrrp_sync_group", "vrrp_sync_group/group"],
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
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
      "lb2.conf": `vrrp_instance outside {
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
    const groupings = readGroupings(cluster);
    const byKey = [...groupBy(groupings, ({ key }) => key).values()].sort((a, b) => b.length - a.length);
    const [majority, ...others] = byKey;
    const reference = majority?.[0];
    if (reference === undefined) return;
    for (const odd of others.flat()) yield report(odd, reference);
  },
});

function report(odd: SyncGrouping, reference: SyncGrouping): Finding {
  const at = odd.places.findIndex((place, index) => place.partners !== reference.places[index]?.partners);
  const [own, other] = [odd.places[at], reference.places[at]];
  if (own === undefined || other === undefined) throw new Error("equal groupings");
  const { instance } = own.member;
  const group = own.group ?? instance;
  return {
    at: group.head,
    message: `${instance.name} ${describe(own.names)} on ${odd.node.name}, but ${describe(other.names)} on ${reference.node.name}`,
    related: [{ at: (other.group ?? other.member.instance).head, message: `${describe(other.names)} here` }],
  };
}

const describe = (names: readonly string[]): string =>
  names.length === 0
    ? "is not in a sync group with the other instances"
    : `is in a sync group with ${names.join(", ")}`;
