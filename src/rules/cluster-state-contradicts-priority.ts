import { healthyPriority } from "../cluster/election.js";
import type { Member } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-state-contradicts-priority",
  group: "cluster",
  severity: "error",
  summary: "The node with state MASTER has a lower priority than a node with state BACKUP.",
  why: `The priority decides the election; the state only says how a node starts: the address ends up on the node that
the files call the backup, and moves there again after each restart.`,
  how: "Give the MASTER the highest priority, or swap the states.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_state_backup; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/state", "vrrp_instance/priority"],
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
    priority 103
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
      const [master] = masters;
      // Two masters have a rule of their own, which names the priorities.
      if (master === undefined || masters.length > 1) continue;
      const own = rankOf(master);
      const higher = members.filter((member) => member !== master && isHigher(rankOf(member), own));
      if (own !== undefined && higher.length > 0) yield report(master, higher, members);
    }
  },
});

interface Rank {
  readonly base: number;
  readonly healthy: number;
}

function rankOf(member: Member): Rank | undefined {
  const base = member.instance.priority.value;
  const healthy = healthyPriority(member);
  return base === undefined || healthy === undefined ? undefined : { base, healthy };
}

/** As written and with all trackers up; where only one of the two applies, weights are at work and have rules of their own. */
const isHigher = (a: Rank | undefined, b: Rank | undefined): boolean =>
  a !== undefined && b !== undefined && a.base > b.base && a.healthy > b.healthy;

/** Where all others are above the master, its priority is the odd one; else that of the one above it. */
function report(master: Member, higher: readonly Member[], members: readonly Member[]): Finding {
  const isMasterOdd = higher.length > 1 && higher.length === members.length - 1;
  const top = higher.reduce((best, one) => ((rankOf(one)?.base ?? 0) > (rankOf(best)?.base ?? 0) ? one : best));
  const [odd, other] = isMasterOdd ? [master, top] : [top, master];
  const text = ({ node, instance }: Member): string =>
    `priority ${instance.priority.value} on ${node.name} with state ${instance.state.value}`;
  const clause = ({ node, instance }: Member): string =>
    `${node.name} has state ${instance.state.value} and priority ${instance.priority.value}`;
  return {
    at: odd.instance.priority.at,
    message: `${clause(odd)}, but ${clause(other)}; the priority decides the election`,
    help: "Give the MASTER the highest priority, or swap the states.",
    related: [
      { at: other.instance.priority.at, message: text(other) },
      ...(master.instance.state.isDefault ? [] : [{ at: master.instance.state.at, message: "state MASTER here" }]),
    ],
  };
}
