import type { Word } from "../../grammar/index.js";
import type { Member } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { dropWeights } from "../lint/drop-weights.js";
import { weightedOnly } from "../semantic/trackers.js";

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
    for (const { members } of cluster.routers) {
      const stuck = members.filter(hasWeightsOnly).sort((a, b) => priorityOf(b) - priorityOf(a));
      const [top] = stuck;
      // One peer that preempts is enough, whatever nodes are missing.
      const taken = stuck.filter((member) => members.some((other) => other !== member && !other.instance.nopreempt));
      yield* taken.map(clear);
      if (top !== undefined && taken.length === 0 && members.length > 1 && cluster.isComplete) {
        yield report(
          top,
          members.filter((other) => other !== top),
        );
      }
    }
  },
});

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
  const names = trackers.map(({ target }) => target ?? "?").join(", ");
  const others = peers.map(({ node }) => node.name).join(" and ");
  const have = peers.length > 1 ? "have" : "has";
  return {
    at: wordOf(member),
    message: `nopreempt together with a weight on ${names}; ${others} ${have} nopreempt too, so no node takes over on failure`,
    related: [
      ...trackers.map(({ word }) => ({ at: word, message: "tracked with a weight" })),
      ...peers.map((peer) => ({ at: wordOf(peer), message: "nopreempt on the peer" })),
    ],
    ...dropWeights(trackers),
  };
}
