import type { Member } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-two-masters",
  group: "cluster",
  severity: "warning",
  follows: "node",
  fix: "unsafe",
  summary: "More than one node of a virtual router has state MASTER.",
  why: `Usually a copied file. Different priorities decide the election, but a node that starts as MASTER ignores
nopreempt and preempt_delay, and readers of the files cannot tell which node was meant to be master. Equal
priorities are what cluster-equal-priority reports.`,
  how: "Set state BACKUP on all nodes except the one with the highest priority.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/state"],
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
    state MASTER
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
      const masters = members.filter(({ instance: { state } }) => !state.isDefault && state.value === "MASTER");
      const [first, ...others] = masters;
      if (first === undefined || others.length === 0) continue;
      const top = masters.reduce((best, one) => (priorityOf(one) > priorityOf(best) ? one : best), first);
      for (const member of masters) if (member !== top) yield report(member, top);
    }
  },
});

const priorityOf = ({ instance }: Member): number => instance.priority.value ?? 0;

function report({ node, instance }: Member, top: Member): Finding {
  const { at } = instance.state;
  const fact = `state is MASTER on both ${node.name} and ${top.node.name}`;
  const own = instance.priority.value;
  const highest = top.instance.priority.value;
  // Equal priorities have a finding of their own (cluster-equal-priority).
  const isDecided = own !== undefined && highest !== undefined && own !== highest;
  const decision = isDecided ? `; ${top.node.name} wins with priority ${highest}` : "";
  return {
    at,
    message: fact + decision,
    related: [{ at: top.instance.state.at, message: `state MASTER on ${top.node.name}` }],
    fix: { title: 'Change to "BACKUP"', safety: "unsafe", edits: [{ at, text: "BACKUP" }] },
  };
}
