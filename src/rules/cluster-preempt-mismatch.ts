import { healthyPriority } from "../cluster/election.js";
import { keywordOf } from "../cluster/place.js";
import type { Member } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-preempt-mismatch",
  group: "cluster",
  severity: "warning",
  yieldsTo: ["nopreempt-with-weight", "cluster-nopreempt-with-weight"],
  summary: "nopreempt or preempt_delay is set on a lower-priority node but not on the highest-priority one.",
  why: `Both only affect the node that has them: they keep it from taking over from a running master. On the
lower-priority node alone they have no effect, and the highest-priority node still takes the address back at once.`,
  how: "Set it on the node with the highest priority, or on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_state_backup; measured with 2.4.3",
  keywords: ["vrrp_instance/nopreempt", "vrrp_instance/preempt_delay"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state BACKUP
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
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
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
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const { members } of cluster.routers) {
      const top = highest(members);
      if (top === undefined || !top.node.isComplete) continue;
      for (const keyword of ["nopreempt", "preempt_delay"] as const) {
        const others = members.filter((member) => member !== top && isWritten(member, keyword));
        // On a MASTER it has no effect, which rules of its own report.
        if (others.length > 0 && !isWritten(top, keyword)) yield report(keyword, others, top, members.length);
      }
    }
  },
});

type Keyword = "nopreempt" | "preempt_delay";

function isWritten({ instance: { block } }: Member, keyword: Keyword): boolean {
  if (keyword === "nopreempt") return block.nopreempt !== undefined && block.preempt === undefined;
  return block.preemptDelay !== undefined && block.preemptDelay.value !== 0;
}

/** Undefined where two are equal, or one is not known. */
function highest(members: readonly Member[]): Member | undefined {
  const ranks = members.map((member) => ({ member, rank: healthyPriority(member) }));
  if (ranks.some(({ rank }) => rank === undefined)) return undefined;
  ranks.sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
  return ranks[0]?.rank === ranks[1]?.rank ? undefined : ranks[0]?.member;
}

/** Where all other nodes have it, the highest is the odd one. */
function report(keyword: Keyword, others: readonly Member[], top: Member, count: number): Finding {
  const isTopOdd = count > 2 && others.length === count - 1;
  const [other] = others;
  const { node, instance } = top;
  const message = `${keyword} is missing on ${node.name} (priority ${instance.priority.value}), the highest-priority node; all other nodes have it`;
  if (isTopOdd || other === undefined) {
    return { at: instance.head, message };
  }
  return {
    at: keywordOf(other, keyword),
    message: `${keyword} on ${other.node.name} has no effect: only the highest-priority node preempts, and it is missing on ${node.name}`,
    related: [{ at: instance.head, message: `no ${keyword} here` }],
  };
}
