import type { Word } from "../../grammar/index.js";
import type { Cluster } from "../cluster/cluster.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { dropWeights } from "../lint/drop-weights.js";
import { weightedOnly } from "../semantic/trackers.js";
import { modelOf } from "../simulate/ask.js";

export default defineClusterRule({
  name: "cluster-nopreempt-with-weight",
  group: "cluster",
  isUnreported: true,
  severity: "error",
  fix: "unsafe",
  summary: "All nodes have nopreempt, and what they track only changes the priority.",
  why: `A weight only lowers the priority, and a node with nopreempt does not take over from a running master, however
low its priority: a failed service never moves the addresses.`,
  how: "Remove the weight, so that a failure puts the node into FAULT; or remove nopreempt on the nodes that should take over.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_scheduler.c:vrrp_backup, measured with 2.2.7 and 2.4.3 between two nodes",
  keywords: ["vrrp_instance/nopreempt", "vrrp_script/weight", "vrrp_instance/track_script"],
  examples: {
    bad: {
      "lb1.conf": `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 120
    nopreempt
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 120
    track_script {
        chk_web
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
      const stuck = router.members.filter(hasWeightsOnly).sort((a, b) => priorityOf(b) - priorityOf(a));
      const taken = stuck.filter((member) => isTaken(cluster, router, member));
      yield* taken.map(clear);
      const [top] = stuck;
      if (top !== undefined && !taken.includes(top) && router.members.length > 1 && cluster.isComplete) {
        yield report(
          top,
          router.members.filter((other) => other !== top),
        );
      }
    }
  },
});

/**
 * Whether somebody takes over from a member whose trackers fail while it holds the router. Where the next node preempts
 * and does not, cluster-weight-ineffective says so.
 */
function isTaken(cluster: Cluster, router: VirtualRouter, member: Member): boolean {
  const peers = router.members.filter((other) => other !== member);
  const preempting = peers.filter(({ instance }) => !instance.nopreempt);
  if (preempting.length === 0) return false;
  const above = peers.filter((other) => priorityOf(other) > priorityOf(member));
  const [next] = peers.filter((other) => !above.includes(other)).sort((a, b) => priorityOf(b) - priorityOf(a));
  if (above.some((other) => preempting.includes(other)) || (next !== undefined && preempting.includes(next)))
    return true;
  const model = modelOf(cluster, router);
  const start = above.map(({ node }) => ({ node, trackers: undefined }));
  const [holder, ...others] = model?.holdersAfter(start) ?? [];
  // One peer that preempts is enough, whatever is not known.
  if (model === undefined || holder !== member || others.length > 0) return true;
  const trackers = weightedOnly(member.node.trackers(member.instance)) ?? [];
  return !model.holdersAfter([...start, { node: member.node, trackers }]).includes(member);
}

const hasWeightsOnly = ({ node, instance }: Member): boolean =>
  instance.nopreempt && weightedOnly(node.trackers(instance)) !== undefined;

const priorityOf = ({ instance }: Member): number => instance.priority.value ?? 0;

const wordOf = ({ instance: { nopreemptSetting, head } }: Member): Word => nopreemptSetting?.word ?? head;

const clear = (member: Member): Finding => ({
  at: wordOf(member),
  message: "a peer without nopreempt takes over",
  clears: "nopreempt-with-weight",
});

function report(member: Member, peers: readonly Member[]): Finding {
  const trackers = weightedOnly(member.node.trackers(member.instance)) ?? [];
  const names = trackers.map(({ target }) => target ?? "?").join(" and ");
  const waiting = peers.filter(({ instance }) => instance.nopreempt);
  const have = `${waiting.map(({ node }) => node.name).join(" and ")} ${waiting.length > 1 ? "have" : "has"}`;
  const rest = waiting.length === peers.length ? "" : ", the others stay below it";
  return {
    at: wordOf(member),
    message: `when ${names} ${trackers.length > 1 ? "fail" : "fails"} on ${member.node.name}, no node takes over; the weight lowers only its priority, and ${have} nopreempt too${rest}`,
    help: "Remove the weight, so that a failure means FAULT; kalint simulate shows the outcome.",
    related: [
      ...trackers.map(({ word }) => ({ at: word, message: "tracked with a weight" })),
      ...waiting.map((peer) => ({ at: wordOf(peer), message: "nopreempt on the peer" })),
    ],
    ...dropWeights(trackers),
  };
}
