import type { Member } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { groupBy } from "../text/group-by.js";

export default defineClusterRule({
  name: "cluster-equal-priority",
  group: "cluster",
  severity: "error",
  follows: "node",
  summary: "Nodes of one virtual router have the same priority.",
  why: `An advert of equal priority neither stops a master nor starts one: the node that starts first keeps the
address, and when both start at once, the winner varies from boot to boot.`,
  how: "Give each node its own priority, the highest to the node that should be master.",
  ignoreWhen: "All nodes have nopreempt and it does not matter which one is master (reported as info then).",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_state_backup, vrrp.c:vrrp_state_master_rx, RFC 9568 §6.4.2; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/priority"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 100
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
    for (const { members } of cluster.routers) {
      for (const [priority, equal] of groupBy(members, ({ instance }) => instance.priority.value)) {
        if (priority === undefined || equal.length < 2) continue;
        yield report(priority, equal, members.every(neverPreempts));
      }
    }
  },
});

/** One finding for all that are equal, on the first that does not claim to be the master. */
function report(priority: number, equal: readonly Member[], isMeant: boolean): Finding {
  const reference = equal.find(isMaster) ?? equal.find(({ instance }) => !instance.priority.isDefault) ?? equal[0];
  const others = equal.filter((member) => member !== reference);
  const odd = others.find(({ instance }) => !instance.priority.isDefault) ?? others[0] ?? reference;
  if (odd === undefined || reference === undefined) throw new Error("no node has the priority");
  const isDefault = odd.instance.priority.isDefault ? " (the default)" : "";
  const names = [odd, reference, ...equal.filter((one) => one !== odd && one !== reference)].map(
    ({ node }) => node.name,
  );
  const all =
    names.length === 2 ? `${names.join(" and ")} both` : `${names.slice(0, -1).join(", ")} and ${names.at(-1)} all`;
  return {
    at: odd.instance.priority.at,
    message: `${all} have priority ${priority}${isDefault}; the winner of the election is arbitrary`,
    help: "Give each node its own priority.",
    related: equal
      .filter((member) => member !== odd)
      .map(({ node, instance }) => ({ at: instance.priority.at, message: `priority ${priority} on ${node.name}` })),
    ...(isMeant ? { severity: "info" } : {}),
  };
}

const isMaster = ({ instance }: Member): boolean => !instance.state.isDefault && instance.state.value === "MASTER";

const neverPreempts = ({ instance }: Member): boolean => instance.nopreempt;
